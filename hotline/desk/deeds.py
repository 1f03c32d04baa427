"""What staff do to a request from its page: one function for each button, in one transaction, recorded with who."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, conversations, request_acts, request_steps
from backend_client.models import Account, Alert, Assignment, Contact, Conversation, RequestNote
from backend_client.models import Request as Case
from backend_client.request_acts import ActRefused
from backend_client.requests import TransitionRefused, record
from hotline import takeovers
from hotline.desk.auth import Staff
from hotline.services import Services
from hotline.takeovers import Adviser, NotSendable, TakenByOther

MOST_NOTE = 2000
_MOVED_ON = "Cette action n'est plus possible : la demande a changé entre-temps. Relisez-la."


class Problem(Exception):
    """Why nothing was done: one French sentence for the page."""


@dataclass(frozen=True)
class Doing:
    """What a deed is given."""

    s: Session
    services: Services
    case: Case
    staff: Staff
    fields: Mapping[str, str]
    now: datetime

    @property
    def adviser(self) -> Adviser:
        return Adviser(self.staff.name, self.staff.by)

    def field(self, name: str) -> str:
        return self.fields.get(name, "").strip()


def do(doing: Doing, deed: str) -> None:
    """Do one of :data:`DEEDS`. :raises Problem: nothing was done (the transaction is to be rolled back)"""
    try:
        DEEDS[deed](doing)
    except TakenByOther as error:
        raise Problem(f"{error.by} est en conversation avec ce locataire : votre message n'est pas parti.") from error
    except NotSendable as error:
        raise Problem(str(error)) from error
    except (TransitionRefused, ActRefused) as error:
        raise Problem(_MOVED_ON) from error


def _conversation(doing: Doing) -> Conversation:
    """The conversation with the tenant, from now on about this request."""
    s, case = doing.s, doing.case
    contact = s.get(Contact, case.contact_id) if case.contact_id else None
    if contact is None:
        raise Problem("Ce locataire n'a écrit sur aucun canal : appelez-le.")
    known = conversations.open_conversation(s, contact)
    if known is not None:
        thread = takeovers.locked(s, known.id)
        by = takeovers.holder(thread, doing.now)
        if by is not None and by != doing.staff.name:
            raise TakenByOther(by)
        # What the tenant writes next about a confidential matter must not land where everybody reads it.
        lately = doing.now - thread.last_at < conversations.QUIET
        if by is None and lately and not doing.staff.may_see(s.get_one(Case, thread.request_id)):
            raise Problem("Ce locataire échange en ce moment avec une autre équipe : passez par votre responsable.")
    return conversations.conversation_for(s, contact, doing.now, case.id)


def _take(doing: Doing) -> None:
    takeovers.take(doing.s, doing.services.backend.landlord, _conversation(doing), doing.adviser, doing.now)


def _write(doing: Doing) -> None:
    conversation, landlord = _conversation(doing), doing.services.backend.landlord
    takeovers.write(doing.s, landlord, conversation, doing.adviser, doing.field("text"), doing.now, doing.field("once"))


def _give(doing: Doing) -> None:
    takeovers.give_back(doing.s, _conversation(doing), doing.staff.by, doing.now)


def _act(doing: Doing) -> None:
    note = doing.field("note")[:MOST_NOTE]
    request_acts.act(doing.s, doing.case, doing.field("act"), doing.staff.by, doing.now, note)


def _note(doing: Doing) -> None:
    text = doing.field("text")
    if not text:
        raise Problem("La note est vide.")
    if len(text) > MOST_NOTE:
        raise Problem(f"La note a {len(text)} caractères : {MOST_NOTE} au plus.")
    doing.s.add(RequestNote(request_id=doing.case.id, account_id=doing.staff.id, at=doing.now, text=text))
    record(doing.s, doing.case, "note_added", doing.staff.by, doing.now)


def _assign(doing: Doing) -> None:
    """To oneself, or to nobody."""
    s, case = doing.s, doing.case
    known = s.get(Assignment, case.id, with_for_update=True)
    if doing.field("to") == "nobody":
        if known is not None:
            s.delete(known)
            record(s, case, "unassigned", doing.staff.by, doing.now)
        return
    if known is None:
        s.add(Assignment(request_id=case.id, account_id=doing.staff.id, at=doing.now))
    elif known.account_id == doing.staff.id:
        return
    else:
        known.account_id, known.at = doing.staff.id, doing.now
    s.flush()
    record(s, case, "assigned_to", doing.staff.by, doing.now, account_id=doing.staff.id)


def _team(doing: Doing) -> None:
    team = doing.field("team")
    if team not in teams(doing.s, doing.services):
        raise Problem("Cette équipe n'existe pas.")
    request_steps.assign(doing.s, doing.case, team, doing.staff.by, doing.now)


def _close(doing: Doing) -> None:
    request_steps.close(doing.s, doing.case, doing.staff.by, doing.now, doing.field("reason"))


def _refuse(doing: Doing) -> None:
    request_steps.refuse(doing.s, doing.case, doing.field("reason"), doing.staff.by, doing.now)


def _reopen(doing: Doing) -> None:
    request_steps.reopen(doing.s, doing.services.backend.landlord, doing.case, doing.staff.by, doing.now)


def _pause(doing: Doing) -> None:
    landlord = doing.services.backend.landlord
    request_steps.pause(doing.s, landlord, doing.case, doing.field("reason"), doing.staff.by, doing.now)


def _resume(doing: Doing) -> None:
    request_steps.resume(doing.s, doing.services.backend.landlord, doing.case, doing.staff.by, doing.now)


def _alert(doing: Doing) -> None:
    """Every open alert of the request is somebody's from now on."""
    waiting = select(Alert.id).where(Alert.request_id == doing.case.id, Alert.acknowledged_at.is_(None))
    for number in list(doing.s.scalars(waiting)):
        alerts.acknowledge_alert(doing.s, number, doing.staff.by, doing.now)


DEEDS: Mapping[str, Callable[[Doing], None]] = {
    "take": _take,
    "write": _write,
    "give": _give,
    "act": _act,
    "note": _note,
    "assign": _assign,
    "team": _team,
    "close": _close,
    "refuse": _refuse,
    "reopen": _reopen,
    "pause": _pause,
    "resume": _resume,
    "alert": _alert,
}


def teams(s: Session, services: Services) -> list[str]:
    """The teams that a request can be given to: the landlord's, those of accounts and those that requests name."""
    named = set(s.scalars(select(Case.team).distinct())) | set(services.backend.landlord.teams)
    for of_account in s.scalars(select(Account.teams)):
        named |= set(of_account)
    return sorted(team for team in named if team)
