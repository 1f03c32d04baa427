"""One inbound message on its way to an answer: what a rule reads, and what it answers with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client.models import Contact, Conversation, Exchange
from hotline.choices import Picked
from hotline.services import Services


@dataclass(frozen=True)
class Reply:
    """One message to queue: a key, its facts, its choices; ``effect`` names it among the turn's effects.

    Without a key, a ``text`` in a ``language`` that the catalogue may lack; it says itself who writes.
    """

    key: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    choices: Sequence[dict[str, Any]] = ()
    effect: str = "reply"
    urgent: bool = False
    text: str = ""
    language: str | None = None


@dataclass
class Context:
    """One inbound message on its way through the rules, inside one transaction."""

    s: Session
    services: Services
    exchange: Exchange
    conversation: Conversation
    contact: Contact
    now: datetime
    picked: Picked | None
    handled_as: str = "handled"
    said_before: str = ""
    """What the assistant has to answer instead: the sender said it before a question of the hotline's own."""
    danger_denied: str | None = None
    """The danger of which they said to that question that it is none."""
    first: Sequence[Reply] = ()
    """What is said before the assistant's answer."""
    unspoken: str | None = None
    """The code of the language that the message is in, where it is none of the catalogue's."""
