"""One turn of a dialogue on a tracker of its own, and the calls it makes to the action server.

Runs in the engine's environment; ``channels/engine.py`` is the door through which turns come in.
"""

import contextlib
import contextvars
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.exceptions import ActionLimitReached
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import ACTION_DEFAULT_FALLBACK_NAME, ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecutionRejected,
    BotUttered,
    Event,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

logger = logging.getLogger(__name__)

ACTION_DEADLINE_SECONDS = 10.0
"""An action that takes longer has failed: Rasa's own 300 s would outlive the hotline's patience."""

IDLE_CONNECTION_SECONDS = 4.0
"""Shorter than the 5 s after which uvicorn and Sanic close an idle connection, so that a call is
never written to a connection that the other side is just closing."""

KEPT_OF_PARSE = ("text", "intent", "intent_ranking", "entities", "situation", "situations", "problems")
"""What an event keeps of a parse: it is stored, and sent back with every later turn of the dialogue."""

failed_call: "contextvars.ContextVar[list[str] | None]" = contextvars.ContextVar("failed_call", default=None)
"""The action calls of the turn that failed, in order; every request runs in a context of its own."""


class TurnFailed(Exception):
    """The turn cannot be completed; ``action`` is the name of the action that did not answer."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class ActionEndpoint(EndpointConfig):
    """The action server, called over one kept-alive session, with the shared secret and a deadline.

    Rasa swallows the failure of an action at three places and then predicts on as if it had
    succeeded. Every failed call is therefore noted in ``failed_call`` too, where the turn finds it.
    """

    _session: aiohttp.ClientSession | None = None

    @contextlib.asynccontextmanager
    async def session(self) -> AsyncIterator[aiohttp.ClientSession]:  # type: ignore[override]
        """Lend the shared session; Rasa's version opens and closes one for each call."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(keepalive_timeout=IDLE_CONNECTION_SECONDS)
            self._session = aiohttp.ClientSession(headers=self.headers, connector=connector)
        yield self._session

    async def request(self, *args: Any, **kwargs: Any) -> Any | None:
        """Post one action call. Raises what ``EndpointConfig.request`` raises, after noting it."""
        kwargs["timeout"] = aiohttp.ClientTimeout(total=ACTION_DEADLINE_SECONDS)
        name = str((kwargs.get("json") or {}).get("next_action", "?"))
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            # 400 is the action's own refusal to run (a form's way to give way to a rule), no failure
            if error.status != 400:
                _note_failed_call(name)
            raise
        except Exception:
            _note_failed_call(name)
            raise

    async def close(self) -> None:
        """Close the kept-alive session."""
        if self._session is not None:
            await self._session.close()


def _note_failed_call(name: str) -> None:
    calls = failed_call.get()
    if calls is not None:
        calls.append(name)


class CollectedReplies(OutputChannel):
    """Gathers what the assistant says in one turn, as keys and facts for the hotline to render, and the danger that it
    leaves to the hotline (:func:`bot.actions.replies.hand_over`)."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel name by which ``bot.nlu.nlg`` knows that the hotline will do the rendering."""
        return "engine"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message; an empty one is dropped."""
        keyed = message.get("custom") or {}
        if keyed.get("key"):
            self.replies.append({name: keyed.get(name) for name in ("key", "facts", "choices")})
        elif keyed.get("danger"):
            self.replies.append({name: keyed.get(name) for name in ("danger", "certain", "words")})
        elif message.get("text"):
            self.replies.append({"text": message["text"]})


def understood_from(parse_data: dict[str, Any]) -> dict[str, Any]:
    """What was understood of a message: intent, confidence, situation, situations, entities, fallback.

    ``intent`` is always one of the assistant's own: where the classifier fell back, the best ranked
    one is named and ``fallback`` is true.
    """
    intent = parse_data.get("intent") or {}
    fallback = intent.get("name") == DEFAULT_NLU_FALLBACK_INTENT_NAME
    if fallback:
        ranked = [r for r in parse_data.get("intent_ranking", []) if r["name"] != intent["name"]]
        intent = ranked[0] if ranked else {}
    return {
        "intent": intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "fallback": fallback,
        "situation": parse_data.get("situation"),
        "situations": parse_data.get("situations", []),
        "entities": {e["entity"]: e["value"] for e in parse_data.get("entities", [])},
    }


def parse_data_from_payload(text: str, payload: dict[str, Any]) -> dict[str, Any]:
    """The parse of a choice the tenant picked: certain, and without asking the classifier."""
    entities = payload.get("entities") or {}
    intent = {"name": payload["intent"], "confidence": 1.0}
    situation = entities.get("situation")
    return {
        "text": text,
        "intent": intent,
        "intent_ranking": [intent],
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        "situation": situation,
        "situations": [{"code": situation, "confidence": 1.0}] if situation else [],
    }


def user_message(message: dict[str, Any], conversation_id: str, channel: OutputChannel) -> UserMessage:
    """The message as Rasa takes it.

    A leading "/" is removed from the tenant's text: Rasa would read ``/restart`` or
    ``/intent{"slot": "x"}`` as an order. Only ``payload`` becomes an intent.
    """
    text = message["text"].strip().lstrip("/").strip()
    payload = message.get("payload")
    return UserMessage(
        text=text,
        output_channel=channel,
        sender_id=conversation_id,
        parse_data=parse_data_from_payload(text, payload) if payload else None,
        input_channel=message.get("channel"),
        message_id=message["id"],
        metadata={
            **(message.get("metadata") or {}),
            "channel": message.get("channel"),
            "language": message.get("language"),
            "message_id": message["id"],
        },
    )


class Turn:
    """One message handled on a tracker of its own; nothing is shared with other turns but the model."""

    def __init__(self, processor: MessageProcessor, conversation_id: str, events: list[Event]) -> None:
        self.processor = processor
        self.domain = processor.domain
        self.replies = CollectedReplies()
        self.tracker = DialogueStateTracker.from_events(
            conversation_id, events, slots=self.domain.slots, domain=self.domain
        )
        self.tracker.model_id = processor.model_metadata.model_id
        self.tracker.assistant_id = processor.model_metadata.assistant_id
        self.known_events = len(self.tracker.events)

    async def handle(self, message: UserMessage) -> dict[str, Any]:
        """Run the message to the next listen and return the answer of the ``turn`` route.

        A turn is whole or has not happened: where an action fails, neither events nor replies are
        returned, only the name of the action, so that nothing false is confirmed and the same
        request can be sent again.
        """
        failed_call.set([])
        understood = understood_from(message.parse_data or {})
        try:
            await self._start_session()
            parse_data = message.parse_data or await self.processor.parse_message(message, self.tracker)
            understood = understood_from(parse_data)
            self._log_user(message, parse_data)
            await self.processor.run_action_extract_slots(self.replies, self.tracker)
            self._raise_if_a_call_failed()
            await self._predict_and_act()
        except TurnFailed as failure:
            logger.error("Turn failed in action '%s'.", failure.action)
            return {"events": [], "replies": [], "understood": understood, "failed_action": failure.action}
        new = list(self.tracker.events)[self.known_events :]
        return {
            "events": [event.as_dict() for event in new],
            "replies": self.replies.replies,
            "understood": understood,
            "failed_action": None,
        }

    async def _start_session(self) -> None:
        # Only an empty dialogue starts a session. Rasa's own expiry looks at the clock, and a
        # replayed turn would then differ from the first one; the hotline decides what is open.
        if self.known_events == 0:
            action = self.processor._get_action(ACTION_SESSION_START_NAME)
            prediction = PolicyPrediction.for_action_name(self.domain, ACTION_SESSION_START_NAME)
            await self._run(action, prediction)

    def _log_user(self, message: UserMessage, parse_data: dict[str, Any]) -> None:
        uttered = UserUttered(
            message.text,
            parse_data["intent"],
            parse_data["entities"],
            {key: parse_data[key] for key in KEPT_OF_PARSE if key in parse_data},
            input_channel=message.input_channel,
            message_id=message.message_id,
            metadata=message.metadata,
        )
        self.tracker.update(uttered, self.domain)

    async def _predict_and_act(self) -> None:
        more = True
        while more and not self.tracker.is_paused():
            try:
                action, prediction = self.processor.predict_next_with_tracker_if_should(self.tracker)
            except ActionLimitReached:
                raise TurnFailed(f"{self.tracker.latest_action_name} (repeated without end)") from None
            rejected = await self._run(action, prediction)
            if action.name() == ACTION_DEFAULT_FALLBACK_NAME:
                await self._end_after_fallback()
            # A form that gave way still has "listen" as its latest action, but somebody has to answer.
            more = rejected or self.processor.should_predict_another_action(self.tracker.latest_action_name)

    async def _end_after_fallback(self) -> None:
        # The fallback is what no rule covers, so no rule covers what comes after it either: left to
        # the policies, it would be predicted again and again. And it is never silent.
        if not self.replies.replies:
            raise TurnFailed(ACTION_DEFAULT_FALLBACK_NAME)
        if self.tracker.followup_action is None:
            listen = self.processor._get_action(ACTION_LISTEN_NAME)
            await self._run(listen, PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME))

    async def _run(self, action: Action, prediction: PolicyPrediction) -> bool:
        """As ``MessageProcessor._run_action``, but a failure ends the turn and no reminder is set.

        :returns: whether the action refused the message (a form gives way to a digression)
        """
        candidate = self.tracker.copy()
        candidate.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(self.replies, self.processor.nlg, candidate, self.domain)
        except ActionExecutionRejection:
            self.tracker.update(
                ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence)
            )
            return True
        except Exception as error:
            self._raise_if_a_call_failed()
            # the class only: messages of schema and HTTP errors quote the whole tracker
            logger.error("Action '%s' raised %s.", action.name(), type(error).__name__)
            raise TurnFailed(action.name()) from None
        self._raise_if_a_call_failed()
        self.processor._log_action_on_tracker(self.tracker, action, events, prediction)
        for event in events or []:
            if isinstance(event, BotUttered):
                await self.replies.send_response(self.tracker.sender_id, event.message())
        return False

    @staticmethod
    def _raise_if_a_call_failed() -> None:
        calls = failed_call.get()
        if calls:
            raise TurnFailed(calls[0])
