"""From what was decided (a key and its facts) to the words for one reader on one channel."""

from datetime import datetime
from typing import Any

from backend_client.conversations import DIALOGUE_LIFE
from backend_client.models import Exchange
from channels.base import Choice, Outbound
from common.wording import Wording


def titles(wording: Wording, choices: list[dict[str, Any]], language: str, channel: str) -> list[str]:
    return [str(wording.worded(choice["title"], language, channel)) for choice in choices]


def offer(wording: Wording, exchange: Exchange, now: datetime) -> dict[str, Any]:
    """The list of an outbound exchange, as the next answer is held against it."""
    choices = exchange.data["choices"]
    shown = titles(wording, choices, exchange.language or "fr", exchange.channel)
    return {
        "exchange_id": exchange.id,
        "expires_at": (now + DIALOGUE_LIFE).isoformat(),
        "choices": [
            {
                "value": choice["value"],
                "title": title,
                "payload": choice.get("payload") or {"intent": "choose", "entities": {"choice": choice["value"]}},
            }
            for choice, title in zip(choices, shown, strict=True)
        ],
    }


def outbound(wording: Wording, exchange: Exchange, address: str) -> Outbound:
    """An outbox row as its channel sends it. An adviser's own words go out as they are.

    :raises common.wording.MissingText: the row names a text that no catalogue has
    """
    language = exchange.language or "fr"
    data = exchange.data
    text = exchange.text
    if data.get("key"):
        text = wording.render(data["key"], data["facts"], language, exchange.channel)
    if data.get("introduce"):
        text = f"{wording.render('introduction', {}, language, exchange.channel)} {text}"
    shown = titles(wording, data.get("choices", []), language, exchange.channel)
    return Outbound(
        exchange_id=exchange.id,
        address=address,
        text=text,
        language=language,
        choices=tuple(Choice(number, title) for number, title in enumerate(shown, start=1)),
        urgent=bool(data.get("urgent")),
        created_at=exchange.created_at,
    )
