"""Simulated phones as JSON: what a page shows of them, and what a thumb does on them."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, Field, model_validator

from hotline.simulator.calls import Calls
from hotline.simulator.lines import PICKED_UP, Line
from hotline.simulator.telegram_api import TelegramSimulator

Json = dict[str, Any]

_PHOTO = [{"file_id": "simulated-photo", "file_unique_id": "photo", "width": 1280, "height": 960, "file_size": 180_000}]
_VOICE = {"file_id": "simulated-voice", "file_unique_id": "voice"}
_STICKER = {
    "file_id": "simulated-sticker",
    "file_unique_id": "sticker",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}


class Text(BaseModel):
    text: str = Field(max_length=1600)
    photos: int = Field(0, ge=0, le=10)


class Gesture(BaseModel):
    """One thing that a tenant does in Telegram: exactly one of the fields, and the language of the phone."""

    text: str | None = Field(None, max_length=4096)
    edit: str | None = Field(None, max_length=4096)
    photo: str | None = Field(None, max_length=1024, description="the caption")
    voice: int | None = Field(None, ge=0, description="seconds")
    sticker: str | None = Field(None, max_length=16, description="the emoji")
    contact: str | None = Field(None, max_length=20, description="the account's own number, E.164")
    location: tuple[float, float] | None = None
    button: str | None = Field(None, max_length=64, description="the callback data of a button that is shown")
    block: bool | None = None
    language: str = Field("fr", max_length=8)

    @model_validator(mode="after")
    def _one(self) -> "Gesture":
        if len(self.model_fields_set - {"language"}) != 1:
            raise ValueError("exactly one of text, edit, photo, voice, sticker, contact, location, button, block")
        return self


# Gesture -> what Telegram's Message holds for it, in the chat of this id.
_CONTENT: dict[str, Callable[[Any, int], Json]] = {
    "text": lambda text, _: {"text": text},
    "edit": lambda text, _: {"text": text},
    "photo": lambda caption, _: {"photo": _PHOTO} | ({"caption": caption} if caption else {}),
    "voice": lambda seconds, _: {"voice": {**_VOICE, "duration": seconds}},
    "sticker": lambda emoji, _: {"sticker": {**_STICKER, "emoji": emoji}},
    "contact": lambda number, chat_id: {
        "contact": {"phone_number": number, "first_name": "Locataire", "user_id": chat_id}
    },
    "location": lambda place, _: {"location": {"latitude": place[0], "longitude": place[1]}},
}


async def act(telegram: TelegramSimulator, chat_id: int, gesture: Gesture) -> None:
    """:raises LookupError: the button is not shown in this chat, or there is nothing to edit"""
    written = [message for message in telegram.chat(chat_id) if not message["from"]["is_bot"]]
    if gesture.edit is not None and not written:
        raise LookupError("nothing was written")
    if gesture.block:
        await telegram.block(chat_id)
    elif gesture.button is not None:
        message_id = _shown(telegram.chat(chat_id), gesture.button)
        await telegram.press(chat_id, message_id, gesture.button, gesture.language)
    else:
        name = next(iter(gesture.model_fields_set - {"language"}))
        content = _CONTENT[name](getattr(gesture, name), chat_id)
        await telegram.write(chat_id, content, gesture.language, edited=gesture.edit is not None)


def _shown(messages: list[Json], data: str) -> int:
    for message in reversed(messages):
        if any(button["data"] == data for button in _buttons(message)):
            return int(message["message_id"])
    raise LookupError(data)


def _buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [{"title": button["text"], "data": button["callback_data"]} for row in rows for button in row]


def chat_message(message: Json) -> Json:
    """A message of a Telegram chat for the page. ``at`` in seconds since 1970, UTC."""
    kinds = ("photo", "voice", "sticker", "contact", "location")
    return {
        "id": message["message_id"],
        "from_phone": not message["from"]["is_bot"],
        "kind": next((kind for kind in kinds if kind in message), "text"),
        "text": message.get("text") or message.get("caption") or message.get("sticker", {}).get("emoji", ""),
        "at": message["date"],
        "buttons": _buttons(message),
    }


def phone_item(item: Json) -> Json:
    """A message or call of a phone for the page. ``at`` as Twilio writes it (RFC 2822)."""
    call = item["sid"].startswith("CA")
    return {
        "id": item["sid"],
        "from_phone": item["direction"] == "inbound",
        "kind": "call" if call else "sms",
        "text": item["said"] or "" if call else item["body"],
        "status": item["status"],
        "error_code": item.get("error_code"),
        "photos": int(item.get("num_media") or 0),
        "parts": int(item.get("num_segments") or 0),
        "at": item["date_created"],
    }


class Thumb(BaseModel):
    """One thing that somebody does with a telephone: a call to the service (``call``, ``call_hidden``); with one that
    rings ``answer``, ``refuse`` or ``voicemail``; in a call ``press`` a key, ``speak`` after the beep, ``hang_up``."""

    do: Literal["call", "call_hidden", "answer", "refuse", "voicemail", "press", "speak", "hang_up"]
    key: str = Field("", pattern=r"^[0-9*#]?$")
    text: str = Field("", max_length=1600)


def use(calls: Calls, number: str, thumb: Thumb) -> None:
    """:raises LookupError: the telephone is in no call, or does not ring, or is in one already"""
    line = calls.line_of(number)
    if thumb.do in ("call", "call_hidden"):
        if line is not None:
            raise LookupError("the line is busy")
        calls.call_in(number, hidden=thumb.do == "call_hidden")
        return
    if line is None or (thumb.do in PICKED_UP) != (line.state == "ringing"):
        raise LookupError(thumb.do)
    acts: dict[str, Callable[[], None]] = {
        **{how: partial(line.pick_up, how) for how in PICKED_UP},
        "press": lambda: line.press(thumb.key),
        "speak": lambda: line.speak(thumb.text),
        "hang_up": line.hang_up,
    }
    acts[thumb.do]()


def line_shown(line: Line | None) -> Json | None:
    """The call that a telephone is in, for the page."""
    if line is None:
        return None
    return {"id": line.item["sid"], "state": line.state, "said": line.said, "hands": line.by_hand}
