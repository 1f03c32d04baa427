"""From what was decided (a key and its facts) to the words for one reader on one channel.

A reader of two languages (``hotline.spoken.read_in``) has both in one message where the channel has room for it. An
SMS is in one language: the outbox sends a second one (``companion`` in its data).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from backend_client.conversations import DIALOGUE_LIFE
from backend_client.models import Exchange
from channels import sms_text
from channels.base import SMS, VOICE, Choice, Outbound, Passage
from common.wording import Wording
from hotline.spoken import read_in

# What is asked of somebody whose number on file would say who they are.
ASKS_FOR_NUMBER = frozenset({"identity-ask-name"})
# Channels whose message is in one language.
ONE_LANGUAGE = frozenset({SMS, VOICE})
_BETWEEN_PASSAGES, _BETWEEN_TITLES = "\n\n", " / "


def languages(wording: Wording, exchange: Exchange) -> tuple[str, ...]:
    """The languages of one row of the outbox: one, unless its channel has room for more."""
    every = all_languages(wording, exchange)
    return every[:1] if exchange.channel in ONE_LANGUAGE else every


def all_languages(wording: Wording, exchange: Exchange) -> tuple[str, ...]:
    """The languages that the reader gets these words in, in this row and its companion."""
    if exchange.data.get("companion"):
        return (exchange.language or "fr",)
    return read_in(exchange.language, exchange.data.get("key"), wording.reviews)


def visible(choices: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a list that are shown. A silent one, at the end, is only
    understood where it is said ("pourquoi ?")."""
    return [choice for choice in choices if not choice.get("silent")]


def titles(wording: Wording, choices: Sequence[dict[str, Any]], spoken: Sequence[str], channel: str) -> list[str]:
    """What the choices are called, in each of the languages."""
    return [
        _BETWEEN_TITLES.join(dict.fromkeys(str(wording.worded(choice["title"], each, channel)) for each in spoken))
        for choice in choices
    ]


def offer(wording: Wording, exchange: Exchange, now: datetime) -> dict[str, Any]:
    """The list of an outbound exchange, as the next answer is held against it."""
    choices = exchange.data["choices"]
    spoken = all_languages(wording, exchange)
    shown = zip(*(titles(wording, choices, [each], exchange.channel) for each in spoken), strict=True)
    return {
        "exchange_id": exchange.id,
        "expires_at": (now + DIALOGUE_LIFE).isoformat(),
        "choices": [
            {
                "value": choice["value"],
                # A choice may have other words of its own: "pourquoi", "why" for "pourquoi ?".
                "titles": list(dict.fromkeys([*words, *choice.get("also", ())])),
                "payload": choice.get("payload") or {"intent": "choose", "entities": {"choice": choice["value"]}},
                **{name: choice[name] for name in ("silent", "question", "says") if choice.get(name)},
            }
            for choice, words in zip(choices, shown, strict=True)
        ],
    }


def outbound(wording: Wording, exchange: Exchange, address: str) -> Outbound:
    """An outbox row as its channel sends it. An adviser's own words go out as they are.

    :raises common.wording.MissingText: the row names a text that no catalogue has
    """
    data, spoken = exchange.data, languages(wording, exchange)
    passages = tuple(Passage(each, _text(wording, exchange, each)) for each in spoken)
    shown = titles(wording, visible(data.get("choices", [])), spoken, exchange.channel)
    message = Outbound(
        exchange_id=exchange.id,
        address=address,
        text="",
        language="",
        choices=tuple(Choice(number, title) for number, title in enumerate(shown, start=1)),
        urgent=bool(data.get("urgent")),
        created_at=exchange.created_at,
        keys=bool(data.get("keys")),
        contact_button=_contact_button(wording, exchange, spoken[0]),
    )
    return _with(message, passages)


def _contact_button(wording: Wording, exchange: Exchange, language: str) -> str:
    asks = exchange.data.get("key") in ASKS_FOR_NUMBER
    return wording.render("share-number", {}, language, exchange.channel) if asks else ""


def introduce_in(wording: Wording, rows: Sequence[Exchange], address: str) -> None:
    """Say in one message of a first answer that an automatic assistant writes (AI Act art. 50): in the first that has
    room for it. Where none has, in the first one, whose end is cut by SMS."""
    for row in rows:
        row.data = {**row.data, "introduce": True}
        message = outbound(wording, row, address)
        if row.channel != SMS or not sms_text.render(message.text, message.choices, message.language).shortened:
            return
        row.data = {name: value for name, value in row.data.items() if name != "introduce"}
    rows[0].data = {**rows[0].data, "introduce": True}


def card(
    wording: Wording, key: str, facts: Mapping[str, Any], language: str, channel: str, address: str
) -> list[Outbound]:
    """A safety card that is no row of the outbox, as the messages that its channel sends."""
    spoken = read_in(language, key, wording.reviews)
    passages = tuple(Passage(each, wording.render(key, facts, each, channel)) for each in spoken)
    message = Outbound(exchange_id=0, address=address, text="", language="", urgent=True)
    if channel in ONE_LANGUAGE:
        return [_with(message, (passage,)) for passage in passages]
    return [_with(message, passages)]


def _with(message: Outbound, passages: tuple[Passage, ...]) -> Outbound:
    text = _BETWEEN_PASSAGES.join(passage.text for passage in passages)
    return replace(message, text=text, language=passages[0].language, passages=passages if len(passages) > 1 else ())


def _text(wording: Wording, exchange: Exchange, language: str) -> str:
    data, text = exchange.data, exchange.text
    if data.get("key"):
        text = _begun(wording.render(data["key"], data["facts"], language, exchange.channel), language)
    if data.get("introduce"):
        text = f"{wording.render('introduction', {}, language, exchange.channel)} {text}"
    return text


def _begun(text: str, language: str) -> str:
    """With a capital, also where a fact begins it ("une chasse d'eau : ..."). Turkish has one of its own for the i."""
    first = "İ" if language == "tr" and text[:1] == "i" else text[:1].upper()
    return first + text[1:]
