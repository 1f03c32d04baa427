"""A request in a line: what it is about, where, whose; the same on the page and in the terminal."""

from collections.abc import Mapping

from backend_client.models import Contact, Request
from common.catalogue import Situation
from common.wording import Wording
from hotline.desk.words import label

MOST_WORDS = 110


def title(situations: Mapping[str, Situation], wording: Wording, request: Request) -> str:
    """What a request is about: its danger, else its situation, else its kind."""
    if request.danger:
        key = f"danger-name-{request.danger.replace('_', '-')}"
        if wording.has(key):
            return f"Danger : {wording.render(key, {}, 'fr', 'webchat').removeprefix('DANGER').strip()}"
    situation = situations.get(request.situation or "")
    if situation is not None:
        return situation.label["fr"][:1].upper() + situation.label["fr"][1:]
    return label(request.kind, "kind").capitalize()


def where(request: Request) -> str:
    """The address and the door on file, else as the tenant typed it."""
    building, dwelling = request.building, request.dwelling
    address = building.address if building else request.typed_address
    return ", ".join(part for part in (address, f"porte {dwelling.door}" if dwelling and dwelling.door else "") if part)


def who(request: Request) -> str:
    """The tenant's name on file, else as typed."""
    if request.person is not None:
        return f"{request.person.first_name} {request.person.last_name}".strip()
    return request.typed_name


def words(request: Request) -> str:
    """The beginning of the tenant's own words."""
    text = " ".join(request.summary.split())
    return text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rsplit(' ', 1)[0]} …"


def address(contact: Contact | None) -> str:
    """How the tenant is reached, as staff know it."""
    if contact is None or contact.channel not in ("sms", "voice"):
        return ""
    number = contact.address
    if number.startswith("+33") and len(number) == 12:
        return " ".join(("0" + number[3], *(number[n : n + 2] for n in range(4, 12, 2))))
    return number
