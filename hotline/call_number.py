"""The number that a tenant was asked for, to be called on: the next message that holds one is the answer."""

from datetime import datetime, timedelta

from backend_client import requests
from backend_client.models import Request
from bot.actions import details, times
from bot.actions.context import settings
from hotline.turn_context import Context, Reply

WAITED = timedelta(days=1)


def answer(turn: Context) -> list[Reply] | None:
    """Note the number; a message without one is for the assistant, and the number is still waited for."""
    if turn.picked is not None or turn.exchange.kind != "text":
        return None
    request = _asking(turn)
    if request is None:
        return None
    phone = details.read(turn.exchange.text, settings().phrases, turn.now).phone
    if phone is None:
        return None
    told = {name: value for name, value in request.details.items() if name != "call_number_asked"}
    request.details = told
    requests.add_detail(turn.s, request, "tenant", turn.now, call_on=phone)
    turn.exchange.request_id = request.id
    return [Reply("phone-noted", {"reference": request.reference}, times.after_lines(request))]


def _asking(turn: Context) -> Request | None:
    """The sender's own open request that waits for a number."""
    for request in requests.latest_of(turn.s, turn.contact, limit=5):
        asked = request.details.get("call_number_asked")
        if asked and request.closed_at is None and turn.now - datetime.fromisoformat(asked) < WAITED:
            return request
    return None
