"""Words that answer the last question, where it asked for words and no form waits for them.

Nothing that tells of a problem is taken: a message that names a situation for sure, or that was understood as a
report, goes its own way. Only actions that would have had nothing better to say ask :func:`taken`.
"""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import effects
from backend_client.conversations import open_choices
from backend_client.models import Conversation
from bot.actions import access, survey_words
from bot.actions.context import Turn, in_transaction, settings
from bot.actions.replies import say
from bot.actions.understanding import guess

# Who takes the words, by the line that the question was asked with.
_TAKERS: Mapping[str, Any] = {access.NOTHING: access.words, survey_words.NO_WORD: survey_words.words}
_NO_WORDS = re.compile(r"[\W\d]*")


def asked(s: Session, turn: Turn) -> tuple[str, str] | None:
    """The taker's name and what it has to know, where the last list in the conversation asked for words."""
    offer = s.get_one(Conversation, turn.conversation_id).offer
    named = (str(line["value"]).partition(":") for line in open_choices(offer, turn.now))
    return next(((name, rest) for name, _, rest in named if name in _TAKERS), None)


async def taken(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Take a message as the answer that was asked for, and say so. False: it is none."""
    if _NO_WORDS.fullmatch(turn.words) or turn.intent == "report_problem":
        return False

    def take(s: Session) -> dict[str, Any]:
        question = asked(s, turn)
        if question is None:
            return {}
        name, rest = question
        tells = name == access.NOTHING and access.known_of(turn.words, turn)
        if not tells and guess(turn.situations, settings().thresholds).sure:
            return {}
        return effects.once(s, turn.exchange_id, name, lambda: _TAKERS[name](s, turn, rest) or {}, turn.now)

    told = await in_transaction(take)
    if told:
        say(dispatcher, told["key"], told["choices"], **told["facts"])
    return bool(told)
