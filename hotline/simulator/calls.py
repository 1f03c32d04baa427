"""Calls at the stand-in for Twilio: they ring, say and do what their TwiML says, and are told step by step
(https://www.twilio.com/docs/voice/twiml)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import httpx

from hotline.simulator import call_records as records
from hotline.simulator.lines import HungUp, Line
from hotline.simulator.wire import Wire

Json = dict[str, Any]

# What the number's "a call comes in" address is set to in Twilio's console.
CALL_WEBHOOK = "/channels/twilio/call"
ANONYMOUS = "anonymous"
CALLS, RECORDINGS = "Calls", "Recordings"
# How long Twilio lets a phone ring unless told otherwise, in seconds.
RINGING = 60.0
APPLICATION_ERROR = "An application error has occurred. Goodbye."


class Calls:
    """The calls of one account. ``by_hand``: phones ring until somebody at the page picks them up."""

    def __init__(self, wire: Wire, *, by_hand: bool = False) -> None:
        self._wire, self._by_hand = wire, by_hand
        self._lines: dict[str, Line] = {}
        self._verbs: dict[str, Callable[[Line, Element], Awaitable[str | None]]] = {
            "Say": self._say,
            "Gather": self._gather,
            "Record": self._record,
            "Dial": self._dial,
            "Hangup": self._hangup,
            "Redirect": self._redirect,
            "Pause": self._pause,
        }

    def line_of(self, number: str) -> Line | None:
        """The call that a phone is in or that rings it, the latest one."""
        lines = [line for line in self._lines.values() if line.number == number]
        return lines[-1] if lines else None

    def place(self, form: Mapping[str, str]) -> Json:
        """A call that was asked for over REST; it goes on by itself."""
        item = records.call(self._wire.account, form, self._wire.clock())
        line = self._open(item, item["to"])
        self._wire.spawn(self._outgoing(line, dict(form)))
        return item

    def change(self, item: Json, form: Mapping[str, str]) -> Json:
        """End a call over REST: one that rings is canceled, one that was answered is completed."""
        line = self._lines.get(item["sid"])
        if line is None:
            # It was under way in another life of the stand-in.
            status = "completed" if item["status"] == "in-progress" else "canceled"
            self._wire.keep(CALLS, ended := records.step(item, status, self._wire.clock()))
            return ended
        line.hang_up()
        return {**line.item, "status": "completed" if line.state != "ringing" else "canceled"}

    def call_in(self, number: str, hidden: bool = False) -> Line:
        """Somebody phones our number."""
        form = {"From": ANONYMOUS if hidden else number, "To": self._wire.account.sender}
        item = records.call(self._wire.account, form, self._wire.clock(), direction="inbound")
        line = self._open(item, number)
        line.state = "open"
        self._wire.spawn(self._incoming(line))
        return line

    def _open(self, item: Json, number: str) -> Line:
        line = Line(item, number, self._wire.faults, self._by_hand, self._wire.pace)
        self._lines[item["sid"]] = line
        self._wire.keep(CALLS, item)
        return line

    async def _outgoing(self, line: Line, form: dict[str, str]) -> None:
        told = (form.get("StatusCallback", ""), form.get("StatusCallbackEvent", "completed").split())
        await self._step(line, "initiated", told)
        await self._step(line, "ringing", told)
        who = await line.ring(float(form.get("Timeout", RINGING)))
        if who in records.FINAL:
            await self._end(line, who, told)
            return
        line.state, line.answered_by = "open", who
        if form.get("MachineDetection"):
            line.item = {**line.item, "answered_by": who}
        await self._step(line, "in-progress", told)
        await self._detect(line, form)
        document = form.get("Twiml")
        try:
            if document is None:
                # Detection that is not asynchronous has to be over before anything is said.
                waited_for = form.get("MachineDetection") and form.get("AsyncAmd") != "true"
                more = {"AnsweredBy": who} if waited_for else {}
                document = await self._fetch(line, form["Url"], **more)
            await self._run(line, document)
        except HungUp:
            pass
        await self._end(line, "completed", told)

    async def _detect(self, line: Line, form: dict[str, str]) -> None:
        """Tell who answered, where that was asked for asynchronously."""
        callback = form.get("AsyncAmdStatusCallback")
        if not callback or form.get("AsyncAmd") != "true" or not form.get("MachineDetection"):
            return
        verdict = records.verdict(line.item)
        if self._wire.faults.late_callbacks or self._wire.faults.callback_delay is not None:
            self._wire.spawn(self._later(callback, verdict))
        else:
            await self._wire.tell(callback, verdict)

    async def _later(self, callback: str, receipt: dict[str, str]) -> None:
        await self._wire.faults.before_callbacks()
        await self._wire.tell(callback, receipt)

    async def _incoming(self, line: Line) -> None:
        nobody: tuple[str, list[str]] = ("", [])
        try:
            document = await self._fetch(line, self._wire.account.callback(CALL_WEBHOOK))
            await self._step(line, "in-progress", nobody)
            await self._run(line, document)
        except HungUp:
            pass
        await self._end(line, "completed", nobody)

    async def _step(self, line: Line, status: str, told: tuple[str, list[str]]) -> None:
        """One status further, and told where that was asked for."""
        await asyncio.sleep(self._wire.pace)
        line.item = records.step(line.item, status, self._wire.clock())
        self._wire.keep(CALLS, line.item)
        callback, events = told
        if not callback or records.EVENTS[status] not in events:
            return
        receipt = records.receipt(line.item, status, self._wire.clock(), line.told)
        line.told += 1
        faults = self._wire.faults
        if faults.late_callbacks or faults.callback_delay is not None:
            self._wire.spawn(self._later(callback, receipt))
        elif faults.reversed_callbacks:
            line.receipts.append(receipt)
        else:
            await self._wire.tell(callback, receipt)

    async def _end(self, line: Line, status: str, told: tuple[str, list[str]]) -> None:
        line.state = "ended"
        line.hang_up()
        self._lines.pop(line.item["sid"], None)
        self._wire.journal.put(f"said:{line.item['sid']}", "\n".join(line.said) or None)
        await self._step(line, status, told)
        for receipt in reversed(line.receipts):
            await self._wire.tell(told[0], receipt)

    async def _run(self, line: Line, document: str | None) -> None:
        """Do what a document says, and what the documents say that come of it. :raises HungUp: somebody did"""
        while document is not None:
            verbs, document = list(ElementTree.fromstring(document)), None
            for verb in verbs:
                document = await self._verbs[verb.tag](line, verb)
                if document is not None:
                    break

    async def _fetch(self, line: Line, url: str, **more: str) -> str:
        """The TwiML at an address; without any, Twilio says so and hangs up."""
        try:
            reply = await self._wire.post(url, records.voice_form(line.item, **more))
            if reply.is_success:
                ElementTree.fromstring(reply.text)
                return reply.text
        except (httpx.HTTPError, ElementTree.ParseError):
            pass
        line.said.append(APPLICATION_ERROR)
        raise HungUp

    async def _say(self, line: Line, verb: Element) -> None:
        await line.hear(verb.text or "", int(verb.get("loop", 1)))

    async def _gather(self, line: Line, verb: Element) -> str | None:
        text, loop = " ".join(verb.itertext()), int((verb[0] if len(verb) else verb).get("loop", 1))
        key = await line.key(text, loop, float(verb.get("timeout", 5)))
        return await self._fetch(line, verb.attrib["action"], Digits=key) if key else None

    async def _record(self, line: Line, verb: Element) -> str | None:
        line.state, text = "recording", ""
        try:
            text = await line.message(float(verb.get("maxLength", 3600)))
        finally:
            line.state = "open"
            made = records.recording(line.item, max(1, len(text) // 15) if text else 0, self._wire.clock())
            if text or "absent" in verb.get("recordingStatusCallbackEvent", ""):
                self._wire.spawn(self._later(verb.attrib["recordingStatusCallback"], records.recording_receipt(made)))
        if not text:
            return None
        self._wire.keep(RECORDINGS, made)
        self._wire.journal.put(f"spoken:{made['sid']}", text)
        line.said.append(f"[{text}]")
        return await self._fetch(line, verb.attrib["action"], **records.recorded(made))

    async def _dial(self, line: Line, verb: Element) -> str | None:
        callee = verb[0]
        form = {"From": verb.get("callerId") or line.item["from"], "To": callee.text or ""}
        account, parent = self._wire.account, line.item["sid"]
        item = records.call(account, form, self._wire.clock(), direction="outbound-dial", parent=parent)
        leg = self._open(item, item["to"])
        status, bridged = await self._leg(line, leg, callee.get("url"), float(verb.get("timeout", 30)))
        if line.over:
            raise HungUp
        outcome = {
            "DialCallSid": item["sid"],
            "DialCallStatus": status,
            "DialCallDuration": leg.item["duration"] or "0",
            "DialBridged": str(bridged).lower(),
        }
        return await self._fetch(line, verb.attrib["action"], **outcome)

    async def _leg(self, line: Line, leg: Line, whisper: str | None, patience: float) -> tuple[str, bool]:
        """The dialled phone's side: how it ended, and whether the two could talk."""
        nobody: tuple[str, list[str]] = ("", [])
        await self._step(leg, "ringing", nobody)
        given_up = asyncio.create_task(self._with(line, leg))
        bridged = False
        try:
            who = await leg.ring(patience)
            if who in records.FINAL:
                await self._end(leg, who, nobody)
                return who, False
            leg.state, leg.answered_by = "open", who
            await self._step(leg, "in-progress", nobody)
            await self._run(leg, await self._fetch(leg, whisper) if whisper else None)
            bridged = True
            line.state = leg.state = "bridged"
            await line.talk(leg)
            line.state = "open"
        except HungUp:
            pass
        finally:
            given_up.cancel()
        await self._end(leg, "completed", nobody)
        return "completed", bridged

    @staticmethod
    async def _with(line: Line, leg: Line) -> None:
        """A caller who hangs up while it rings ends the dialled call too."""
        await line.ended()
        leg.hang_up()

    async def _hangup(self, line: Line, verb: Element) -> None:
        raise HungUp

    async def _redirect(self, line: Line, verb: Element) -> str | None:
        return await self._fetch(line, verb.text or "")

    async def _pause(self, line: Line, verb: Element) -> None:
        await line.hear("")
