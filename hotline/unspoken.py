"""A message in a language that is not spoken here: safety first, the words recorded, a call back by an adviser.

The guard has read the text before. What is answered is data (``bot/data/unspoken.toml``); while the office is shut the
answer asks whether it is urgent, as when the engine is down.
"""

from backend_client import alerts, calendar, requests
from backend_client.models import Request
from hotline import fallback
from hotline.turn_context import Context, Reply
from hotline.unspoken_words import name_of

REFERENCE, SECOND = "fr", "en"
REASON = "language"
"""Why the adviser desk is alerted: somebody who speaks it has to call back."""


def answer(turn: Context) -> list[Reply] | None:
    """The first answer of a conversation in such a language, and the request for a call; then only what is noted."""
    if turn.unspoken is None or turn.picked is not None:
        return None
    known = turn.s.get_one(Request, turn.conversation.request_id)
    if known.details.get("language") and known.closed_at is None:
        requests.add_detail(turn.s, known, "tenant", turn.now, text=turn.exchange.text)
        return [Reply("engine-down-recorded", {"reference": known.reference})]
    # What is asked from here on has another list, or none: a number must not be held against an older one.
    turn.conversation.offer = None
    shut = not calendar.is_open(turn.services.backend.landlord, turn.now)
    if shut:
        fallback.ask(turn.s, turn.services, turn.exchange)
    else:
        fallback.own_request(turn.s, turn.exchange, turn.now)
    _record(turn, turn.unspoken, shut)
    return _replies(turn, turn.unspoken, shut)


def _record(turn: Context, code: str, shut: bool) -> None:
    """The call back, with the language that it needs."""
    s, now, landlord = turn.s, turn.now, turn.services.backend.landlord
    request = s.get_one(Request, turn.conversation.request_id)
    request.language = code
    requests.qualify(
        s,
        request,
        now=now,
        by="hotline",
        kind="callback",
        situation=None,
        urgency=None,
        due_at=calendar.next_opening(landlord, now) if shut else calendar.due_at(landlord, "1_day", now),
        summary=turn.exchange.text[: fallback.MOST_SUMMARY],
        typed_name=turn.contact.typed_name,
        typed_address=turn.contact.typed_address,
        team="advisers",
        details={"language": code},
    )
    alerts.raise_alert(s, request, REASON, now, None)


def _replies(turn: Context, code: str, shut: bool) -> list[Reply]:
    every = turn.services.unspoken
    spoken = (code, REFERENCE) if code in every else (REFERENCE, SECOND)
    replies = []
    for language in spoken:
        words = every[language]
        text = words.text.replace("{language}", name_of(code, language))
        last = language == spoken[-1]
        replies.append(
            Reply(
                None,
                text=f"{text} {words.night}" if shut else text,
                language=language,
                choices=fallback.choices() if shut and last else (),
                effect=f"unspoken-{language}",
                urgent=shut,
            )
        )
    return replies
