"""What each kind of update becomes, and which ones are nobody's message."""

from typing import Any

import pytest
from telegram import Update

from channels.telegram_updates import choice_data, inbound_of

CHAT = {"id": 501, "type": "private", "first_name": "Lina"}
SENDER = {"id": 501, "is_bot": False, "first_name": "Lina", "language_code": "fr"}
SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 67, "file_size": 1_000},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 960, "file_size": 200_000},
    {"file_id": "huge", "file_unique_id": "h", "width": 9000, "height": 7000, "file_size": 9_000_000},
]


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1768000000, "chat": CHAT, "from": SENDER, **content}


def read(**update: Any) -> Any:
    return inbound_of(Update.de_json({"update_id": 900, **update}, None))


@pytest.mark.parametrize(
    ("content", "kind", "text", "attachments"),
    [
        ({"text": "Fuite\0 d'eau"}, "text", "Fuite d'eau", ()),
        ({"text": "/start portail"}, "start", "", ()),
        ({"text": "/start"}, "start", "", ()),
        ({"text": "/starting"}, "text", "/starting", ()),
        ({"text": "a\ud83d b"}, "text", "a b", ()),
        (
            {"photo": SIZES, "caption": "Voilà"},
            "photo",
            "Voilà",
            ({"kind": "photo", "file_id": "large", "width": 1280, "height": 960, "size": 200_000},),
        ),
        (
            {"document": {"file_id": "d", "file_unique_id": "u", "mime_type": "image/png"}},
            "photo",
            "",
            ({"kind": "photo", "file_id": "d", "content_type": "image/png", "size": 0, "name": ""},),
        ),
        (
            {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 7}},
            "voice_note",
            "",
            ({"kind": "voice_note", "file_id": "v", "seconds": 7},),
        ),
        (
            {
                "sticker": {
                    "file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
                    "is_animated": False, "is_video": False, "emoji": "🔥",
                }
            },
            "sticker",
            "",
            ({"kind": "sticker", "emoji": "🔥"},),
        ),
        (
            {"location": {"latitude": 48.1, "longitude": 2.2}},
            "location",
            "",
            ({"kind": "location", "latitude": 48.1, "longitude": 2.2},),
        ),
        (
            {"document": {"file_id": "d", "file_unique_id": "u", "mime_type": "application/pdf", "file_size": 9,
                          "file_name": "n" * 200}},
            "document",
            "",
            ({"kind": "document", "file_id": "d", "content_type": "application/pdf", "size": 9, "name": "n" * 120},),
        ),
        (
            {"document": {"file_id": "d", "file_unique_id": "u"}},
            "document",
            "",
            ({"kind": "document", "file_id": "d", "content_type": "", "size": 0, "name": ""},),
        ),
        ({"new_chat_title": "x"}, "other", "", ()),
    ],
)  # fmt: skip
def test_kinds(content: dict[str, Any], kind: str, text: str, attachments: Any) -> None:
    inbound = read(message=message(**content))
    assert (inbound.kind, inbound.text, inbound.attachments) == (kind, text, attachments)
    assert (inbound.channel, inbound.provider_id, inbound.address) == ("telegram", "900", "501")
    assert inbound.language_hint == "fr"


def test_an_edit_is_told_as_one() -> None:
    inbound = read(edited_message=message(text="Fuite de gaz", edit_date=1768000001))
    assert (inbound.kind, inbound.text, inbound.provider_id) == ("edit", "Fuite de gaz", "900")


@pytest.mark.parametrize(
    ("contact", "verified"),
    [
        ({"phone_number": "33639980001", "user_id": 501}, "+33639980001"),
        ({"phone_number": "+33639980001", "user_id": 501}, "+33639980001"),
        ({"phone_number": "33639980001", "user_id": 502}, None),
        ({"phone_number": "33639980001"}, None),
        ({"phone_number": "no number", "user_id": 501}, None),
    ],
    ids=["own", "own-with-plus", "somebody-else", "no-account", "no-number"],
)
def test_only_ones_own_contact_proves_a_number(contact: dict[str, Any], verified: str | None) -> None:
    inbound = read(message=message(contact={"first_name": "Lina", **contact}))
    assert (inbound.kind, inbound.verified_phone) == ("contact", verified)


def pressed(data: str) -> Any:
    query = {"id": "q", "from": SENDER, "chat_instance": "1", "data": data, "message": message(text="?")}
    return read(callback_query=query)


def test_a_button_names_its_offer_and_its_number() -> None:
    inbound = pressed(choice_data(123, 2))
    assert (inbound.kind, inbound.button, inbound.offer_id, inbound.text) == ("button", "2", 123, "")


@pytest.mark.parametrize("data", ["", "c:1", "c:1:2:3", "c:x:1", "/intent{}", "c:1:2\n", "c:-1:2"])
def test_other_callback_data_is_nobodys_answer(data: str) -> None:
    assert pressed(data) is None


def test_the_data_of_any_choice_is_short_enough_for_telegram() -> None:
    assert len(choice_data(2**63 - 1, 999).encode()) <= 64


def membership(status: str, chat: dict[str, Any]) -> Any:
    bot = {"id": 1, "is_bot": True, "first_name": "b"}
    return read(
        my_chat_member={
            "chat": chat,
            "from": SENDER,
            "date": 1768000000,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": status, "until_date": 0},
        }
    )


def test_a_blocked_bot_is_told() -> None:
    assert membership("kicked", CHAT).kind == "blocked"
    assert membership("member", CHAT) is None


GROUP = {"id": -100, "type": "supergroup", "title": "Escalier B"}
BOT_SENDER = {"id": 9, "is_bot": True, "first_name": "b"}


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(text="bonjour") | {"chat": GROUP}},
        {"message": message(text="bonjour") | {"from": BOT_SENDER}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}, "text": "x"}},
        {"poll_answer": {"poll_id": "1", "option_ids": [0], "user": SENDER}},
        {},
    ],
    ids=["group", "bot", "channel", "poll", "empty"],
)
def test_what_is_not_a_tenants_is_ignored(update: dict[str, Any]) -> None:
    if "poll_answer" in update:
        update["poll_answer"]["option_persistent_ids"] = []
    assert read(**update) is None


def test_a_group_cannot_block() -> None:
    assert membership("kicked", GROUP) is None
