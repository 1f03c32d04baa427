"""The line that lets somebody prove who they are, where a file is asked for and nobody is recognised.

What follows is the hotline's own: a name, an address and a code are no wishes to be understood.
"""

from backend_client.models import Contact
from bot.actions.replies import Choice, choice

INTENT = "hotline:prove"
"""What the line means: the hotline takes it before the assistant sees it."""

FILE = "file"
"""A proof that goes on to the file: requests and appointments."""


def prove_choice(goes_on: str = FILE) -> Choice:
    """The line that begins a proof, and what it is for."""
    return choice("prove", intent=INTENT, goes_on=goes_on)


def proof_lines(contact: Contact) -> list[Choice]:
    """The line, for whoever is not recognised."""
    return [prove_choice()] if contact.person_id is None else []
