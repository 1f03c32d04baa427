"""``veilleur privacy``: export, erase, end retentions, and say who saw what."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend_client import erasures, personal_data, privacy, retention, wall_clock
from backend_client.backend import Backend
from backend_client.models import Contact, Erasure, Identity, Person
from backend_client.personal_data import Scope
from common.phones import e164
from common.wording import Wording
from hotline import plain_pages
from hotline.privacy_export import as_html, as_json, document
from hotline.services import DATA
from hotline.settings import Settings
from hotline.spool import Spool
from hotline.terminal import backend_of, out, stop, the_settings

app = typer.Typer(help="Personal data: export, erase, retention, who saw what.", no_args_is_help=True)

WHO = typer.Argument(help="a person's code in the directory (T0001), a number, a Telegram id or a web session")
BY = "command:privacy"


class _Subject:
    """Somebody on file, or an address of nobody on file."""

    def __init__(self, s: Session, who: str) -> None:
        self.person = s.scalar(select(Person).where(Person.code == who))
        address = e164(who) or who
        contact = select(Contact).where(Contact.address.in_((who, address)), Contact.technician_id.is_(None))
        self.contact = None if self.person else s.scalar(contact.order_by(Contact.id).limit(1))
        if self.person is None and self.contact is None:
            stop(f"{who} is neither a person's code nor the address of a contact.")
        owners = _owners(s, self.contact) if self.contact is not None else []
        if owners:
            stop(f"{who} belongs to {' and '.join(owners)}: give a person's code, which covers all of their channels.")

    @property
    def contact_id(self) -> int | None:
        return self.contact.id if self.contact is not None else None

    def scope(self, s: Session) -> Scope:
        if self.person is not None:
            return personal_data.scope_of_person(s, self.person.id)
        return personal_data.scope_of_contact(s, self.contact_id or 0)

    def erasure(self, s: Session, now: datetime) -> Erasure:
        """The one that was asked for, else a new one of the command's."""
        mine = Erasure.person_id == self.person.id if self.person else Erasure.contact_id == self.contact_id
        asked = s.scalar(select(Erasure).where(mine, Erasure.state.in_(("asked", "deferred"))))
        if asked is not None:
            return asked
        erasure = Erasure(
            person_id=self.person.id if self.person else None,
            contact_id=self.contact_id,
            state="asked",
            by=BY,
            asked_at=now,
            due_at=now + erasures.ANSWER_WITHIN,
        )
        s.add(erasure)
        s.flush()
        return erasure

    def accessed(self, s: Session, what: str, now: datetime) -> None:
        kind, row = ("person", self.person) if self.person else ("contact", self.contact)
        privacy.accessed(s, f"{BY} {what}", what, kind, row.id if row else 0, now)


def _owners(s: Session, contact: Contact) -> list[str]:
    """The codes of everybody whose address this is or was proven to be; a number may be that of two."""
    proven = select(Identity.person_id).where(Identity.contact_id == contact.id)
    theirs = or_(Person.id == contact.person_id, Person.id.in_(proven))
    return list(s.scalars(select(Person.code).where(theirs).order_by(Person.code)))


def _the_backend() -> tuple[Settings, Backend]:
    settings = the_settings()
    return settings, backend_of(settings)


@app.command()
def export(
    who: Annotated[str, WHO],
    to: Annotated[Path, typer.Option(help="a file to write, .json or .html; it must not exist")],
) -> None:
    """Write all that is kept of somebody to a file that only its owner may read (GDPR art. 15)."""
    if to.suffix not in (".json", ".html"):
        stop(f"{to}: name it .json or .html.")
    _, backend = _the_backend()
    now = backend.clock()
    with backend.transaction() as s:
        subject = _Subject(s, who)
        found = document(s, Wording.load(DATA / "texts"), subject.scope(s))
        subject.accessed(s, "export", now)
    text = as_json(found) if to.suffix == ".json" else _page(who, as_html(found))
    try:
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        stop(f"{to} cannot be written: {error.strerror}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    count = sum(len(rows) for rows in found.values())
    out.print(f"{who}: {count} rows in {to}. Hand it over safely, then delete it.", highlight=False, soft_wrap=True)


def _page(who: str, body: str) -> str:
    return plain_pages.document(who, body, plain_pages.style("privacy"))


@app.command()
def erase(
    who: Annotated[str, WHO],
    yes: Annotated[bool, typer.Option("--yes", help="erase; without it, only say what would go")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="although something is under way for them")] = False,
) -> None:
    """Erase somebody (GDPR art. 17): requests stay as figures, without words, name, number or home."""
    settings, backend = _the_backend()
    now = backend.clock()
    with backend.transaction() as s:
        subject = _Subject(s, who)
        scope = subject.scope(s)
        for name, ids in sorted(scope.ids.items()):
            if ids:
                out.print(f"{name}: {len(ids)}", highlight=False)
        erasure = subject.erasure(s, now)
        waits = erasures.obstacle(s, erasure, now)
        if waits is not None and not anyway:
            until = wall_clock.write(waits.until.replace(microsecond=0))
            s.rollback()
            stop(f"An {waits.reason} of theirs is open until {until}: erase them then, or decide with --anyway.")
        if not yes:
            s.rollback()
            out.print("Nothing was erased. With --yes it is; that cannot be undone.")
            return
        addresses = erasures.addresses(s, erasure)
        touched = erasures.carry_out(s, settings.data_dir, erasure, BY, now)
    files = Spool(settings.data_dir / "spool").forget(addresses)
    rows = sum(touched.values())
    out.print(f"{who}: erased, {rows} rows emptied or deleted, {files} waiting files deleted.", highlight=False)
    out.print("Backups made before keep the data until they end; the directory's next import must not name them.")


@app.command("retention")
def retention_(apply: Annotated[bool, typer.Option("--apply", help="empty and delete what is due")] = False) -> None:
    """Say what has been kept long enough, kind by kind, with the reason of each period; with --apply it goes."""
    _, backend = _the_backend()
    now = backend.clock()
    table = Table("kind", "kept for", "older than", "rows due", "why")
    with backend.transaction() as s:
        for due in retention.plan(s, backend.landlord, now):
            before = f"{due.before:%Y-%m-%d}"
            table.add_row(due.kind, str(due.period), before, str(due.count), due.period.reason)
        done = retention.apply(s, backend.landlord, now) if apply else None
    out.print(table)
    if done is None:
        out.print("A dry run: nothing was changed. With --apply it is.")
    else:
        out.print(f"{sum(done.values())} rows were emptied or deleted.", highlight=False)


@app.command()
def accesses(who: Annotated[str, WHO]) -> None:
    """List who saw somebody's data, newest first."""
    _, backend = _the_backend()
    table = Table("when", "who", "what", "of")
    with backend.transaction() as s:
        subject = _Subject(s, who)
        for row in privacy.accesses(s, subject.scope(s)):
            table.add_row(
                wall_clock.write(row.at.replace(microsecond=0)),
                row.who,
                row.what,
                f"{row.subject_kind} {row.subject_id}",
            )
        subject.accessed(s, "accesses", backend.clock())
    out.print(table)
