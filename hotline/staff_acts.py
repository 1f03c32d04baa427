"""What a technician does with an incident in hand, and who is told of it: one function a verb."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import escalations, incidents, outbox, visits
from backend_client.answers import MOST_MINUTES, Answer, Verb
from backend_client.calendar import local_instant, paris_day
from backend_client.models import Exchange, Incident, Technician
from channels.base import SMS
from common.text import fold
from hotline import paging, tenant_news
from hotline.services import Services
from hotline.tenant_news import first_name

# Names that an SMS has room for.
_MOST_NAMES = 4
# Somebody who is this much later than they said is late.
_ON_TIME = timedelta(minutes=5)


@dataclass(frozen=True)
class StaffAnswer:
    """What a technician reads: a key of ``staff.ftl`` and its facts."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """A technician who acts on an incident that they have; ``incident`` is held until the transaction ends."""

    s: Session
    services: Services
    incident: Incident
    technician: Technician
    now: datetime
    cause: Exchange | None = None

    def says(self, key: str, **facts: Any) -> StaffAnswer:
        return StaffAnswer(key, {"reference": self.incident.request.reference, **facts})

    def tell_tenants(self, key: str, **facts: Any) -> None:
        tenant_news.tell(self.s, self.incident, key, self.technician, self.now, self.cause, **facts)

    def tell(self, technician: Technician, key: str, **facts: Any) -> None:
        """An SMS to a colleague."""
        request = self.incident.request
        outbox.queue(
            self.s,
            paging.thread(self.s, technician, SMS, request, self.now),
            key=key,
            facts={"reference": request.reference, **facts},
            effect=f"{key}-{self.incident.id}-{self.now.isoformat()}",
            now=self.now,
            language="fr",
            urgent=True,
            request_id=request.id,
            author="hotline",
        )


def minutes_of(said: Answer, now: datetime) -> int | None:
    """In how many minutes somebody says to be there; None: they did not say, or it is hours away."""
    if said.clock is None:
        return said.minutes
    today = paris_day(now)
    times = (local_instant(today + timedelta(days=n), time(*said.clock)) for n in (0, 1))
    minutes = tenant_news.minutes_until(next(at for at in times if at > now), now)
    return minutes if minutes <= MOST_MINUTES else None


def expect(act: Act, said: Answer) -> StaffAnswer:
    minutes = minutes_of(said, act.now)
    if minutes is None:
        return act.says("staff-minutes")
    if act.incident.status == "arrived":
        return act.says("staff-on-site-known")
    eta_at, before = act.now + timedelta(minutes=minutes), act.incident.eta_at
    incidents.expect(act.s, act.incident, act.technician, eta_at, act.now)
    late = before is not None and eta_at - before > _ON_TIME
    act.tell_tenants("technician-late" if late else "technician-coming", minutes=minutes)
    return act.says("staff-expected-private" if act.incident.request.private else "staff-expected", minutes=minutes)


def on_site(act: Act, said: Answer) -> StaffAnswer:
    if not incidents.arrive(act.s, act.incident, act.technician, act.now):
        return act.says("staff-on-site-known")
    visits.note_unanswered(act.s, act.incident, act.now)
    act.tell_tenants("technician-arrived")
    return act.says("staff-on-site")


def done(act: Act, said: Answer) -> StaffAnswer:
    visits.note_unanswered(act.s, act.incident, act.now)
    incidents.finish(act.s, act.incident, act.technician, said.report, act.now)
    act.tell_tenants("technician-done")
    for helper in visits.helpers(act.s, act.incident):
        if helper.id != act.technician.id:
            act.tell(helper, "staff-help-over")
    return act.says("staff-done" if said.report else "staff-done-no-report")


def help_(act: Act, said: Answer) -> StaffAnswer:
    if escalations.open_search(act.s, act.incident, "help"):
        return act.says("staff-help-asked-already")
    incidents.ask_help(act.s, act.incident, act.technician, act.now)
    return act.says("staff-help-asked")


def hand_over(act: Act, said: Answer) -> StaffAnswer:
    others = visits.colleagues(act.s, act.technician)
    meant = named(others, said.name)
    if len(meant) != 1:
        names = ", ".join(person.name for person in (meant or others)[:_MOST_NAMES])
        return act.says("staff-hand-over-whom", names=names)
    (to,) = meant
    asked = escalations.open_search(act.s, act.incident, "hand_over")
    if asked is not None and asked.only_id == to.id:
        return act.says("staff-hand-over-asked-already", name=first_name(to))
    incidents.hand_over(act.s, act.incident, act.technician, to, act.now)
    return act.says("staff-hand-over-asked", name=first_name(to))


def named(people: list[Technician], name: str) -> list[Technician]:
    """Those whose name begins with the words said, or whose code it is: "Léa", "lea essai", "Léa Essai stp"."""
    said = fold(name, language="").split()
    for length in range(len(said), 0, -1):
        found = [person for person in people if _is_called(person, said[:length])]
        if found:
            return found
    return []


def _is_called(person: Technician, said: list[str]) -> bool:
    words = fold(person.name, language="").split()
    return said == [person.code] or all(word in words for word in said)


def give_back(act: Act, said: Answer) -> StaffAnswer:
    incidents.give_back(act.s, act.incident, act.technician, act.now)
    act.tell_tenants("technician-given-back")
    return act.says("staff-given-back")


def agreement(act: Act, said: Answer) -> StaffAnswer:
    """The technician asked the tenant themselves."""
    answer: visits.Agreement = "yes" if said.verb is Verb.AGREED else "no"
    visits.agree(act.s, act.incident, answer, f"technician:{act.technician.code}", act.now)
    return act.says("staff-agreement-noted", answer=answer)


ACTS: dict[Verb, Callable[[Act, Answer], StaffAnswer]] = {
    Verb.TAKE: expect,
    Verb.EXPECT: expect,
    Verb.ON_SITE: on_site,
    Verb.DONE: done,
    Verb.HELP: help_,
    Verb.HAND_OVER: hand_over,
    Verb.GIVE_BACK: give_back,
    Verb.AGREED: agreement,
    Verb.NOT_AGREED: agreement,
}


def act(
    s: Session,
    services: Services,
    incident: Incident,
    technician: Technician,
    said: Answer,
    now: datetime,
    cause: Exchange | None = None,
) -> StaffAnswer:
    """Do what was said with an incident, under its lock; somebody else may have it by now, or it may have ended."""
    held = incidents.locked(s, incident.id)
    mine = Act(s, services, held, technician, now, cause)
    if held.ended_at is not None:
        return mine.says("staff-over")
    if held.technician_id != technician.id:
        return mine.says("staff-already")
    assert said.verb is not None  # what cannot be read does nothing
    return ACTS[said.verb](mine, said)
