"""How to get in: asked once after booking, answered in the tenant's own words, told to whoever comes, nobody else."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from backend_client import jobs
from backend_client.models import Appointment
from bot.actions import details
from bot.actions.appointment_lines import EARLIER, own_request
from bot.actions.context import Turn, settings
from bot.actions.replies import Choice, answer, choice
from common.wording import text_of

NOTHING = "noaccess"
MOST = 300
_NO = ["non", "rien", "non merci", "no", "nothing", "nada", "não", "hayır", "yok", "لا"]


def lines(appointment: Appointment) -> list[Choice]:
    """Nothing to add; and, while they are at it, to be told of an earlier window."""
    return [
        {**choice(f"{NOTHING}:{appointment.request_id}", text_of("line_no_thanks")), "also": _NO},
        choice(f"{EARLIER}:{appointment.id}", text_of("line_earlier")),
    ]


def known_of(text: str, turn: Turn) -> dict[str, Any]:
    """What the words say that a column of :class:`backend_client.models.AccessInformation` keeps."""
    read = details.read(text, settings().phrases, turn.now)
    told = {"phone": read.phone, "keysafe": read.access_code, "dog": read.dog or None, "contact_name": read.name}
    return {name: value for name, value in told.items() if value is not None}


def nothing(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """There is nothing to add."""
    return answer("access_nothing") if own_request(s, turn, rest) else None


def words(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Keep what they wrote: as it is, and what of it can be read."""
    request = own_request(s, turn, rest)
    if request is None:
        return None
    jobs.note_access(s, request, turn.now, description=turn.words[:MOST], **known_of(turn.words, turn))
    return answer("access_noted")


TAKES: Mapping[str, Any] = {NOTHING: nothing}
