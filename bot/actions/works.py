"""Questions about works and outages, answered from the notices of the tenant's own building (charter 6.1)."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import works
from backend_client.models import WorksNotice
from bot.actions.context import Turn, in_reading
from bot.actions.replies import adviser_choice, say
from bot.actions.works_facts import facts_of

INTENT = "ask_planned_works"
_MOST = 3


async def told(dispatcher: CollectingDispatcher, turn: Turn, busy: bool) -> bool:
    """Answer with what is going on and planned in the building. False: nothing is known, a human being has to.

    :param busy: a form waits for its own answer, so that no list may take its place
    """
    known = await in_reading(lambda s: _known(s, turn))
    for place, (key, facts) in enumerate(known, 1):
        say(dispatcher, key, [] if busy or place < len(known) else [adviser_choice()], **facts)
    return bool(known)


def _known(s: Session, turn: Turn) -> list[tuple[str, dict[str, Any]]]:
    if turn.building_id is None:
        return []
    return [(key_of(notice), facts_of(notice)) for notice in works.of_building(s, turn.building_id, turn.now)[:_MOST]]


def key_of(notice: WorksNotice) -> str:
    """The text that tells of a notice in an answer."""
    return "works_known_outage" if notice.kind == works.OUTAGE else "works_told"
