"""References, status and who may see what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from backend_client import requests
from backend_client.database import Database
from backend_client.models import Person, RequestEvent
from backend_client.models.requests import STATUSES
from backend_client.requests import TransitionRefused
from tests.backend.builders import DAY, NIGHT, a_contact, a_home, a_request, a_tenant


def _events(s, request) -> list[str]:
    return list(s.scalars(select(RequestEvent.kind).filter_by(request_id=request.id).order_by(RequestEvent.id)))


def test_references_count_within_the_paris_year(db: Database) -> None:
    last_hour_of_2026 = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    with db.transaction() as s:
        references = [requests.new_reference(s, last_hour_of_2026 + timedelta(hours=n)) for n in range(3)]
    assert references == ["R-2026-000001", "R-2027-000001", "R-2027-000002"]


def test_references_never_repeat_under_concurrency(db: Database) -> None:
    def open_some(_: int) -> list[str]:
        found = []
        for _ in range(5):
            with db.transaction() as s:
                found.append(a_request(s).reference)
        return found

    with ThreadPoolExecutor(8) as pool:
        references = sorted(reference for batch in pool.map(open_some, range(8)) for reference in batch)
    assert references == [f"R-2026-{n:06d}" for n in range(1, 41)]


def test_a_request_that_is_not_kept_leaves_no_gap(db: Database) -> None:
    with pytest.raises(RuntimeError), db.transaction() as s:
        a_request(s)
        raise RuntimeError
    with db.transaction() as s:
        assert a_request(s).reference == "R-2026-000001"


@pytest.mark.parametrize(
    "text",
    [
        *("R-2026-000123", "r 2026 123", "R2026-123", "ma demande r-2026-000123 svp", "R 2026 000123"),
        *("ref: R.2026.000123", "R2026000123", "2026-000123", "le n° R - 2026 - 123 ?"),
    ],
)
def test_references_as_tenants_write_them(sqlite_db: Database, text: str) -> None:
    with sqlite_db.reading() as s:
        assert requests.find_reference(s, text) == "R-2026-000123"


@pytest.mark.parametrize(
    "text", ["", "bonjour", "06 39 98 00 00", "le 12/01/2026", "2026", "ma demande 2 fois", "pour 3 personnes"]
)
def test_what_is_not_a_reference(sqlite_db: Database, text: str) -> None:
    with sqlite_db.transaction() as s:
        a_request(s)
        assert requests.find_reference(s, text) is None


def test_without_a_year_the_latest_request_with_that_number(sqlite_db: Database) -> None:
    with sqlite_db.transaction() as s:
        a_request(s, now=datetime(2025, 5, 1, tzinfo=UTC))
        a_request(s, now=datetime(2026, 5, 1, tzinfo=UTC))
        assert requests.find_reference(s, "demande n° 1") == "R-2026-000001"
        assert requests.find_reference(s, "r 1") == "R-2026-000001"
        assert requests.find_reference(s, "r 7") is None


def _qualified(s, request, **changed) -> None:
    known = {
        "now": NIGHT,
        "by": "tenant",
        "kind": "repair",
        "situation": "plumbing.leak",
        "urgency": "on_call",
        "due_at": NIGHT + timedelta(hours=24),
        "summary": "Fuite sous l'évier",
    }
    requests.qualify(s, request, **(known | changed))


def test_qualifying_keeps_what_is_already_known(db: Database) -> None:
    with db.transaction() as s:
        home = a_home(s)
        request = a_request(s, kind="contact")
        _qualified(s, request, danger="gas", private=True, dwelling_id=home.id, details={"room": "kitchen"})
        _qualified(s, request, urgency="emergency", details={"since": "today"})
        reference = request.reference
    with db.reading() as s:
        request = requests.request_by_reference(s, reference)
        assert request is not None
        assert (request.kind, request.status, request.urgency) == ("repair", "qualified", "emergency")
        assert (request.danger, request.private, request.dwelling_id) == ("gas", True, home.id)
        assert request.details == {"room": "kitchen", "since": "today"}
        assert _events(s, request) == ["received", "qualified", "qualified"]


def test_a_status_moves_along_the_table_only(db: Database) -> None:
    with db.transaction() as s:
        request = a_request(s)
        with pytest.raises(TransitionRefused, match="is received: it cannot become done, only qualified"):
            requests.change_status(s, request, "done", "adviser:1", NIGHT)
        _qualified(s, request)
        requests.change_status(s, request, "refused", "adviser:1", NIGHT, reason="tenant_pays")
        assert request.closed_at == NIGHT
        requests.change_status(s, request, "qualified", "adviser:2", NIGHT)
        assert request.closed_at is None
        requests.change_status(s, request, "qualified", "adviser:2", NIGHT)
        assert _events(s, request) == ["received", "qualified", "refused", "qualified"]


def test_every_status_has_its_transitions() -> None:
    assert set(requests.TRANSITIONS) == set(STATUSES)
    assert all(after <= set(STATUSES) for after in requests.TRANSITIONS.values())
    assert all(requests.TRANSITIONS[status] for status in STATUSES)


def test_details_join_and_the_history_names_only_their_keys(db: Database) -> None:
    with db.transaction() as s:
        request = a_request(s)
        requests.add_detail(s, request, "tenant", NIGHT, text="au troisième", floor="3")
        requests.add_detail(s, request, "tenant", NIGHT, text="code 12B", floor="4")
        assert request.details == {"text": ["au troisième", "code 12B"], "floor": "4"}
        event = s.scalars(select(RequestEvent).order_by(RequestEvent.id.desc())).first()
        assert event is not None and event.data == {"keys": ["floor", "text"]}


def test_only_the_same_contact_or_person_may_see(db: Database) -> None:
    with db.transaction() as s:
        person = a_tenant(s, "Awa", "Diallo", a_home(s))
        first, second, stranger = a_contact(s, 1, person), a_contact(s, 2, person), a_contact(s, 3)
        request = a_request(s, contact=first, person_id=person.id, typed_name="Awa Diallo")
        stranger.typed_name = "Awa Diallo"
        anonymous = a_request(s, contact=stranger)
        assert requests.may_see(request, first) and requests.may_see(request, second)
        assert not requests.may_see(request, stranger)
        assert requests.may_see(anonymous, stranger) and not requests.may_see(anonymous, first)
        assert requests.latest_of(s, second) == [request]
        assert requests.latest_of(s, a_contact(s, 4)) == []


def test_latest_leaves_out_mere_contacts(db: Database) -> None:
    with db.transaction() as s:
        contact = a_contact(s, 1)
        old = a_request(s, now=DAY, contact=contact)
        new = a_request(s, now=NIGHT, contact=contact)
        a_request(s, now=NIGHT, contact=contact, kind="contact")
        assert requests.latest_of(s, contact, limit=5) == [new, old]


def test_neighbours_open_requests(db: Database) -> None:
    with db.transaction() as s:
        here, elsewhere = a_home(s, "1").building_id, a_home(s, "2").building_id
        known = a_request(s, building_id=here, situation="lift.stopped")
        a_request(s, building_id=here, situation="lift.stopped", private=True)
        a_request(s, building_id=here, situation="lift.stopped", now=NIGHT - timedelta(days=31))
        a_request(s, building_id=here, situation="liftoff")
        a_request(s, building_id=elsewhere, situation="lift.stopped")
        a_request(s, building_id=here, situation="lift.noise", status="done")
        assert requests.open_in_building(s, here, "lift.", NIGHT) == [known]


def test_the_person_is_not_needed(db: Database) -> None:
    with db.transaction() as s:
        a_request(s)
        assert s.scalars(select(Person)).all() == []
