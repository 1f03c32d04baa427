"""The search for somebody who takes an urgent request."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from backend_client import oncall, requests, timers
from backend_client.database import Database
from backend_client.models import Alert, Escalation, Override, Page, RequestEvent, Technician, Timer
from tests.backend.builders import NIGHT, a_request, a_rotation, a_technician

MINUTE = timedelta(minutes=1)


@pytest.fixture
def team(db: Database) -> list[Technician]:
    """Level 1 is Ana, level 2 is nobody, level 3 is Bob; Cid is not in the rota."""
    with db.transaction() as s:
        ana, bob, cid = (a_technician(s, code, n) for n, code in enumerate(("ana", "bob", "cid"), 1))
        a_rotation(s, "technical", 1, ana)
        a_rotation(s, "technical", 2)
        a_rotation(s, "technical", 3, bob)
    return [ana, bob, cid]


def _paged(s, levels: int = 1) -> tuple[Escalation, list[Page]]:
    escalation = oncall.start_escalation(s, a_request(s), "technical", NIGHT)
    pages = [oncall.next_page(s, escalation, NIGHT + n * MINUTE) for n in range(levels)]
    return escalation, [page for page in pages if page]


def _state(db: Database) -> tuple[object, ...]:
    """Everything an answer could change."""
    with db.reading() as s:
        return (
            s.execute(select(Escalation.id, Escalation.status, Escalation.level, Escalation.ended_at)).all(),
            s.execute(select(Page.id, Page.status, Page.answered_at).order_by(Page.id)).all(),
            s.execute(select(Timer.kind, Timer.subject_id, Timer.due_at, Timer.done_at).order_by(Timer.id)).all(),
            s.scalar(select(func.count()).select_from(RequestEvent)),
        )


def test_starting_is_due_at_once_and_happens_once(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        request = a_request(s)
        first = oncall.start_escalation(s, request, "technical", NIGHT)
        assert oncall.start_escalation(s, request, "technical", NIGHT + MINUTE) is first
        assert oncall.start_escalation(s, request, "supervisor", NIGHT) is not first
        due = timers.claim_due(s, NIGHT, 10)
        assert ("page", first.id) in [(timer.kind, timer.subject_id) for timer in due]


def test_two_turns_start_one_search(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        request = a_request(s)
    together = Barrier(4)

    def start(_: int) -> int:
        together.wait()
        with db.transaction() as s:
            return oncall.start_escalation(s, s.merge(request), "technical", NIGHT).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1
    with db.reading() as s:
        assert s.scalar(select(func.count()).select_from(Timer)) == 1


def test_levels_follow_each_other_and_empty_ones_are_passed_over(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        escalation, pages = _paged(s, levels=2)
        assert [(page.level, page.technician.code) for page in pages] == [(1, "ana"), (3, "bob")]
        assert pages[0].code != pages[1].code and all(len(page.code) == 4 for page in pages)
        assert oncall.next_page(s, escalation, NIGHT) is None
        assert (escalation.status, escalation.ended_at) == ("exhausted", NIGHT)
        kinds = list(s.scalars(select(RequestEvent.kind).order_by(RequestEvent.id)))
        assert kinds[-4:] == ["paged", "level_skipped", "paged", "escalation_exhausted"]


def test_an_empty_duty_is_exhausted_at_once(db: Database) -> None:
    with db.transaction() as s:
        escalation = oncall.start_escalation(s, a_request(s), "nobody", NIGHT)
        assert oncall.next_page(s, escalation, NIGHT) is None
        assert escalation.status == "exhausted"


def test_an_override_is_paged_instead(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        span = {"starts_at": NIGHT - MINUTE, "ends_at": NIGHT + MINUTE}
        s.add(Override(duty="technical", level=1, technician_id=team[2].id, **span))
        _, [page] = _paged(s)
        assert page.technician.code == "cid"


@pytest.mark.parametrize("text", ["OK {}", "{}", "ok", "j'y vais {}", "J'y vais"])
def test_taking_it(db: Database, team: list[Technician], text: str) -> None:
    with db.transaction() as s:
        escalation, [page] = _paged(s)
        timers.set_timer(s, "page", escalation.id, NIGHT + 5 * MINUTE)
        answer = oncall.acknowledge(s, team[0], text.format(page.code), NIGHT + MINUTE)
        assert (answer.outcome, answer.page, answer.escalation) == ("acknowledged", page, escalation)
        assert (page.status, page.answered_at, escalation.status) == ("acknowledged", NIGHT + MINUTE, "acknowledged")
        assert escalation.request.status == "assigned"
        assert timers.next_due(s) is None
        assert oncall.next_page(s, escalation, NIGHT) is None


def test_refusing_pages_the_next_level_at_once(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        escalation, [page] = _paged(s)
        timers.claim_due(s, NIGHT, 10)
        timers.set_timer(s, "page", escalation.id, NIGHT + 5 * MINUTE)
        answer = oncall.acknowledge(s, team[0], f"NON {page.code}", NIGHT + MINUTE)
        assert (answer.outcome, page.status, escalation.status) == ("refused", "refused", "open")
        assert [t.subject_id for t in timers.claim_due(s, NIGHT + MINUTE, 10)] == [escalation.id]
        following = oncall.next_page(s, escalation, NIGHT + MINUTE)
        assert following is not None and following.technician.code == "bob"


def test_a_late_refusal_does_not_hurry_the_level_that_is_being_waited_for(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        escalation, [first, _second] = _paged(s, levels=2)
        timers.set_timer(s, "page", escalation.id, NIGHT + 9 * MINUTE)
        oncall.acknowledge(s, team[0], f"non {first.code}", NIGHT + 2 * MINUTE)
        assert timers.next_due(s) == NIGHT + 9 * MINUTE


def test_somebody_who_refused_is_not_paged_again(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        a_rotation(s, "technical", 4, team[0])
        escalation, [_page] = _paged(s)
        oncall.acknowledge(s, team[0], "non", NIGHT)
        pages = [oncall.next_page(s, escalation, NIGHT) for _ in range(2)]
        assert [page.technician.code if page else None for page in pages] == ["bob", None]


def test_a_late_yes_of_the_first_level_is_taken(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        escalation, [first, second] = _paged(s, levels=2)
        assert oncall.acknowledge(s, team[0], f"ok {first.code}", NIGHT).outcome == "acknowledged"
        assert second.status == "expired"
        late = oncall.acknowledge(s, team[1], f"ok {second.code}", NIGHT)
        assert (late.outcome, late.escalation) == ("already", escalation)
        assert oncall.acknowledge(s, team[0], "ok", NIGHT).outcome == "already"


def test_a_yes_after_everybody_was_paged_in_vain_is_taken(db: Database, team: list[Technician]) -> None:
    """Also when the search has been started again since: taking the request ends both."""
    with db.transaction() as s:
        first, [page, *_] = _paged(s, levels=3)
        assert first.status == "exhausted"
        again = oncall.start_escalation(s, first.request, "technical", NIGHT + 15 * MINUTE)
        assert again is not first
        assert oncall.acknowledge(s, team[0], f"ok {page.code}", NIGHT + 16 * MINUTE).outcome == "acknowledged"
        assert (first.status, again.status) == ("acknowledged", "acknowledged")
        assert timers.next_due(s) is None


def _somebody_elses(s, team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[1], f"OK {pages[0].code}", "unknown_code"


def _wrong(s, team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[0], "OK 999" if pages[0].code == "9999" else "OK 9999", "unknown_code"


def _not_in_the_rota(s, team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[2], "OK", "nothing_open"


def _a_question(s, team: list[Technician], pages: list[Page]) -> tuple[Technician, str, str]:
    return team[0], "c'est quel etage ?", "which"


@pytest.mark.parametrize("answer_of", [_somebody_elses, _wrong, _not_in_the_rota, _a_question])
def test_what_changes_nothing(db: Database, team: list[Technician], answer_of) -> None:
    with db.transaction() as s:
        _, pages = _paged(s)
        technician, text, outcome = answer_of(s, team, pages)
    before = _state(db)
    with db.transaction() as s:
        assert oncall.acknowledge(s, s.merge(technician), text, NIGHT + MINUTE).outcome == outcome
    assert _state(db) == before


def test_an_old_code_never_takes_a_new_request(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, [old] = _paged(s)
        oncall.acknowledge(s, team[0], f"ok {old.code}", NIGHT)
        _, [new] = _paged(s)
        assert new.code != old.code
    before = _state(db)
    with db.transaction() as s:
        for text in (f"OK {old.code}", f"non {old.code}"):
            answer = oncall.acknowledge(s, s.merge(team[0]), text, NIGHT + MINUTE)
            assert answer.outcome == "already" and answer.page.code == old.code
    assert _state(db) == before


def test_with_several_open_the_codes_are_asked_for(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, [first] = _paged(s)
        second_search, [second] = _paged(s)
        answer = oncall.acknowledge(s, team[0], "ok", NIGHT)
        assert (answer.outcome, answer.codes) == ("which", (first.code, second.code))
        assert oncall.acknowledge(s, team[0], f"ok {second.code}", NIGHT).escalation is second_search
        assert oncall.acknowledge(s, team[0], "ok", NIGHT).page is first


def test_of_two_who_answer_at_once_one_takes_it(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, pages = _paged(s, levels=2)
    together = Barrier(2)

    def answer(number: int) -> str:
        together.wait()
        with db.transaction() as s:
            text = f"ok {pages[number].code}"
            return oncall.acknowledge(s, s.get_one(Technician, team[number].id), text, NIGHT).outcome

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answer, range(2))) == ["acknowledged", "already"]


def test_a_key_or_a_link_answers_for_its_page(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        _, [page] = _paged(s)
        assert oncall.press(s, page, False, NIGHT).outcome == "refused"
        assert oncall.press(s, page, True, NIGHT).outcome == "acknowledged"
        assert oncall.press(s, page, True, NIGHT).outcome == "already"


def test_codes_never_repeat_and_grow_when_used_up(db: Database, team: list[Technician], monkeypatch) -> None:
    """With every draw of four digits the same, the second page gets five."""
    monkeypatch.setattr(oncall.secrets, "randbelow", lambda _: 0)
    with db.transaction() as s:
        codes = [_paged(s)[1][0].code for _ in range(3)]
    assert codes == ["1000", "10000", "100000"]


def test_codes_are_unique_under_concurrency(db: Database, team: list[Technician], monkeypatch) -> None:
    """Draws from forty codes only, so that two transactions draw the same one before either is stored."""
    monkeypatch.setattr(oncall, "_DRAWS", 40)
    draw = oncall.secrets.randbelow
    monkeypatch.setattr(oncall.secrets, "randbelow", lambda n: draw(min(n, 40)))

    def page(_: int) -> list[str]:
        with db.transaction() as s:
            return [_paged(s)[1][0].code for _ in range(3)]

    with ThreadPoolExecutor(6) as pool:
        codes = [code for batch in pool.map(page, range(6)) for code in batch]
    assert len(set(codes)) == 18


def test_cancelling_stops_the_search(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        escalation, [page] = _paged(s)
        assert oncall.cancel_escalation(s, escalation, "adviser:1", NIGHT)
        assert not oncall.cancel_escalation(s, escalation, "adviser:1", NIGHT)
        assert (page.status, oncall.next_page(s, escalation, NIGHT)) == ("expired", None)
        assert oncall.acknowledge(s, team[0], f"ok {page.code}", NIGHT).outcome == "already"


def test_taking_a_finished_request_leaves_its_status(db: Database, team: list[Technician]) -> None:
    with db.transaction() as s:
        escalation, [page] = _paged(s)
        requests.change_status(s, escalation.request, "closed", "adviser:1", NIGHT)
        assert oncall.acknowledge(s, team[0], f"ok {page.code}", NIGHT).outcome == "acknowledged"
        assert escalation.request.status == "closed"


def test_an_alert_is_raised_once_and_taken_once(db: Database) -> None:
    with db.transaction() as s:
        request = a_request(s)
        alert = oncall.raise_alert(s, request, "urgent", NIGHT, NIGHT + 15 * MINUTE)
        assert oncall.raise_alert(s, request, "urgent", NIGHT + MINUTE, NIGHT + 16 * MINUTE) is alert
        assert timers.next_due(s) == NIGHT + 15 * MINUTE
    with db.transaction() as s:
        assert oncall.acknowledge_alert(s, alert.id, "adviser:1", NIGHT + MINUTE)
        assert not oncall.acknowledge_alert(s, alert.id, "adviser:2", NIGHT + MINUTE)
        assert not oncall.acknowledge_alert(s, 999, "adviser:2", NIGHT + MINUTE)
        assert timers.next_due(s) is None
        assert s.get_one(Alert, alert.id).acknowledged_by == "adviser:1"
