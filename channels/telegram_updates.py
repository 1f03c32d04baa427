"""What an update of Telegram's Bot API says, in the hotline's words. Pure: nothing is asked of Telegram."""

import re
from collections.abc import Callable
from typing import Any

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType

from channels.base import TELEGRAM, Inbound
from channels.numbers import e164

# A choice is sent as "c:<exchange id>:<number>": far below the 64 bytes that callback data may have.
_CHOICE = re.compile(r"c:(\d{1,18}):(\d{1,3})")
# What our own links put after /start; anything else that follows it is nobody's business.
_START_LINK = re.compile(r"/start +([A-Za-z0-9_-]{40,64})")
# A photo larger than this is not needed to see a leak, in bytes.
_LARGEST_PHOTO = 5_000_000
_LONGEST_NAME = 120

Attachment = dict[str, Any]


def choice_data(exchange_id: int, number: int) -> str:
    return f"c:{exchange_id}:{number}"


def inbound_of(update: Update) -> Inbound | None:
    """The message in an update; None for what is not a tenant's: groups, channels, other bots, our own changes."""
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    if message.from_user is None or message.from_user.is_bot:
        return None
    kind, attachment = _content(message)
    text = clean(message.text or message.caption or "")
    if update.edited_message is not None:
        kind = "edit"
    elif kind == "text" and text.split(maxsplit=1)[:1] == ["/start"]:
        # What follows /start comes from a link: it is no word of the tenant's.
        kind, attachment, text = "start", _start_link(text), ""
    return Inbound(
        channel=TELEGRAM,
        provider_id=str(update.update_id),
        address=str(message.chat.id),
        text=text,
        kind=kind,
        attachments=(attachment,) if attachment else (),
        language_hint=message.from_user.language_code,
        verified_phone=_own_number(message),
    )


def _start_link(text: str) -> Attachment | None:
    link = _START_LINK.fullmatch(text.strip())
    return {"kind": "start_link", "token": link[1]} if link else None


def clean(text: str) -> str:
    """Without what no database keeps: NUL, and halves of characters that JSON can carry."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def _pressed(update_id: int, query: CallbackQuery) -> Inbound | None:
    choice = _CHOICE.fullmatch(query.data or "")
    if choice is None or query.message is None or query.message.chat.type != ChatType.PRIVATE:
        return None
    return Inbound(
        channel=TELEGRAM,
        provider_id=str(update_id),
        address=str(query.message.chat.id),
        kind="button",
        button=str(int(choice[2])),
        offer_id=int(choice[1]),
        language_hint=query.from_user.language_code,
    )


def _membership(update_id: int, change: ChatMemberUpdated) -> Inbound | None:
    if change.chat.type != ChatType.PRIVATE or change.new_chat_member.status != ChatMember.BANNED:
        return None
    return Inbound(channel=TELEGRAM, provider_id=str(update_id), address=str(change.chat.id), kind="blocked")


def _photo(message: Message) -> Attachment:
    """The largest size that is not needlessly large (sizes come smallest first)."""
    sizes = [size for size in message.photo if (size.file_size or 0) <= _LARGEST_PHOTO] or [message.photo[0]]
    chosen = sizes[-1]
    shape = {"width": chosen.width, "height": chosen.height, "size": chosen.file_size or 0}
    return {"kind": "photo", "file_id": chosen.file_id, **shape}


def _file(message: Message) -> Attachment | None:
    """A document, or a photo sent uncompressed, as a file. Its type and name are what the sender says."""
    document = message.document
    if document is None:
        return None
    said = clean(document.mime_type or "")
    return {
        "kind": "photo" if said.startswith("image/") else "document",
        "file_id": document.file_id,
        "content_type": said,
        "size": document.file_size or 0,
        "name": clean(document.file_name or "")[:_LONGEST_NAME],
    }


def _voice_note(message: Message) -> Attachment | None:
    recording = message.voice or message.audio or message.video_note
    if recording is None:
        return None
    seconds = recording.duration
    duration = int(seconds if isinstance(seconds, int) else seconds.total_seconds())
    return {"kind": "voice_note", "file_id": recording.file_id, "seconds": duration}


def _location(message: Message) -> Attachment | None:
    place = message.location
    return {"kind": "location", "latitude": place.latitude, "longitude": place.longitude} if place else None


def _contact(message: Message) -> Attachment | None:
    return {"kind": "contact", "phone": clean(message.contact.phone_number)} if message.contact else None


def _sticker(message: Message) -> Attachment | None:
    return {"kind": "sticker", "emoji": message.sticker.emoji or ""} if message.sticker else None


_READERS: tuple[Callable[[Message], Attachment | None], ...] = (
    lambda message: _photo(message) if message.photo else None,
    _file,
    _voice_note,
    _sticker,
    _contact,
    _location,
)


def _content(message: Message) -> tuple[str, Attachment | None]:
    if message.text is not None:
        return "text", None
    for reader in _READERS:
        attachment = reader(message)
        if attachment is not None:
            return attachment["kind"], attachment
    return "other", None


def _own_number(message: Message) -> str | None:
    """The number of the sender's own account. Anybody's contact can be sent: only one's own proves anything."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id:
        return None
    # Telegram leaves out the plus of an international number.
    number = e164("+" + contact.phone_number.removeprefix("+"))
    return number if number.startswith("+") and number[1:].isdigit() else None
