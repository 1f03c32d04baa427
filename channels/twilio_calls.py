"""Calls to our number at Twilio: its signed webhooks become events for the door, and the door's steps become TwiML.

The number's "a call comes in" address is ``/channels/twilio/call``; the others are given to Twilio on the way. Each
event may be told more than once (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from channels import twilio_twiml as twiml
from channels.base import VOICE, CallEvent, CallStep, Door
from channels.twilio_client import TwilioAccount, required, signed_form
from common.phones import e164

log = logging.getLogger(__name__)

PATH = "/channels/twilio/call"
# A caller who hides the number is told as a word, or as that word's letters on a telephone's keys
# (https://help.twilio.com/articles/223179988).
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
HIDDEN = frozenset(
    "+" + word.translate(_KEYS) for word in ("ANONYMOUS", "BLOCKED", "PRIVATE", "RESTRICTED", "UNAVAILABLE", "UNKNOWN")
)
# When nothing can be kept: who helps all the same.
NOT_KEPT = CallStep(
    "Nous ne pouvons pas prendre votre appel en ce moment. En cas de danger, raccrochez et appelez le 18 ou le 112. "
    "Sinon, écrivez-nous par SMS à ce numéro."
)


def caller_of(told: str) -> str:
    """The number of a caller in E.164, empty when it is hidden or none that can be called back."""
    return "" if told in HIDDEN else e164(told) or ""


def attachment_of(form: dict[str, str]) -> dict[str, Any] | None:
    """A spoken message. ``url`` is Twilio's and needs the account's credentials; None when nothing was said."""
    url, seconds = form.get("RecordingUrl", ""), form.get("RecordingDuration", "")
    if not url or form.get("RecordingStatus", "completed") != "completed":
        return None
    length = int(seconds) if seconds.isascii() and seconds.isdigit() else 0
    return {"kind": "voice", "url": url, "seconds": length}


@dataclass(frozen=True)
class _Calls:
    account: TwilioAccount
    door: Door

    async def told(self, request: Request, *names: str) -> dict[str, str]:
        form = await signed_form(request, self.account, self.door, VOICE)
        await required(form, ("CallSid", *names), self.door, VOICE)
        return form

    async def step(self, event: CallEvent, otherwise: CallStep = NOT_KEPT) -> Response:
        """What the call does next; ``otherwise``, when the hotline cannot say."""
        try:
            step = await self.door.called(event)
        except Exception:
            log.exception("an event of a call could not be acted on: %s", event.kind)
            step = otherwise
        return Response(self.written(step, event.provider_id), media_type=twiml.MEDIA_TYPE)

    def at(self, path: str) -> str:
        return self.account.callback(f"{PATH}/{path}")

    def written(self, step: CallStep, call: str) -> str:
        return twiml.fitting(step.text, lambda said: twiml.document(*self.verbs(step, said, call)))

    def verbs(self, step: CallStep, said: str, call: str) -> list[str]:
        language = step.language
        spoken = twiml.say(said, language) if said else ""
        goodbye = twiml.say(twiml.GOODBYES.get(language, twiml.GOODBYES["fr"]), language)
        kinds: dict[str, Callable[[], list[str]]] = {
            "end": lambda: [spoken, twiml.HANGUP],
            "menu": lambda: [self.asking(spoken, step), self.recording(), goodbye],
            "ask": lambda: [self.asking(spoken, step), goodbye],
            "record": lambda: [spoken, self.recording(), goodbye],
            "dial": lambda: [spoken, self.dialling(step, call)],
            "bridge": lambda: [spoken],
        }
        return kinds[step.then]()

    def asking(self, spoken: str, step: CallStep) -> str:
        return twiml.gather(spoken, self.at("key") + (f"?{urlencode({'about': step.about})}" if step.about else ""))

    def recording(self) -> str:
        return twiml.record(self.at("recorded"), self.at("recording"))

    def dialling(self, step: CallStep, call: str) -> str:
        return twiml.dial(
            step.number,
            action=self.at("dialled"),
            whisper=self.at(f"whisper?call={call}"),
            caller_id=self.account.sender,
            patience=step.patience,
        )

    def whispered(self, step: CallStep, call: str) -> str:
        """To the one who was dialled: only a key puts the caller through. A voice mail presses none."""
        return twiml.fitting(
            step.text,
            lambda said: twiml.document(
                twiml.gather(twiml.say(said, step.language, loop=2), self.at(f"taken?call={call}")), twiml.HANGUP
            ),
        )


def call_routes(account: TwilioAccount, door: Door) -> APIRouter:
    router = APIRouter()
    calls = _Calls(account, door)

    @router.post(PATH)
    async def begins(request: Request) -> Response:
        form = await calls.told(request)
        return await calls.step(_event("begins", form))

    @router.post(f"{PATH}/key")
    async def key(request: Request, about: str = "") -> Response:
        form = await calls.told(request, "Digits")
        return await calls.step(_event("key", form, key=form["Digits"], about=about))

    @router.post(f"{PATH}/whisper")
    async def whisper(request: Request, call: str) -> Response:
        form = await calls.told(request, "To")
        event = CallEvent(VOICE, call, "whisper", dialled=caller_of(form["To"]))
        try:
            said = calls.whispered(await door.called(event), call)
        except Exception:
            log.exception("the one who was dialled could not be spoken to")
            said = twiml.document(twiml.HANGUP)
        return Response(said, media_type=twiml.MEDIA_TYPE)

    @router.post(f"{PATH}/taken")
    async def taken(request: Request, call: str) -> Response:
        form = await calls.told(request, "To", "Digits")
        event = CallEvent(VOICE, call, "taken", dialled=caller_of(form["To"]), key=form["Digits"])
        # Two people who can talk must, even when that cannot be written down.
        return await calls.step(event, CallStep(then="bridge" if form["Digits"] == "1" else "end"))

    @router.post(f"{PATH}/dialled")
    async def dialled(request: Request) -> Response:
        form = await calls.told(request, "DialCallStatus")
        return await calls.step(_event("dialled", form))

    @router.post(f"{PATH}/recorded")
    async def recorded(request: Request) -> Response:
        form = await calls.told(request)
        return await calls.step(_event("recorded", form, attachment=attachment_of(form)))

    @router.post(f"{PATH}/recording", status_code=204)
    async def recording(request: Request) -> None:
        form = await calls.told(request, "RecordingStatus")
        if (attachment := attachment_of(form)) is not None:
            await door.called(CallEvent(VOICE, form["CallSid"], "recorded", attachment=attachment))

    return router


def _event(kind: str, form: dict[str, str], **more: Any) -> CallEvent:
    return CallEvent(VOICE, form["CallSid"], kind, address=caller_of(form.get("From", "")), **more)
