"""Where a person's data is, and reading, emptying or deleting all of it: by one table (``personal_data.toml``)."""

import secrets
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, String, Table, cast, delete, func, literal, or_, select, update
from sqlalchemy.orm import Session

from backend_client.database import Base
from backend_client.models import (
    Appointment,
    Contact,
    Conversation,
    Exchange,
    ExportLink,
    FeedbackSet,
    Identity,
    Incident,
    Request,
)

LINK_HOURS = 24
"""How long the address of an export may be opened."""

_FILE = Path(__file__).with_name("personal_data.toml")
# Columns that hold a list; any other JSON is an object.
_LISTS = frozenset({"dialogue"})
# A query takes so many ids at once (SQLite takes 32,766 parameters).
_CHUNK = 5000


@dataclass(frozen=True)
class Held:
    """What a table holds of somebody; see ``personal_data.toml``."""

    about: str
    of: str = ""
    link: str = ""
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    unlink: tuple[str, ...] = ()
    delete: bool = False


@dataclass
class Scope:
    """The rows that are somebody's: ids by table."""

    ids: dict[str, set[int]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Held]:
    """What each table holds, by its name."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["tables"]
    return {name: _held(row) for name, row in rows.items()}


def _held(row: dict[str, Any]) -> Held:
    plain_values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Held(**plain_values)


@lru_cache(maxsize=1)
def _event_keys() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["event_keys"])


def scope_of_person(s: Session, person_id: int) -> Scope:
    """Everything of a person. Of a phone that others use too, only what belongs to their own requests."""
    proven = select(Identity.contact_id).where(Identity.person_id == person_id)
    others = select(Identity.contact_id).where(Identity.person_id != person_id)
    mine = or_(Contact.person_id == person_id, Contact.id.in_(proven))
    contacts = set(
        s.scalars(select(Contact.id).where(mine, Contact.technician_id.is_(None), Contact.id.not_in(others)))
    )
    return _scope(s, contacts, person_id)


def scope_of_contact(s: Session, contact_id: int) -> Scope:
    """Everything of somebody who is on no file: what one address said."""
    return _scope(s, {contact_id}, None)


def _scope(s: Session, contacts: set[int], person_id: int | None) -> Scope:
    nobody_else = or_(Request.person_id.is_(None), Request.person_id == person_id)
    theirs = or_(Request.contact_id.in_(contacts) & nobody_else, Request.person_id == (person_id or 0))
    requests = set(s.scalars(select(Request.id).where(theirs)))
    ids = {"person": {person_id} if person_id else set(), "contact": contacts, "request": requests}
    ids["conversation"] = set(s.scalars(select(Conversation.id).where(Conversation.contact_id.in_(contacts))))
    said = or_(Exchange.conversation_id.in_(ids["conversation"]), Exchange.request_id.in_(requests))
    ids["exchange"] = set(s.scalars(select(Exchange.id).where(said)))
    return Scope({**ids, **_of_requests(s, requests)})


def _of_requests(s: Session, requests: set[int]) -> dict[str, set[int]]:
    booked = set(s.scalars(select(Appointment.id).where(Appointment.request_id.in_(requests))))
    return {
        "appointment": booked,
        "incident": set(s.scalars(select(Incident.id).where(Incident.request_id.in_(requests)))),
        "feedback_set": set(s.scalars(select(FeedbackSet.id).where(FeedbackSet.appointment_id.in_(booked)))),
    }


def scope_of_requests(s: Session, requests: set[int]) -> Scope:
    """What belongs to these requests, whosever they are, without their messages."""
    nobody: dict[str, set[int]] = {"person": set(), "contact": set(), "conversation": set(), "exchange": set()}
    return Scope({**nobody, "request": requests, **_of_requests(s, requests)})


def scope_of_messages(exchanges: set[int]) -> Scope:
    """These messages alone."""
    nothing = ("person", "contact", "conversation", "request", "appointment", "incident", "feedback_set")
    return Scope({**{name: set() for name in nothing}, "exchange": exchanges})


def empty(s: Session, scope: Scope, *names: str) -> None:
    """Empty the words in these tables, where their rows say more than words; else delete them."""
    s.flush()
    for name in names:
        held = tables()[name]
        work = _deleted if held.delete else _emptied
        work(s, Base.metadata.tables[name], replace(held, unlink=(), events=()), scope.ids[held.of])
    s.expire_all()


def export(s: Session, scope: Scope) -> dict[str, list[dict[str, Any]]]:
    """Every row that is theirs, by table, with what it holds of them (GDPR art. 15.3)."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for name, held in _of_tenants():
        table = Base.metadata.tables[name]
        shown = [column for column in table.columns if not column.foreign_keys or column.primary_key]
        rows: list[dict[str, Any]] = []
        for ids in _chunks(scope.ids[held.of]):
            found = s.execute(select(*shown).where(table.c[held.link].in_(ids)).order_by(*table.primary_key.columns))
            rows += [{key: plain(value) for key, value in row._mapping.items()} for row in found]
        if rows:
            kept[name] = rows
    return kept


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, datetime | date) else value


def anonymise(s: Session, scope: Scope) -> dict[str, int]:
    """Empty or delete all that is theirs; figures stay. Returns how many rows were concerned, by table."""
    s.flush()
    touched: dict[str, int] = {}
    held_tables = _of_tenants()
    for name, held in [each for each in held_tables if not each[1].delete]:
        touched[name] = _emptied(s, Base.metadata.tables[name], held, scope.ids[held.of])
    _let_go(s, scope.ids["person"])
    for name, held in [each for each in reversed(held_tables) if each[1].delete]:
        touched[name] = _deleted(s, Base.metadata.tables[name], held, scope.ids[held.of])
    s.expire_all()
    return {name: count for name, count in touched.items() if count}


def _let_go(s: Session, people: set[int]) -> None:
    """Wherever else somebody is referred to (a shared phone, a code that was sent to them), nobody is any more."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.nullable and any(key.column.table.name == "person" for key in column.foreign_keys):
                s.execute(update(table).where(column.in_(people)).values({column.name: None}))


def _of_tenants() -> list[tuple[str, Held]]:
    """The tables of tenants, those that others refer to first."""
    ordered = [table.name for table in Base.metadata.sorted_tables]
    known = tables()
    return [(name, known[name]) for name in ordered if name in known and known[name].about == "tenant"]


def _chunks(ids: set[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))


def _emptied(s: Session, table: Table, held: Held, ids: set[int]) -> int:
    values: dict[str, Any] = {column: None for column in held.unlink}
    values |= {column: _empty(table.c[column]) for column in held.words if column != "address"}
    if "address" in held.words:
        # An address is unique: what is left of it is the row's number.
        values["address"] = literal("erased-") + cast(table.c.id, String)
    count = 0
    for some in _chunks(ids):
        here = table.c[held.link].in_(some)
        count += s.scalar(select(func.count()).select_from(table).where(here)) or 0
        for column in held.events:
            _only_codes(s, table, column, here)
        if values:
            s.execute(update(table).where(here).values(values))
    return count


def _empty(column: Column[Any]) -> Any:
    """What a column holds when it holds nothing."""
    if column.nullable:
        return None
    if not isinstance(column.type, JSON):
        return ""
    return [] if column.name in _LISTS else {}


def _only_codes(s: Session, table: Table, column: str, here: Any) -> None:
    for number, data in s.execute(select(table.c.id, table.c[column]).where(here)).all():
        kept = {key: value for key, value in (data or {}).items() if key in _event_keys()}
        if kept != data:
            s.execute(update(table).where(table.c.id == number).values({column: kept}))


def _deleted(s: Session, table: Table, held: Held, ids: set[int]) -> int:
    count = 0
    for some in _chunks(ids):
        here = table.c[held.link].in_(some)
        count += s.scalar(select(func.count()).select_from(table).where(here)) or 0
        s.execute(delete(table).where(here))
    return count


def export_link(s: Session, contact: Contact, now: datetime) -> ExportLink:
    """A new address under which whoever the contact is proven to be reads their data, once.

    :raises ValueError: the contact is nobody's
    """
    if contact.person_id is None:
        raise ValueError("an export is for somebody who is proven to be on file")
    link = ExportLink(
        person_id=contact.person_id,
        contact_id=contact.id,
        nonce=secrets.token_hex(16),
        created_at=now,
        expires_at=now + timedelta(hours=LINK_HOURS),
    )
    s.add(link)
    s.flush()
    return link
