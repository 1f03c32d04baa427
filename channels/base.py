"""What a channel is: the words that the doors and the hotline share. No provider's word goes past a channel."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from fastapi import APIRouter

SMS, TELEGRAM, WEBCHAT, VOICE = "sms", "telegram", "webchat", "voice"


@dataclass(frozen=True)
class Inbound:
    """One message as a channel received it, after its sender's signature was verified.

    ``provider_id`` is unique within the channel (MessageSid, update_id, client message id). ``kind`` is one of
    text, button, photo, document, voice_note, sticker, contact, location, edit, start, blocked, other. ``button``
    is the short id that the channel sent with a choice (the choice's number, as a string). ``offer_id`` is the
    exchange that offered it, where the channel knows.
    """

    channel: str
    provider_id: str
    address: str
    text: str = ""
    kind: str = "text"
    button: str | None = None
    offer_id: int | None = None
    attachments: tuple[dict[str, Any], ...] = ()
    language_hint: str | None = None
    person_code: str | None = None
    """The tenant's code in the directory, where the portal's signed token told it."""
    verified_phone: str | None = None
    """An E.164 number the provider vouches for (Telegram's contact button)."""


@dataclass(frozen=True)
class Receipt:
    """What became of an inbound message: stored, duplicate (no second effect), or spooled (database down)."""

    outcome: str
    exchange_id: int | None = None


class Delivery(IntEnum):
    """Where an outbound message stands. It never goes backwards; FAILED and UNDELIVERED end it."""

    QUEUED = 0
    SENDING = 1
    SENT = 2
    DELIVERED = 3
    READ = 4
    UNDELIVERED = 5
    FAILED = 6


@dataclass(frozen=True)
class DeliveryUpdate:
    """A provider's word about a message of ours. ``exchange_id`` where our callback address carried it.

    Of one that did not arrive: ``recipient_gone`` and ``retryable`` as in :class:`SendError`.
    """

    channel: str
    provider_id: str
    delivery: Delivery
    error_code: str | None = None
    exchange_id: int | None = None
    recipient_gone: bool = False
    retryable: bool = False


@dataclass(frozen=True)
class Choice:
    """One rendered choice of a list, numbered from 1."""

    number: int
    title: str


@dataclass(frozen=True)
class Passage:
    """A part of a message that is in one language."""

    language: str
    text: str


@dataclass(frozen=True)
class Outbound:
    """One rendered message for one address. ``text`` is already in the recipient's language and the channel's
    variant; a channel adds its own form of choices (numbers in the text, an inline keyboard, buttons).

    ``passages``: the parts of a text in several languages (``language`` is the first one's), else empty.
    """

    exchange_id: int
    address: str
    text: str
    language: str
    choices: Sequence[Choice] = field(default=())
    urgent: bool = False
    created_at: datetime | None = None
    passages: tuple[Passage, ...] = ()
    keys: bool = False
    """A call waits for a key once it was said."""
    contact_button: str = ""
    """The words of a button by which the sender's own number is sent, on a channel that vouches for it; empty: none."""
    others: frozenset[str] = frozenset()
    """The provider's names of other messages to this address: asked whether it has this one, it is none of them."""


@dataclass(frozen=True)
class Sent:
    """The provider took it. ``provider_id`` is its name for the message."""

    provider_id: str
    delivery: Delivery = Delivery.SENT


@dataclass(frozen=True)
class Keypress:
    """A key that was pressed in a call of ours. ``provider_id`` is the call's name at the provider.

    ``turn`` counts the questions of the call from 1: a key that is told twice has the same turn twice.
    """

    channel: str
    provider_id: str
    exchange_id: int
    key: str
    turn: int = 1


@dataclass(frozen=True)
class Spoken:
    """What a call says next; ``keys``: it then waits for a key, else it ends."""

    text: str
    language: str = "fr"
    keys: bool = False


@dataclass(frozen=True)
class CallEvent:
    """Something that happened in a call to our number; it may be told again, late, or in another order.

    ``provider_id`` is the call's name at the provider; ``address`` the caller's number (E.164), empty when it is
    hidden. ``kind``:

    - ``begins``: it rang
    - ``key``: ``key`` was pressed in answer to a menu
    - ``whisper``: the one who was dialled (``dialled``, E.164) picked up; what is said to them is asked for
    - ``taken``: they pressed ``key``
    - ``dialled``: the dialled call is over, or nobody took it
    - ``recorded``: a message was spoken; ``attachment`` is kept with the call

    ``about``: what the question was about that the key answers, as :class:`CallStep` gave it.
    """

    channel: str
    provider_id: str
    kind: str
    address: str = ""
    key: str = ""
    about: str = ""
    dialled: str = ""
    attachment: dict[str, Any] | None = None


@dataclass(frozen=True)
class CallStep:
    """What a call to our number does next: it says ``text``, then by ``then``:

    - ``end``: it ends
    - ``menu``: it waits for a key; without one it takes a spoken message
    - ``ask``: it waits for a key; without one it ends
    - ``record``: it takes a spoken message
    - ``dial``: it dials ``number`` (E.164) and lets it ring for ``patience`` seconds
    - ``bridge``: the one who was dialled and the caller can talk

    ``about`` comes back with the key that answers a ``menu`` or ``ask``.
    """

    text: str = ""
    then: str = "end"
    about: str = ""
    language: str = "fr"
    number: str = ""
    patience: int = 20


class SendError(Exception):
    """The provider did not take a message.

    ``retryable``: trying again later can succeed (time-out, 429, 5xx). ``uncertain``: the provider may have
    taken it, so it has to be asked before anything is sent again. ``recipient_gone``: opted out at the
    carrier, blocked the bot, no such number: the contact cannot be reached this way.
    """

    def __init__(
        self,
        reason: str,
        *,
        code: str | None = None,
        retryable: bool = False,
        uncertain: bool = False,
        recipient_gone: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.retryable = retryable
        self.uncertain = uncertain
        self.recipient_gone = recipient_gone


class FetchError(Exception):
    """The content of a file that a message brought cannot be had.

    ``retryable``: trying again later can succeed. ``too_large``: the provider says so, or gives nothing of this size.
    """

    def __init__(self, reason: str, *, retryable: bool = False, too_large: bool = False) -> None:
        super().__init__(reason)
        self.retryable, self.too_large = retryable, too_large


class FileSource(Protocol):
    """A channel whose messages name files that lie with its provider."""

    def content(self, file_id: str, most_bytes: int) -> AsyncIterator[bytes]:
        """The content of a file, in pieces. Raises :class:`FetchError` while it is read."""


class Door(Protocol):
    """The hotline as a channel sees it."""

    async def receive(self, message: Inbound) -> Receipt:
        """Store the message, then act on it in the background. Returns once it is safe (database or spool).

        Raises nothing for a bad message; raises ``OSError`` only when neither database nor spool can be written.
        """

    async def delivered(self, update: DeliveryUpdate) -> None:
        """Record a delivery receipt; late, duplicate and out-of-order ones change nothing they should not."""

    async def pressed(self, press: Keypress) -> Spoken:
        """Act on a key pressed in a call of ours, and say what the call says next. A key of no open page changes
        nothing."""

    async def called(self, event: CallEvent) -> CallStep:
        """Act on what happened in a call to our number, and say what it does next. The same event again has no second
        effect."""

    async def refused(self, channel: str, reason: str) -> None:
        """Log a forged or malformed call (no text, no number)."""


class Channel(Protocol):
    """One way to reach tenants. Sending and asking are coroutines; rendering limits are pure functions.

    ``can_be_asked``: whether :meth:`find_sent` can tell what the provider took.
    ``two_way``: whether its messages can be answered; an SMS from a sender with letters cannot.
    """

    name: str
    can_be_asked: bool
    two_way: bool

    def router(self, door: Door) -> APIRouter:
        """The routes the provider calls."""

    async def send(self, message: Outbound) -> Sent:
        """Hand one message to the provider. Raises :class:`SendError`."""

    async def find_sent(self, message: Outbound) -> Sent | None:
        """Ask the provider whether it already took this message (after a crash or a time-out)."""

    async def start(self, door: Door) -> None:
        """Open what the channel needs to run (clients, polling)."""

    async def stop(self) -> None:
        """Close it."""
