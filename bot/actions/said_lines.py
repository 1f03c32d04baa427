"""Own words that say a line of the last list, where it asked for a yes or a no and no form waits for it.

"J'ai attendu toute la matinée pour rien" to "did somebody come?" is that nobody came. Only actions that would have had
nothing better to say ask :func:`said`; a message that names a problem for sure goes its own way.
"""

from datetime import datetime
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import effects
from backend_client.models import Conversation
from bot.actions.context import Turn, in_transaction, own_words, settings
from bot.actions.replies import say
from bot.actions.taken import TAKERS
from bot.actions.understanding import guess


async def said(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Take a message as the line that it says, and answer it. False: it says none."""
    if not turn.words or guess(turn.situations, settings().thresholds).sure:
        return False

    def take(s: Session) -> dict[str, Any]:
        name, _, rest = _line(s, turn).partition(":")
        if name not in TAKERS:
            return {}
        return effects.once(s, turn.exchange_id, name, lambda: TAKERS[name](s, turn, rest) or {}, turn.now)

    told = await in_transaction(take)
    if told:
        say(dispatcher, told["key"], told["choices"], **told["facts"])
    return bool(told)


def _line(s: Session, turn: Turn) -> str:
    """The value of the line that the words say; empty: of none."""
    offer = s.get_one(Conversation, turn.conversation_id).offer
    if not offer or datetime.fromisoformat(offer["expires_at"]) < turn.now:
        return ""
    lines = (line for line in offer["choices"] if line.get("says"))
    return next((str(line["value"]) for line in lines if own_words(turn.words, line["question"]) == line["says"]), "")
