"""What the hotline settles by itself, before and without the engine: staff, opt-out, take-over, floods, its own
questions, and kinds of message that carry no words. The first rule that applies answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from backend_client import conversations, requests
from backend_client import identity as identities
from backend_client.models import Request
from bot.actions import details
from bot.actions.context import settings
from common.text import fold
from hotline import (
    agreement,
    call_number,
    danger,
    fallback,
    firm_replies,
    paging,
    portal_identity,
    privacy_identity,
    privacy_rights,
    privacy_speaker,
    staff_replies,
    staff_telegram,
    takeovers,
    unspoken,
    upload_asks,
    upload_inbox,
)
from hotline.turn_context import Context, Reply

# Whole messages that mean "stop writing to me" / "write again", folded: the carriers' words and those of the languages
# that are spoken. No word that also answers a question ("baja" is a ground floor as well).
STOP_WORDS = frozenset(
    fold(word)
    for word in (
        *("stop", "stopall", "arret", "arrete", "arretez", "desabonner", "desinscription", "unsubscribe"),
        *("parar", "pare", "detener", "darme de baja", "dar de baja", "cancelar subscrição", "durdur"),
        *("توقف", "توقفوا", "إيقاف", "أوقفوا الرسائل"),
    )
)
START_WORDS = frozenset(
    fold(word)
    for word in (
        *("start", "unstop", "restart", "resume", "reprendre", "reprise", "reabonner"),
        *("reanudar", "retomar", "recomeçar", "başlat", "yeniden başlat", "استئناف", "ابدأ"),
    )
)
# More messages than this within FLOOD_SPAN are stored but not answered, until the sender pauses.
FLOOD_LIMIT, FLOOD_SPAN = 15, timedelta(seconds=60)


Answer = list[Reply] | None


def linked(turn: Context) -> Answer:
    """A technician opened the link that ties their Telegram account to them."""
    return staff_telegram.answer(turn)


def from_staff(turn: Context) -> Answer:
    """A technician's message answers a page; it never reaches the assistant."""
    if turn.contact.technician_id is None:
        return None
    asked = turn.picked.payload["intent"] if turn.picked else None
    if asked == "hotline:danger" and staff_replies.answers_the_last(turn.s, turn.exchange):
        # A technician in danger themselves was asked whether it is real.
        return None
    answer = staff_replies.answer(turn.s, turn.services, turn.exchange, turn.contact, turn.now)
    return [Reply(answer.key, answer.facts)]


def stop_words(turn: Context) -> Answer:
    """STOP, ARRET: nothing but answers to the tenant's own messages from now on."""
    if fold(turn.exchange.text).strip(" .!") not in STOP_WORDS:
        return None
    turn.contact.opted_out_at = turn.contact.opted_out_at or turn.now
    return [Reply("opted-out")]


def start_words(turn: Context) -> Answer:
    if turn.contact.opted_out_at is None or fold(turn.exchange.text).strip(" .!") not in START_WORDS:
        return None
    turn.contact.opted_out_at = None
    return [Reply("opted-in")]


def from_firm(turn: Context) -> Answer:
    """A contractor's message speaks of today's appointments; it never reaches the assistant."""
    return firm_replies.answer(turn)


def taken_over(turn: Context) -> Answer:
    """An adviser has the conversation: the message is recorded and shown to them, the assistant is silent."""
    if not conversations.is_taken(turn.conversation, turn.now):
        return None
    takeovers.heard(turn.s, turn.services.backend.landlord, turn.conversation, turn.now)
    turn.handled_as = "recorded"
    return []


def flooding(turn: Context) -> Answer:
    """Many messages in a minute: told once, then only recorded until the sender pauses."""
    since = turn.now - FLOOD_SPAN
    count = conversations.recent_count(turn.s, turn.conversation, since, FLOOD_LIMIT + 1)
    if count <= FLOOD_LIMIT:
        return None
    turn.handled_as = "recorded"
    told = turn.conversation.slowed_until is not None and turn.conversation.slowed_until > turn.now
    turn.conversation.slowed_until = turn.now + FLOOD_SPAN
    return [] if told else [Reply("slow-down")]


def own_choice(turn: Context) -> Answer:
    """An answer to a question of the hotline's own (danger, engine down, a visit on a Sunday)."""
    if turn.picked is None or not turn.picked.payload["intent"].startswith("hotline:"):
        return None
    turn.conversation.offer = None
    reply = _OWN[turn.picked.payload["intent"]](turn, turn.picked.payload["entities"])
    if not turn.said_before:
        return [reply]
    turn.first, turn.picked = (reply,), None
    return None


def _danger(turn: Context, entities: dict[str, Any]) -> Reply:
    """Where it was none, what the sender wrote still wants an answer."""
    answered = danger.answered(turn.s, turn.services, turn.exchange, entities, turn.now)
    turn.said_before, turn.danger_denied = answered.told, answered.denied
    return Reply(answered.key, urgent=True)


# The hotline's own questions: who takes the answer.
_OWN: dict[str, Callable[[Context, dict[str, Any]], Reply]] = {
    "hotline:danger": _danger,
    "hotline:fallback": lambda turn, entities: fallback.answered(turn, entities["answer"]),
    agreement.INTENT: agreement.answered,
    privacy_identity.INTENT: privacy_identity.asked,
    privacy_speaker.INTENT: privacy_speaker.answered,
    privacy_rights.INTENT: privacy_rights.asked,
}


def where_in_danger(turn: Context) -> Answer:
    """After a danger from somebody we do not know: where are they? The words that follow are taken as name and address,
    and so are those before the question that hold an address by themselves."""
    request = turn.s.get(Request, turn.conversation.request_id)
    if request is None or not request.danger or request.closed_at or not turn.exchange.text.strip():
        return None
    if request.building_id is not None or turn.contact.typed_address or turn.picked is not None:
        return None
    given = details.read(turn.exchange.text, settings().phrases, turn.now).address
    if not request.details.get("asked_where") and not given:
        request.details = {**request.details, "asked_where": True}
        requests.record(turn.s, request, "detail", "tenant", turn.now, exchange_id=turn.exchange.id)
        return [Reply("danger-where", urgent=True)]
    turn.contact.typed_address = request.typed_address = turn.exchange.text[:200]
    requests.record(turn.s, request, "address", "tenant", turn.now, exchange_id=turn.exchange.id)
    paging.tell_address(turn.s, turn.services, request, turn.exchange, turn.now)
    return [Reply("danger-where-noted", urgent=True)]


def shared_contact(turn: Context) -> Answer:
    """Telegram's contact button: the provider vouches for the number."""
    phone = turn.exchange.data.get("verified_phone")
    if turn.exchange.kind != "contact" or not phone:
        return None
    people = identities.people_on_file(turn.s, phone, turn.now)
    if not people:
        return [Reply("contact-unknown")]
    for person in people:
        identities.tie(turn.s, turn.contact, person, identities.BUTTON, turn.now)
    identities.settle(turn.s, turn.contact, turn.now)
    if turn.contact.person_id is None:
        asked = privacy_speaker.question(turn)
        return [asked] if asked else [Reply("contact-unknown")]
    requests.tie_to(turn.s, turn.s.get_one(Request, turn.conversation.request_id), turn.contact)
    return [Reply("contact-known", {"name": people[0].first_name})]


# Messages without words that the assistant could read: what is answered.
_WORDLESS = {
    "voice_note": "voice-note-received",
    "sticker": "sticker-received",
    "location": "location-received",
    "contact": "contact-unknown",
    "edit": "edit-noted",
    "other": "kind-not-read",
    "text": "empty-message",
    "button": "choice-expired",
}


def without_words(turn: Context) -> Answer:
    if turn.exchange.kind == "blocked":
        turn.contact.unreachable_at = turn.now
        turn.handled_as = "recorded"
        return []
    if turn.picked is not None or turn.exchange.kind == "start":
        return None
    if turn.exchange.kind not in ("edit", "button") and turn.exchange.text.strip():
        return None
    files = upload_inbox.answer(turn)
    return files if files is not None else [Reply(_WORDLESS.get(turn.exchange.kind, "kind-not-read"))]


def files(turn: Context) -> Answer:
    """A photo or a document is kept whoever answers its message; never an answer by itself."""
    upload_inbox.arrived(turn)
    return None


def asks_for_upload(turn: Context) -> Answer:
    """Whether photos can be sent: where to, in a conversation that takes them or by a one-time link."""
    purpose = None if turn.picked else upload_asks.asks(turn.exchange.text)
    return [upload_inbox.where_to(turn, purpose)] if purpose else None


def identity(turn: Context) -> Answer:
    """The portal's signed token told who this is; never an answer, only knowledge for the rules below."""
    if portal_identity.vouched(turn.s, turn.exchange, turn.now):
        turn.picked = None
    return None


RULES: tuple[Callable[[Context], Answer], ...] = (
    privacy_speaker.known,
    identity,
    files,
    linked,
    from_staff,
    stop_words,
    start_words,
    from_firm,
    taken_over,
    flooding,
    shared_contact,
    own_choice,
    without_words,
    where_in_danger,
    call_number.answer,
    privacy_identity.answered,
    privacy_speaker.ask,
    asks_for_upload,
    unspoken.answer,
)


def settle(turn: Context) -> Answer:
    """The answer of the first rule that applies, or ``None``: it is for the assistant."""
    for rule in RULES:
        answer = rule(turn)
        if answer is not None or turn.said_before:
            return answer
    return None
