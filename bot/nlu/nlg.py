"""Replies as keys and facts, named in ``endpoints.yml``: the dialogue says what, the hotline finds the words.

Actions call ``dispatcher.utter_message(response="utter_x", facts={...}, choices=[...])``; the extra
arguments reach ``generate`` unchanged. For Rasa's own channels (``rasa shell``, ``rasa test``) the same
catalogue of texts is rendered here, so that the shell speaks.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from common.wording import MissingText, Wording

KEYED_CHANNEL = "engine"
"""The output channel of ``channels/engine.py``."""

TEXTS = Path("bot/data/texts")
DEFAULT_LANGUAGE = "fr"
SHELL_CHANNEL = "webchat"
"""The shell shows the long form of a text: the one that the web chat shows."""


class KeyedResponses(NaturalLanguageGenerator):
    """Gives every response as its key and facts, or as words where nobody else would find them."""

    def __init__(self, endpoint_config: Any = None, domain: Any = None) -> None:
        """Rasa's signature for a generator named by its module path; neither argument is needed."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        """The response as ``{"custom": {"key", "facts", "choices"}}``, or ``{"text", "buttons"}`` for a shell."""
        facts = dict(kwargs.get("facts") or {})
        choices = list(kwargs.get("choices") or [])
        if output_channel == KEYED_CHANNEL:
            return {"custom": {"key": utter_action, "facts": facts, "choices": choices}}
        language = tracker.get_slot("language") or DEFAULT_LANGUAGE
        return {
            "text": _text(utter_action, facts, language),
            "buttons": [_button(choice, language) for choice in choices],
        }


@lru_cache(maxsize=1)
def _wording() -> Wording:
    return Wording.load(TEXTS)


def _text(key: str, facts: dict[str, Any], language: str) -> str:
    try:
        return _wording().render(key, facts, language, SHELL_CHANNEL)
    except MissingText:
        # a shell is where texts are being written: name what is missing and let the dialogue go on
        return f"[{key}] {facts or ''}".strip()


def _button(choice: dict[str, Any], language: str) -> dict[str, str]:
    """A choice as Rasa's shell sends it back: what the hotline would send as the message's payload."""
    title = str(_wording().worded(choice.get("title", ""), language, SHELL_CHANNEL))
    payload = choice.get("payload") or {"intent": "choose", "entities": {"choice": choice.get("value")}}
    entities = payload.get("entities")
    order = json.dumps(entities, ensure_ascii=False) if entities else ""
    return {"title": title, "payload": f"/{payload['intent']}{order}"}
