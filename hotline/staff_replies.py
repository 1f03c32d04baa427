"""Technicians' answers: which page or incident they are about, what they do, what the technician is told."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client import acknowledgements, incidents, outbox, visits
from backend_client.acknowledgements import Acknowledgement
from backend_client.answers import Answer, Verb, read
from backend_client.models import Contact, Exchange, Incident, Page, Request, Technician
from channels.base import TELEGRAM, Keypress, Spoken
from hotline import agreement, handovers, page_words, paging, staff_acts, tenant_news
from hotline.services import Services
from hotline.staff_acts import StaffAnswer
from hotline.tenant_news import first_name

TAKES, REFUSES = "1", "2"
PAGE_INTENT = "hotline:page"
_MINUTES_A_KEY = 10
# How long after its end an incident is still what a technician writes about.
_JUST_ENDED = timedelta(hours=12)
# Said to a page that was not answered yet, these answer it as well.
_SETTLING = {Verb.ON_SITE: True, Verb.EXPECT: True, Verb.GIVE_BACK: False}


def answer(s: Session, services: Services, exchange: Exchange, contact: Contact, now: datetime) -> StaffAnswer:
    """Act on a technician's message or button, and say what came of it."""
    technician = s.get_one(Technician, contact.technician_id)
    pressed_ = button(s, exchange)
    if pressed_ is not None:
        return _pressed_button(s, services, technician, pressed_, exchange, now)
    if tested := handovers.answer(s, services, technician, exchange.text, now):
        return StaffAnswer(*tested)
    return _Reply(s, services, technician, exchange, read(exchange.text), now).answer()


def button(s: Session, exchange: Exchange) -> dict[str, Any] | None:
    """What the pressed button of a page stands for, however many pages came after it."""
    number, offered = str(exchange.data.get("button")), exchange.data.get("offer_id")
    row = s.get(Exchange, offered) if offered else None
    if row is None or row.conversation_id != exchange.conversation_id or not number.isdecimal():
        return None
    choices = row.data.get("choices", [])
    payload = choices[int(number) - 1].get("payload") if 1 <= int(number) <= len(choices) else None
    return payload["entities"] if payload and payload["intent"] == PAGE_INTENT else None


def _pressed_button(
    s: Session, services: Services, technician: Technician, pressed_: dict[str, Any], exchange: Exchange, now: datetime
) -> StaffAnswer:
    page = s.get(Page, int(pressed_["page_id"]))
    if page is None or page.technician_id != technician.id:
        return StaffAnswer("staff-unknown-code")
    exchange.request_id = page.escalation.request.id
    return told(s, services, acknowledgements.settle(s, page, bool(pressed_["takes"]), TELEGRAM, now), now, exchange)


class _Reply:
    """One written message of a technician."""

    def __init__(
        self, s: Session, services: Services, technician: Technician, exchange: Exchange, said: Answer, now: datetime
    ) -> None:
        self.s, self.services, self.technician, self.now = s, services, technician, now
        self.exchange, self.said = exchange, said

    def answer(self) -> StaffAnswer:
        if self.said.verb is None:
            return self._unread()
        if self.said.takes is not None:
            return self._acknowledge(self.said.takes)
        found = self._in_hand()
        if isinstance(found, StaffAnswer):
            return found
        return self._act(found)

    def _act(self, incident: Incident) -> StaffAnswer:
        self.exchange.request_id = incident.request_id
        return staff_acts.act(self.s, self.services, incident, self.technician, self.said, self.now, self.exchange)

    def _acknowledge(self, takes: bool) -> StaffAnswer:
        """Yes or no to a page; what is in hand already is not taken twice, but may be told when."""
        via = self.exchange.channel
        result = acknowledgements.acknowledge(self.s, self.technician, self.exchange.text, self.now, via)
        timed = self.said.minutes is not None or self.said.clock is not None
        if timed and result.outcome in ("nothing_open", "yours", "over", "already") and not self.said.codes:
            found = self._in_hand()
            return found if isinstance(found, StaffAnswer) else self._act(found)
        if result.outcome == "yours" and result.incident is not None:
            if timed:
                return self._act(result.incident)
            if not takes:
                return self._about("staff-yours-refused", result.incident)
        return self._told(result)

    def _told(self, result: Acknowledgement) -> StaffAnswer:
        if result.incident is not None:
            self.exchange.request_id = result.incident.request_id
        minutes = staff_acts.minutes_of(self.said, self.now)
        return told(self.s, self.services, result, self.now, self.exchange, minutes)

    def _in_hand(self) -> Incident | StaffAnswer:
        """The incident that was meant: the one named, or the only one."""
        mine = visits.in_hand(self.s, self.technician)
        if self.said.codes:
            pages = visits.by_codes(self.s, self.technician, self.said.codes)
            if not pages:
                return StaffAnswer("staff-unknown-code")
            named = {page.escalation.incident_id for page in pages}
            mine = [incident for incident in mine if incident.id in named]
            if not mine:
                return self._not_in_hand(pages[-1])
        elif self.said.references:
            mine = [incident for incident in mine if self._is_named(incident)]
            if not mine:
                return StaffAnswer("staff-unknown-reference")
        if len(mine) == 1:
            return mine[0]
        if mine:
            references = [incident.request.reference for incident in mine]
            return StaffAnswer("staff-which-incident", {"references": ", ".join(references), "first": references[0]})
        return self._nothing_in_hand()

    def _is_named(self, incident: Incident) -> bool:
        """Whether a reference, whole or its number alone, is one of the incident's."""
        known = {request.reference for request in incidents.reports(self.s, incident)}
        short = {str(int(reference[-6:])) for reference in known}
        return any(reference in known | short for reference in self.said.references)

    def _not_in_hand(self, page: Page) -> Incident | StaffAnswer:
        """A page of theirs, of an incident that they do not have."""
        incident = page.escalation.incident
        if incident.ended_at is not None:
            return self._ended(incident)
        if page.escalation.purpose == "help" and page.status == "acknowledged":
            return self._helping(page)
        return self._settled([page]) or self._about("staff-already", incident)

    def _nothing_in_hand(self) -> Incident | StaffAnswer:
        if helped := visits.helping(self.s, self.technician):
            return self._helping(helped[-1])
        if settled := self._settled(acknowledgements.open_pages(self.s, self.technician)):
            return settled
        ended = select(Incident).where(Incident.technician_id == self.technician.id, Incident.ended_at.is_not(None))
        last = self.s.scalars(ended.order_by(Incident.ended_at.desc())).first()
        if last is not None and last.ended_at is not None and self.now - last.ended_at <= _JUST_ENDED:
            return self._ended(last)
        return StaffAnswer("staff-none-in-hand")

    def _settled(self, pages: list[Page]) -> Incident | StaffAnswer | None:
        """An answer to a page that was not taken: whoever is on the way has taken it, whoever cannot come refuses."""
        waiting = [page for page in pages if page.escalation.status == "open"]
        if not waiting:
            return None
        codes = ", ".join(page.code or "" for page in waiting)
        takes = _SETTLING.get(self.said.verb) if self.said.verb else None
        if takes is None:
            return StaffAnswer("staff-accept-first", {"codes": codes})
        if len(waiting) > 1:
            return StaffAnswer("staff-which", {"codes": codes})
        result = acknowledgements.settle(self.s, waiting[0], takes, self.exchange.channel, self.now)
        said = self._told(result)
        if result.outcome == "acknowledged" and self.said.verb is Verb.ON_SITE and result.incident is not None:
            return result.incident if result.incident.technician_id == self.technician.id else said
        return said

    def _helping(self, page: Page) -> StaffAnswer:
        """Whoever helps says when they come or that they cannot; the rest is said by whoever has it."""
        incident, minutes = page.escalation.incident, staff_acts.minutes_of(self.said, self.now)
        mine = staff_acts.Act(self.s, self.services, incident, self.technician, self.now, self.exchange)
        if self.said.verb in (Verb.TAKE, Verb.EXPECT) and minutes is not None:
            _comes_in(mine, minutes)
            return mine.says("staff-expected-private", minutes=minutes)
        if self.said.verb is Verb.GIVE_BACK and incident.technician is not None:
            page.status = "refused"
            incidents.ask_help(self.s, incidents.locked(self.s, incident.id), incident.technician, self.now)
            mine.tell(incident.technician, "staff-help-left", name=first_name(self.technician))
            return mine.says("staff-refused")
        return mine.says("staff-helping", name=first_name(incident.technician) if incident.technician else "?")

    def _ended(self, incident: Incident) -> StaffAnswer:
        report = self.said.report if self.said.verb is Verb.DONE else ""
        if visits.add_report(self.s, incident, self.technician, report, self.now):
            return self._about("staff-report-added", incident)
        return self._about("staff-over", incident)

    def _about(self, key: str, incident: Incident) -> StaffAnswer:
        self.exchange.request_id = incident.request_id
        return StaffAnswer(key, {"reference": incident.request.reference})

    def _unread(self) -> StaffAnswer:
        """What can be written, and no more than what applies."""
        mine = visits.in_hand(self.s, self.technician)
        if self.exchange.kind == "photo" and len(mine) == 1:
            return self._about("staff-photo", mine[0])
        open_ = [page.code or "" for page in acknowledgements.open_pages(self.s, self.technician)]
        if self.said.codes and not visits.by_codes(self.s, self.technician, self.said.codes):
            return StaffAnswer("staff-unknown-code")
        if not open_ and not mine:
            return StaffAnswer("staff-unread-idle")
        if len(open_) == 1 and not mine:
            return StaffAnswer("staff-unread-open", {"codes": open_[0]})
        return StaffAnswer("staff-unread")


def told(
    s: Session,
    services: Services,
    result: Acknowledgement,
    now: datetime,
    cause: Exchange | None = None,
    minutes: int | None = None,
) -> StaffAnswer:
    """What the technician reads; a yes is told to the tenants too, and to whoever had it or asked for help.

    :param minutes: in how many the technician said to be there, with the yes itself
    """
    facts: dict[str, Any] = {"codes": ", ".join(result.codes)}
    if result.incident is None or result.page is None:
        return StaffAnswer(f"staff-{result.outcome.replace('_', '-')}", facts)
    technician, incident = result.page.technician, result.incident
    facts = {"reference": incident.request.reference}
    if result.outcome != "acknowledged":
        return StaffAnswer(f"staff-{result.outcome}", facts)
    mine = staff_acts.Act(s, services, incident, technician, now, cause)
    if incident.technician_id != technician.id:
        return _comes_to_help(mine, result.page, minutes)
    if minutes is not None:
        incidents.expect(s, incident, technician, now + timedelta(minutes=minutes), now)
    return _accepted(mine, result.page)


def _accepted(act: staff_acts.Act, page: Page) -> StaffAnswer:
    """The tenants hear who comes; on a day that needs it, the one whose home it is, is asked."""
    s, incident = act.s, act.incident
    asks = agreement.needed(s, act.services, incident, act.now)
    key, facts = tenant_news.accepted(incident, act.now)
    if page.escalation.purpose == "hand_over":
        if before := visits.had_before(s, incident, page):
            act.tell(before, "staff-handed-over", name=first_name(act.technician))
        if key == "technician-accepted":
            key = "technician-handed-over"
    if asks:
        agreement.ask(s, act.services, incident, key, facts, act.now, act.cause)
    else:
        paging.tell_tenants(s, incident, key, facts, f"accepted-{page.id}", act.now, act.cause)
    _tell_door(act)
    return act.says("staff-acknowledged-asked" if asks else "staff-acknowledged")


def _tell_door(act: staff_acts.Act) -> None:
    """What is needed at the door, to whoever goes there, in a message of its own."""
    request = act.incident.request
    contact = act.s.get(Contact, request.contact_id) if request.contact_id else None
    if door := page_words.door(request, contact):
        act.tell(act.technician, "staff-door", door=door)


def _comes_to_help(act: staff_acts.Act, page: Page, minutes: int | None) -> StaffAnswer:
    """A second technician: each is told of the other."""
    first = act.incident.technician
    if first is None:
        return act.says("staff-over")
    act.tell(first, "staff-help-comes", name=first_name(act.technician), phone=act.technician.phone)
    if minutes is not None:
        _comes_in(act, minutes)
    _tell_door(act)
    return act.says("staff-helps", name=first_name(first), phone=first.phone)


def pressed(s: Session, services: Services, press: Keypress, now: datetime) -> Spoken:
    """A key in a call: 1 takes it, 2 refuses it, another says it again; once taken, the next question's digit is how
    many tens of minutes it takes to be there. A key that is told twice, also after a restart, means the same again."""
    exchange = s.get(Exchange, press.exchange_id)
    page = paging.page_of(s, exchange) if exchange is not None else None
    if page is None:
        nothing = Spoken(services.wording.render("call-nothing", {}, "fr", "voice"))
        return handovers.pressed(s, services, press, now) or nothing
    assert exchange is not None  # a page has one
    taken_at = exchange.data.get("taken_at_question")
    if taken_at is not None and press.turn > taken_at and press.key.isdigit():
        return _expected(s, services, page, int(press.key) * _MINUTES_A_KEY, now)
    if taken_at == press.turn:
        return Spoken(exchange.data["taken_with"], keys=True)
    if press.key not in (TAKES, REFUSES):
        again = services.wording.render(
            page_words.page_key(services, page), page_words.page_facts(services, page), "fr", "voice"
        )
        return Spoken(again, keys=True)
    result = acknowledgements.settle(s, page, press.key == TAKES, "key", now)
    said = told(s, services, result, now)
    text = services.wording.render(said.key, said.facts, "fr", "voice")
    takes = result.outcome == "acknowledged"
    if takes:
        exchange.data = {**exchange.data, "taken_at_question": press.turn, "taken_with": text}
    return Spoken(text, keys=takes)


def _expected(s: Session, services: Services, page: Page, minutes: int, now: datetime) -> Spoken:
    incident = incidents.locked(s, page.escalation.incident_id)
    mine = staff_acts.Act(s, services, incident, page.technician, now)
    if minutes and incident.technician_id == page.technician_id and incident.status == "taken":
        staff_acts.expect(mine, Answer(Verb.EXPECT, minutes=minutes))
    elif minutes and page.escalation.purpose == "help":
        _comes_in(mine, minutes)
    return Spoken(services.wording.render("call-goodbye", {}, "fr", "voice"))


def _comes_in(act: staff_acts.Act, minutes: int) -> None:
    """Whoever has it hears when their help is there."""
    if act.incident.technician is not None and act.incident.ended_at is None:
        act.tell(act.incident.technician, "staff-help-expected", name=first_name(act.technician), minutes=minutes)


def is_own_danger(contact: Contact, text: str) -> bool:
    """Whether a text that alarms the danger guard is about its sender: a technician's report of a visit is not, a
    call for help may be."""
    return contact.technician_id is None or read(text).verb in (None, Verb.HELP)


def beside_the_card(s: Session, services: Services, exchange: Exchange, contact: Contact, now: datetime) -> None:
    """A technician in danger gets the card first. They are where they work, and when they ask for help a colleague is
    looked for all the same."""
    if contact.technician_id is None:
        return
    technician, request = s.get_one(Technician, contact.technician_id), exchange.request_id
    _place_of(s, s.get_one(Request, request), technician)
    if read(exchange.text).verb is not Verb.HELP:
        return
    said = answer(s, services, exchange, contact, now)
    exchange.request_id = request
    outbox.queue(
        s,
        exchange.conversation,
        key=said.key,
        facts=said.facts,
        effect="staff-help",
        cause_id=exchange.id,
        now=now,
        language="fr",
        urgent=True,
    )


def _place_of(s: Session, request: Request, technician: Technician) -> None:
    """A technician's own emergency is where their only incident in hand is, as far as anybody knows."""
    request.typed_name = request.typed_name or technician.name
    mine = visits.in_hand(s, technician)
    if len(mine) == 1 and request.id != mine[0].request_id and not mine[0].request.private:
        where = mine[0].request
        request.building_id, request.dwelling_id = where.building_id, where.dwelling_id
        request.typed_address = request.typed_address or where.typed_address


def answers_the_last(s: Session, exchange: Exchange) -> bool:
    """Whether the conversation's list is the last thing that was written to it: nothing else can be meant by "oui"."""
    offered = (exchange.conversation.offer or {}).get("exchange_id")
    last = select(func.max(Exchange.id)).where(
        Exchange.conversation_id == exchange.conversation_id, Exchange.direction == "out"
    )
    return offered is not None and s.scalar(last) == offered
