"""The door between the hotline and the Rasa engine: one message in, its replies and new events out.

The engine keeps nothing. The hotline sends the events of the open dialogue and one message; the
tracker is rebuilt from them, the message handled, and only the new events are returned. The same
request therefore gives the same replies after a crash, and any engine serves any conversation.

Runs in the engine's environment, loaded by Rasa through ``credentials.yml``.
"""

import asyncio
import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

import jsonschema
import structlog
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from channels.engine_turn import (
    ActionEndpoint,
    CollectedReplies,
    Turn,
    understood_from,
    user_message,
)

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Engine-Secret"
SECRET_VARIABLE = "VEILLEUR_ENGINE_SECRET"
ACTION_URL_VARIABLE = "VEILLEUR_ACTION_URL"

BODY_FIELDS: dict[str, type] = {"conversation_id": str, "events": list, "message": dict}
MESSAGE_FIELDS: dict[str, type] = {"id": str, "text": str}

# What Rasa's structured log lines may carry of a tenant's words; the same names as its own
# anonymiser knows (rasa.utils.log_utils), which does nothing without the paid plugin.
WITHHELD_LOG_KEYS = frozenset({
    "text", "response_text", "user_text", "slot_values", "parse_data_text", "parse_data_entities",
    "prediction_events", "tracker_latest_message", "prefilled_slots", "message", "response",
    "slot_candidates", "rasa_event", "rasa_events", "tracker_states", "current_states", "old_states",
    "successes", "current_entity", "next_entity", "states", "entity", "token_text", "user_message",
    "json_message",
})  # fmt: skip


class MalformedTurn(ValueError):
    """The request does not follow the connector's contract; the text names the field, never its value."""


def cache_action_schema() -> None:
    """Validate action results with one prepared validator.

    ``jsonschema.validate`` checks the schema itself on every call: 38 ms an action of the 39 ms that
    the whole check takes (measured, Rasa 3.6.21, ``RemoteAction._validate_action_result``).
    """
    schema = RemoteAction.action_response_format_spec()
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate  # type: ignore[method-assign]


def withhold_words_from_logs() -> None:
    """Keep tenants' words out of Rasa's log, whatever level the process was started with."""
    rasa_log = logging.getLogger("rasa")
    rasa_log.setLevel(max(logging.INFO, rasa_log.getEffectiveLevel()))

    def withhold(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
        return {key: "withheld" if key in WITHHELD_LOG_KEYS else value for key, value in event.items()}

    # in place: loggers that are already bound hold this very list
    structlog.get_config()["processors"].insert(0, withhold)


def check_fields(body: Any, fields: dict[str, type], where: str) -> None:
    """Raise ``MalformedTurn`` unless ``body`` is an object with ``fields`` of the given types."""
    if not isinstance(body, dict):
        raise MalformedTurn(f"{where} must be an object")
    for name, kind in fields.items():
        if not isinstance(body.get(name), kind):
            raise MalformedTurn(f"{where}.{name} must be a {kind.__name__}")


def check_message(message: Any) -> None:
    """Raise ``MalformedTurn`` unless ``message`` follows the contract of the ``turn`` route."""
    check_fields(message, MESSAGE_FIELDS, "message")
    if message.get("payload") is not None:
        check_fields(message["payload"], {"intent": str}, "message.payload")


def events_from(serialised: list[Any]) -> list[Event]:
    """The dialogue's events; raises ``MalformedTurn`` where Rasa's own reader would log and skip one."""
    events = []
    for number, parameters in enumerate(serialised):
        try:
            event = Event.from_parameters(dict(parameters))
        except Exception:
            event = None
        if event is None:
            raise MalformedTurn(f"events[{number}] is no Rasa event")
        events.append(event)
    return events


class EngineInput(InputChannel):
    """The connector named in ``credentials.yml``: routes ``turn``, ``parse`` and ``health``."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    @classmethod
    def name(cls) -> str:
        """The last part of the route: ``/webhooks/engine/``."""
        return "engine"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "EngineInput":
        """Read the shared secret from the variable named. Raises ``RasaException`` where it is not set."""
        variable = str((credentials or {}).get("secret_variable") or SECRET_VARIABLE)
        secret = os.environ.get(variable, "").strip()
        if not secret:
            raise RasaException(f"Set {variable}: the engine does not start without its shared secret.")
        cache_action_schema()
        withhold_words_from_logs()
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; ``on_new_message`` is Rasa's own way in, with a tracker store, and unused."""
        engine = Blueprint("engine_webhook")

        # Sanic marks its handlers with attributes, which a bound method cannot take
        @engine.listener("after_server_start")
        async def connect(app: Sanic, _loop: Any) -> None:
            self._connect_actions(app)

        @engine.listener("after_server_stop")
        async def disconnect(app: Sanic, _loop: Any) -> None:
            await _disconnect_actions(app)

        @engine.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return self._refusal(request) or await _turn(request)

        @engine.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            return self._refusal(request) or await _parse(request)

        @engine.get("/health")
        async def health(request: Request) -> HTTPResponse:
            processor = _processor(request)
            model = processor.model_filename if processor else None
            return json_response({"model": model}, status=200 if model else 503)

        return engine

    def _connect_actions(self, app: Sanic) -> None:
        agent = app.ctx.agent
        configured = agent.action_endpoint
        url = os.environ.get(ACTION_URL_VARIABLE) or (configured.url if configured else None)
        endpoint = ActionEndpoint(url, headers={SECRET_HEADER: self._secret.decode()})
        agent.action_endpoint = endpoint
        if agent.processor:
            agent.processor.action_endpoint = endpoint

    def _refusal(self, request: Request) -> HTTPResponse | None:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            return json_response({"error": "wrong or missing secret"}, status=403)
        if _processor(request) is None:
            return json_response({"error": "no model is loaded"}, status=503)
        return None


async def _disconnect_actions(app: Sanic) -> None:
    endpoint = app.ctx.agent.action_endpoint
    if isinstance(endpoint, ActionEndpoint):
        await endpoint.close()


async def _turn(request: Request) -> HTTPResponse:
    try:
        body = request.json
        check_fields(body, BODY_FIELDS, "body")
        check_message(body["message"])
        turn = Turn(request.app.ctx.agent.processor, body["conversation_id"], events_from(body["events"]))
    except (MalformedTurn, InvalidUsage) as error:
        return json_response({"error": str(error)}, status=400)
    message = user_message(body["message"], body["conversation_id"], turn.replies)
    try:
        return json_response(await turn.handle(message))
    except Exception as error:
        # never the message of the error: it may quote the tenant
        logger.error("A turn ended in %s.", type(error).__name__)
        return json_response({"error": type(error).__name__}, status=500)


async def _parse(request: Request) -> HTTPResponse:
    processor = request.app.ctx.agent.processor
    results = []
    try:
        check_fields(request.json, {"messages": list}, "body")
        for message in request.json["messages"]:
            check_message(message)
            parsed = await processor.parse_message(user_message(message, "parse", CollectedReplies()))
            results.append({"id": message["id"], **understood_from(parsed)})
            # parsing is synchronous: let waiting turns through between two messages
            await asyncio.sleep(0)
    except (MalformedTurn, InvalidUsage) as error:
        return json_response({"error": str(error)}, status=400)
    return json_response({"results": results})


def _processor(request: Request) -> MessageProcessor | None:
    agent = getattr(request.app.ctx, "agent", None)
    return agent.processor if agent and agent.is_ready() else None
