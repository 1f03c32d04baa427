"""``veilleur request``: an adviser records what was done; what a request does not allow changes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from backend_client import appointments, calendar, commitments, job_reports, requests
from backend_client.backend import Backend
from backend_client.job_reports import Said
from backend_client.models import Appointment, Request, RequestEvent
from hotline.cli import app
from hotline.clock import SimulatedClock
from hotline.settings import ROOT
from hotline.terminal import backend_of, the_settings
from tests.backend.builders import PARIS, a_contractor

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
REFERENCE = "R-2026-000001"


def said(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["request", *words], catch_exceptions=False, env={"COLUMNS": "200"})
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(autouse=True)
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("VEILLEUR_DATABASE_URL", f"sqlite:///{tmp_path / 'veilleur.db'}")
    monkeypatch.setenv("VEILLEUR_LANDLORD_FILE", str(ROOT / "landlord.toml"))
    monkeypatch.setenv("VEILLEUR_SIMULATOR", "on")
    (tmp_path / "var").mkdir()
    SimulatedClock(tmp_path / "var" / "clock.json").set(NOW)
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        request = requests.open_request(s, kind="nuisance", channel="sms", contact_id=None, now=NOW)
        due = calendar.due_at(backend.landlord, "3_days", NOW)
        requests.qualify(
            s,
            request,
            now=NOW,
            by="assistant",
            kind="nuisance",
            situation=None,
            urgency="3_days",
            due_at=due,
            summary="",
        )
        commitments.open_commitment(s, request, "3.4", NOW + timedelta(days=7), NOW)
    yield backend
    backend.db.dispose()


def history(backend: Backend) -> list[tuple[str, str]]:
    with backend.reading() as s:
        rows = s.execute(select(RequestEvent.kind, RequestEvent.by).order_by(RequestEvent.id)).all()
    return [(kind, by) for kind, by in rows]


def test_a_request_is_shown_with_its_promises_and_acts() -> None:
    shown = said("show", REFERENCE)
    assert "3.4" in shown and "2026-12-01 11:00" in shown
    assert "statement_taken" in shown and "acts: answered, call_made" in shown


def test_an_act_keeps_its_promise(backend: Backend) -> None:
    assert "Témoignage recueilli" in said("act", REFERENCE.lower(), "statement_taken", "--by", "Marie", "--note", "vu")
    assert ("statement_taken", "adviser:Marie") in history(backend)
    assert said("show", REFERENCE).count("kept on") == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("act", "R-2026-000009", "answered", "--by", "Marie"), "The request R-2026-000009 is unknown."),
        (("act", REFERENCE, "cleaned", "--by", "Marie"), "Nothing was changed: R-2026-000001: cleaned cannot be"),
        (("act", REFERENCE, "answered", "--by", " "), "Say who does it: --by with the adviser's name."),
        (("status", REFERENCE, "booked", "--by", "Marie"), "booked is no status to set here; there are qualified,"),
        (("status", REFERENCE, "refused", "--by", "Marie"), "refused needs a reason, one of tenant_pays, not_ours"),
        (("status", REFERENCE, "closed", "--by", "Marie"), "still owes promise 3.2, 3.4: record what was done first"),
        (("status", REFERENCE, "reopened", "--by", "Marie"), "it is still open"),
        (("pause", REFERENCE, "weather", "--by", "Marie"), "weather is no reason for a pause; there are tenant"),
        (("resume", REFERENCE, "--by", "Marie"), "is not paused: its clock runs"),
    ],
)
def test_what_cannot_be_done_is_said_precisely_and_changes_nothing(
    backend: Backend, words: tuple[str, ...], sentence: str
) -> None:
    before = history(backend)
    assert sentence in " ".join(said(*words, code=1).split())
    assert history(backend) == before


def test_the_clock_stops_and_goes_on(backend: Backend) -> None:
    assert "waits for parts" in said("pause", REFERENCE, "parts", "--by", "Marie")
    assert "paused since 2026-11-24 11:00: waiting for parts" in said("show", REFERENCE)
    assert "goes on; due: 2026-11-27 18:00" in said("resume", REFERENCE, "--by", "Marie")


def test_done_ends_the_visit_that_was_booked(backend: Backend) -> None:
    with backend.transaction() as s:
        request, firm = s.scalars(select(Request)).one(), a_contractor(s, notice_hours=0)
        starts_at = datetime(2026, 11, 24, 14, tzinfo=PARIS)
        appointment = appointments.book(s, backend.landlord, request, firm.id, starts_at, NOW)
        job_reports.contractor_says(s, appointment, Said("arrived"), NOW)
        number = appointment.id
    assert f"{REFERENCE} is done." in said("status", REFERENCE, "done", "--by", "Marie")
    with backend.reading() as s:
        assert s.get_one(Appointment, number).status == "done"


def test_a_request_is_assigned_done_and_opened_again(backend: Backend) -> None:
    assert "is tranquillity's" in said("assign", REFERENCE, "tranquillity", "--by", "Marie")
    assert f"{REFERENCE} is done." in said("status", REFERENCE, "done", "--by", "Marie")
    assert f"{REFERENCE} was done already." in said("status", REFERENCE, "done", "--by", "Marie")
    assert f"{REFERENCE} is open again." in said("status", REFERENCE, "reopened", "--by", "Marie")
    assert [kind for kind, _ in history(backend)][-3:] == ["done", "reopened", "alert_raised"]
