"""Who deals with a request, by its urgency and the hour."""

import pytest
from sqlalchemy import select

from backend_client.database import Database
from backend_client.models import Alert, Escalation
from backend_client.routing import route
from tests.backend.builders import DAY, LANDLORD, NIGHT, a_contractor, a_request


@pytest.mark.parametrize("urgency", ["emergency", "on_call"])
def test_urgent_at_night_is_paged(db: Database, urgency: str) -> None:
    with db.transaction() as s:
        request = a_request(s, urgency=urgency)
        assert route(s, request, "plumbing", LANDLORD, NIGHT) == "paged"
        assert s.scalars(select(Escalation.duty)).all() == ["technical"]


def test_urgent_by_day_is_shown_to_the_advisers(db: Database) -> None:
    with db.transaction() as s:
        request = a_request(s, urgency="emergency")
        assert route(s, request, "plumbing", LANDLORD, DAY) == "alerted"
        assert (s.scalars(select(Alert)).one().due_at - DAY).total_seconds() == LANDLORD.paging.alert_seconds
        assert s.scalars(select(Escalation)).all() == []


def test_a_private_request_goes_to_the_supervisor_never_to_a_plumber(db: Database) -> None:
    with db.transaction() as s:
        a_contractor(s)
        request = a_request(s, urgency="emergency", private=True)
        assert route(s, request, "plumbing", LANDLORD, NIGHT) == "paged"
        assert s.scalars(select(Escalation.duty)).all() == ["supervisor"]
        calm = a_request(s, urgency="3_days", private=True)
        assert route(s, calm, "plumbing", LANDLORD, NIGHT) == "recorded"


@pytest.mark.parametrize(("trade", "outcome"), [("plumbing", "booking"), ("tenancy", "recorded")])
def test_what_can_wait_is_booked_where_a_contractor_comes(db: Database, trade: str, outcome: str) -> None:
    with db.transaction() as s:
        a_contractor(s)
        assert route(s, a_request(s, urgency="3_days"), trade, LANDLORD, NIGHT) == outcome
