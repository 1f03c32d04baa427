"""Own words that say a line of the last list, where it asked for a yes or a no and no form waits for it.

"J'ai attendu toute la matinée pour rien" to "did somebody come?" is that nobody came. Only actions that would have had
nothing better to say ask :func:`said`; a message that names a problem for sure goes its own way.
"""

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client.conversations import open_choices
from backend_client.models import Conversation
from bot.actions.context import Turn, in_reading, own_words, settings
from bot.actions.taken import take
from bot.actions.understanding import guess


async def said(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Take a message as the line that it says, and answer it. False: it says none."""
    if not turn.words or guess(turn.situations, settings().thresholds).sure:
        return False
    return await take(dispatcher, turn, await in_reading(lambda s: _line(s, turn)))


def _line(s: Session, turn: Turn) -> str:
    """The value of the line that the words say; empty: of none."""
    offer = s.get_one(Conversation, turn.conversation_id).offer
    lines = (line for line in open_choices(offer, turn.now) if line.get("says"))
    return next((str(line["value"]) for line in lines if own_words(turn.words, line["question"]) == line["says"]), "")
