"""A tenant's rights over their data, in conversation: see, receive, correct, erase, ask the data protection officer.

Access, rectification and erasure: GDPR art. 15, 16 and 17; an answer within a month: art. 12.3.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import (
    alerts,
    calendar,
    erasures,
    identity,
    personal_data,
    requests,
    timers,
)
from backend_client.models import Erasure, Request
from bot.actions.privacy import INTENT, line, menu
from bot.actions.replies import choice
from common.wording import day, text_of
from hotline import privacy_identity
from hotline.privacy_secrets import link_fact
from hotline.services import Services
from hotline.turn_context import Context, Reply

__all__ = ["ACTS", "INTENT", "WORK", "act", "asked"]

ERASURE_TIMER = "erasure"
# Time for the last message to arrive before there is no number any more.
LAST_WORD = timedelta(minutes=10)
# How often it is looked whether what an erasure waits for is over.
LOOK_AGAIN = timedelta(days=1)


def asked(turn: Context, entities: dict[str, Any]) -> Reply:
    """A line of these lists was picked."""
    return act(turn, str(entities["act"]))


def act(turn: Context, name: str) -> Reply:
    """Do an act, or ask for the proof that it needs."""
    needs, do = ACTS[name]
    if needs is not None and not identity.may(turn.s, turn.contact, needs, turn.now):
        return privacy_identity.prove(turn, name)
    return do(turn)


def _menu(turn: Context) -> Reply:
    return Reply("privacy-menu", choices=menu())


def _see(turn: Context) -> Reply:
    """How much is kept, in figures: a screen may be read by others."""
    kept = personal_data.scope_of_person(turn.s, turn.contact.person_id or 0)
    facts: dict[str, Any] = {
        "requests": len(kept.ids["request"]),
        "messages": len(kept.ids["exchange"]),
        "appointments": len(kept.ids["appointment"]),
        "months": turn.services.backend.landlord.retention["conversations"].months,
    }
    return Reply("privacy-summary", facts, [line("export"), line("correct"), line("erase")])


def _export(turn: Context) -> Reply:
    link = personal_data.export_link(turn.s, turn.contact, turn.now)
    _answered(turn, "export")
    return Reply("privacy-export", {"link": link_fact(link), "hours": personal_data.LINK_HOURS})


def _correct(turn: Context) -> Reply:
    lines = [line("correct_name"), line("correct_number")]
    return Reply("privacy-correct", choices=[*lines, choice("change_language", intent="change_language")])


def _correct_what(what: str) -> Callable[[Context], Reply]:
    """The landlord's directory is corrected by people: they see a proof of the new name or number."""

    def ask(turn: Context) -> Reply:
        request = privacy_request(turn)
        requests.add_detail(turn.s, request, "tenant", turn.now, correct=what)
        due = day(calendar.paris_day(request.due_at or turn.now))
        return Reply("privacy-correct-noted", {"reference": request.reference, "day": due})

    return ask


def _dpo(turn: Context) -> Reply:
    landlord = turn.services.backend.landlord
    request = privacy_request(turn)
    requests.add_detail(turn.s, request, "tenant", turn.now, dpo=True)
    facts = {"dpo": landlord.dpo or landlord.hotline_phone, "page": landlord.links.get("privacy", "")}
    due = day(calendar.paris_day(request.due_at or turn.now))
    return Reply("privacy-dpo", {**facts, "reference": request.reference, "day": due})


def _erase(turn: Context) -> Reply:
    return Reply("privacy-erase-confirm", choices=[line("erase_yes"), line("erase_no")])


def _keep(turn: Context) -> Reply:
    return Reply("privacy-erase-kept")


def _erase_yes(turn: Context) -> Reply:
    """Asked for. Done soon, or after what is under way: then a human being decides."""
    s, now = turn.s, turn.now
    request = privacy_request(turn)
    erasure = erasures.ask(s, turn.contact, request, "tenant", now)
    waits = erasures.obstacle(s, erasure, now)
    if waits is None:
        timers.set_timer(s, ERASURE_TIMER, erasure.id, now + LAST_WORD)
        return Reply("privacy-erase-soon", {"reference": request.reference})
    erasures.defer(s, erasure, waits, now)
    timers.set_timer(s, ERASURE_TIMER, erasure.id, max(waits.until, now + LOOK_AGAIN))
    facts = {
        "reason": text_of(f"privacy-reason-{waits.reason}"),
        "until": day(calendar.paris_day(waits.until)),
        "day": day(calendar.paris_day(erasure.due_at)),
        "reference": request.reference,
    }
    return Reply("privacy-erase-deferred", facts)


def privacy_request(turn: Context) -> Request:
    """The open request of theirs about their data, else a new one for the privacy team, due in a month."""
    for known in requests.latest_of(turn.s, turn.contact, limit=10):
        if known.kind == "privacy" and known.closed_at is None and known.status != "done":
            return known
    return erasures.privacy_request(
        turn.s, turn.services.backend.landlord, turn.contact, turn.now, turn.exchange.language
    )


def _answered(turn: Context, what: str) -> None:
    """A request about one's data that the hotline has answered itself is done."""
    for known in requests.latest_of(turn.s, turn.contact, limit=10):
        if known.kind != "privacy" or _is_for_people(turn.s, known):
            continue
        if known.status in ("received", "qualified", "assigned", "in_progress"):
            if known.status == "received":
                requests.change_status(turn.s, known, "qualified", "hotline", turn.now)
            requests.change_status(turn.s, known, "done", "hotline", turn.now, answered=what)


def _is_for_people(s: Session, request: Request) -> bool:
    """Whether a correction, an erasure or a word for the data protection officer still waits in it."""
    waits = select(Erasure.id).where(Erasure.request_id == request.id, Erasure.state.in_(("asked", "deferred")))
    return not {"correct", "dpo"}.isdisjoint(request.details) or s.scalar(waits.limit(1)) is not None


ACTS: Mapping[str, tuple[str | None, Callable[[Context], Reply]]] = {
    "menu": (None, _menu),
    "see": ("see", _see),
    "export": ("export", _export),
    "correct": ("correct", _correct),
    "correct_name": ("correct", _correct_what("name")),
    "correct_number": ("correct", _correct_what("number")),
    "erase": ("erase", _erase),
    "erase_yes": ("erase", _erase_yes),
    "erase_no": (None, _keep),
    "dpo": (None, _dpo),
}
"""By name: the act of ``identity.toml`` that it needs to be allowed, and what it does."""


def due(s: Session, services: Services, erasure_id: int, now: datetime) -> None:
    """The time of an erasure has come: done where nothing is under way and nobody has to decide."""
    erasure = s.get(Erasure, erasure_id, with_for_update=True)
    if erasure is None or erasure.state not in ("asked", "deferred"):
        return
    waits = erasures.obstacle(s, erasure, now)
    if waits is not None:
        erasures.defer(s, erasure, waits, now)
        timers.set_timer(s, ERASURE_TIMER, erasure.id, max(waits.until, now + LOOK_AGAIN))
        return
    if erasure.state == "deferred":
        _for_a_human(s, erasure, now)
        return
    theirs = erasures.addresses(s, erasure)
    erasures.carry_out(s, services.settings.data_dir, erasure, "hotline", now)
    services.spool.forget(theirs)


def _for_a_human(s: Session, erasure: Erasure, now: datetime) -> None:
    """What it waited for is over: the privacy team decides, with the date by which they have to."""
    erasure.reason = None
    request = s.get(Request, erasure.request_id) if erasure.request_id else None
    if request is not None:
        requests.record(s, request, "erasure_to_decide", "hotline", now, erasure_id=erasure.id)
        alerts.raise_alert(s, request, "erasure", now, None)


WORK = {ERASURE_TIMER: due}
