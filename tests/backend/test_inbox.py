"""What needs a human being: what is in the list, in which order, and who may see what of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from backend_client import alerts, commitments, conversations, outbox, requests
from backend_client.database import Database
from backend_client.inbox import Inbox, Line, Reader, Wanted, inbox
from backend_client.migrate import upgrade
from backend_client.models import Account, Assignment, Exchange, Pause, Request
from tests.backend.builders import DAY, a_contact, a_request

CHIEF = Reader(private="all")


@pytest.fixture
def s(empty_db: Database) -> Session:
    upgrade(empty_db)
    with empty_db.transaction() as session:
        yield session


def _inbox(s: Session, view: str = "todo", reader: Reader = CHIEF, **wanted: object) -> Inbox:
    return inbox(s, reader, Wanted(view, **wanted), DAY)  # type: ignore[arg-type]


def _order(found: Inbox) -> list[int]:
    return [line.request.id for line in found.lines]


def _line(s: Session, request: Request, reader: Reader = CHIEF, view: str = "todo") -> Line:
    return next(line for line in _inbox(s, view, reader).lines if line.request.id == request.id)


def _repair(s: Session, due_at: datetime | None = None, **fields: object) -> Request:
    request = a_request(s, DAY - timedelta(days=5), **fields)
    request.status, request.due_at = "qualified", due_at
    return request


def _said(s: Session, request: Request, number: int, status: str = "recorded") -> Exchange:
    contact = a_contact(s, number)
    request.contact_id = contact.id
    conversation = conversations.conversation_for(s, contact, DAY, request.id)
    said = Exchange(
        conversation_id=conversation.id,
        request_id=request.id,
        direction="in",
        channel="sms",
        provider_id=f"SM{number}",
        author="tenant",
        text="Il y a quelqu'un ?",
        status=status,
        created_at=DAY - timedelta(hours=1),
    )
    s.add(said)
    s.flush()
    return said


def test_dangers_come_first_then_alerts_by_age_then_everything_by_its_date(s: Session) -> None:
    soon, late, undated = _repair(s, DAY + timedelta(hours=2)), _repair(s, DAY - timedelta(days=1)), _repair(s)
    far = _repair(s, DAY + timedelta(days=6))
    newer, older, danger = _repair(s), _repair(s), _repair(s, danger="gas")
    alerts.raise_alert(s, newer, "urgent", DAY - timedelta(minutes=1), None)
    alerts.raise_alert(s, older, "no_show", DAY - timedelta(hours=3), None)
    alerts.raise_alert(s, danger, "danger", DAY, None)
    found = _inbox(s)
    assert _order(found) == [danger.id, older.id, newer.id, late.id, soon.id, far.id, undated.id]
    assert found.counts["alerts"] == 3
    assert _order(_inbox(s, "late")) == [late.id]
    assert _order(_inbox(s, "soon")) == [soon.id]
    assert _line(s, late).why == ("overdue",)
    assert _line(s, soon).why == ("due_soon",)
    assert _line(s, undated).why == ("team",)
    assert _line(s, danger).why == ("danger",)


def test_a_taken_alert_leaves_the_top(s: Session) -> None:
    request = _repair(s)
    alert = alerts.raise_alert(s, request, "urgent", DAY, None)
    assert _inbox(s).counts["alerts"] == 1
    alerts.acknowledge_alert(s, alert.id, "adviser:marie", DAY)
    assert _inbox(s).counts["alerts"] == 0


def test_the_alert_of_a_date_puts_nothing_before_the_others(s: Session) -> None:
    near, late = _repair(s, DAY + timedelta(hours=2)), _repair(s, DAY - timedelta(days=1))
    for reason in commitments.ALERTS:
        alerts.raise_alert(s, near, reason, DAY, None)
    assert _order(_inbox(s)) == [late.id, near.id]
    assert _inbox(s).counts["alerts"] == 0


def test_what_is_owed_gives_the_date_and_what_was_kept_is_no_longer_due(s: Session) -> None:
    request = _repair(s, DAY + timedelta(days=9))
    request.status = "assigned"
    assert _order(_inbox(s)) == [], "its team has it and nothing is owed"
    commitments.open_commitment(s, request, "3.4", DAY - timedelta(hours=1), DAY - timedelta(days=7))
    line = _line(s, request)
    assert (line.late, line.due_at) == (True, DAY - timedelta(hours=1))
    requests.record(s, request, "statement_taken", "adviser:marie", DAY)
    assert _order(_inbox(s)) == []
    assert _line(s, request, view="all").due_at is None


def test_nothing_is_late_while_its_clock_stands_still(s: Session) -> None:
    request = _repair(s, DAY - timedelta(days=1))
    s.add(Pause(request_id=request.id, reason="parts", by="adviser:marie", starts_at=DAY - timedelta(days=2)))
    s.flush()
    line = _line(s, request)
    assert (line.late, line.paused) == (False, "parts")
    assert _order(_inbox(s, "late")) == []


def test_a_tenant_waits_until_a_human_being_answers_or_gives_the_conversation_back(s: Session) -> None:
    waits, handled, late = _repair(s, DAY + timedelta(days=3)), _repair(s), _repair(s, DAY - timedelta(minutes=5))
    said = _said(s, waits, 1)
    _said(s, handled, 2, status="handled")
    assert _order(_inbox(s, "waiting")) == [waits.id]
    assert _order(_inbox(s)) == [waits.id, late.id, handled.id], "who waits counts from their message on"
    assert _line(s, waits).waiting_since == DAY - timedelta(hours=1)
    outbox.queue(s, said.conversation, effect="given", now=DAY, key="given-back")
    assert _inbox(s).counts["waiting"] == 1, "a lapse settles nothing"
    outbox.queue(s, said.conversation, effect="adviser-1", now=DAY, text="Je regarde.", author="Marie")
    assert _inbox(s).counts["waiting"] == 0
    said = _said(s, handled, 3)
    outbox.queue(s, said.conversation, effect="given-back-1", now=DAY, key="given-back")
    assert _inbox(s).counts["waiting"] == 0


def test_contested_decisions_are_in_the_list_whatever_their_status(s: Session) -> None:
    review = _repair(s, kind="review")
    review.status = "assigned"
    assert _line(s, review).why == ("contested",)
    assert _order(_inbox(s, "contested")) == [review.id]


def test_what_is_settled_or_a_mere_contact_is_not_in_the_list(s: Session) -> None:
    for status in ("done", "closed", "refused"):
        _repair(s, DAY - timedelta(days=1)).status = status
    a_request(s, DAY, kind="contact")
    assert _order(_inbox(s)) == _order(_inbox(s, "all")) == []


def test_a_confidential_request_is_seen_by_its_team_and_the_supervisor_only(s: Session) -> None:
    secret = _repair(s, private=True, team="social")
    social, rent = Reader(private="teams", teams=("social",)), Reader(private="teams", teams=("rent",))
    nobody = Reader(private="none")
    assert [len(_inbox(s, reader=reader).lines) for reader in (CHIEF, social, rent, nobody)] == [1, 1, 0, 0]
    alerts.raise_alert(s, secret, "danger", DAY, None)
    hidden = _line(s, secret, rent)
    assert (hidden.hidden, hidden.why, hidden.alert_ids) == (True, ("private",), ())
    assert not _line(s, secret, social).hidden


def test_a_search_does_not_tell_whose_a_confidential_alert_is(s: Session) -> None:
    secret = _repair(s, private=True, team="social", typed_name="Nora Essai")
    alerts.raise_alert(s, secret, "danger", DAY, None)
    rent, social = Reader(private="teams", teams=("rent",)), Reader(private="teams", teams=("social",))
    for narrowed in ({"words": "Nora"}, {"words": secret.reference}, {"team": "social"}):
        assert _order(_inbox(s, reader=rent, **narrowed)) == []
        assert _inbox(s, reader=rent, **narrowed).counts["alerts"] == 0
        assert _order(_inbox(s, reader=social, **narrowed)) == [secret.id]


def test_mine_is_what_somebody_was_given_or_has_taken_over(s: Session) -> None:
    account = Account(login="marie", name="Marie", role="adviser", teams=[], created_at=DAY)
    s.add(account)
    given, talking, other = _repair(s), _repair(s), _repair(s)
    s.flush()
    s.add(Assignment(request_id=given.id, account_id=account.id, at=DAY))
    conversation = _said(s, talking, 5).conversation
    conversations.take_over(s, conversation, "Marie", DAY + timedelta(minutes=10))
    s.flush()
    marie = Reader(account.id, "Marie", "teams")
    assert set(_order(_inbox(s, "mine", marie))) == {given.id, talking.id}
    assert _line(s, given, marie).assignee == "Marie"
    assert _line(s, talking, marie).taken_by == "Marie"
    assert other.id in _order(_inbox(s, reader=marie))


def test_the_list_is_narrowed_by_team_and_words_and_cut_into_pages(s: Session) -> None:
    numbers = [_repair(s, DAY + timedelta(hours=n), team="rent" if n % 2 else "works").id for n in range(6)]
    assert _order(_inbox(s, team="rent")) == numbers[1::2]
    reference = s.get_one(Request, numbers[4]).reference
    assert _order(_inbox(s, words=reference[-4:])) == [numbers[4]]
    page = inbox(s, CHIEF, Wanted(), DAY, first=2, most=3)
    assert ([line.request.id for line in page.lines], page.total) == (numbers[2:5], 6)
    named = _repair(s, typed_name="Zoé Essai")
    assert _order(_inbox(s, words="essai zoé")) == [named.id]
