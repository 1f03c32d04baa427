"""The engine is dead: everything is recorded, one question tells urgent from not, and the card still comes first."""

from collections.abc import Iterator

import pytest

from tests.conversations.conftest import NewDatabase
from tests.conversations.house import MORNING, NIGHT, House, running, settings_for
from tests.ports import free_port


@pytest.fixture(scope="module")
def alone(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A service whose engine does not exist."""
    settings = settings_for(tmp_path_factory.mktemp("alone"), new_database(), free_port(), free_port())
    with running(settings, healthy=(503,)) as house:
        yield house


def test_urgent_or_not_and_urgent_calls_the_technician(alone: House) -> None:
    alone.set_clock(NIGHT)
    tenant = alone.tenant("T0001")
    (question,) = tenant.says("plus de chauffage depuis hier soir")
    assert "urgent" in question and "1 " in question and "2 " in question and "112" in question
    (noted,) = tenant.says("1")
    (request,) = tenant.requests()
    assert request.reference in noted and "astreinte" in noted
    assert (request.kind, request.urgency) == ("unqualified", "on_call")
    assert "plus de chauffage" in request.summary
    (page,) = alone.pages_of(request)
    alone.technician_of(page).says(f"OK {page.code}")
    assert page.technician.name.split()[0] in tenant.heard()[-1]


def test_what_can_wait_waits_for_an_adviser(alone: House) -> None:
    alone.set_clock(NIGHT)
    tenant = alone.tenant("T0002")
    tenant.says("le robinet goutte")
    (noted,) = tenant.says("2")
    (request,) = tenant.requests()
    assert request.reference in noted and "conseiller" in noted
    alone.advance(minutes=60)
    assert alone.pages_of(request) == []
    assert [alert.reason for alert in alone.alerts_of(request)] == ["unqualified"]


def test_silence_at_night_counts_as_urgent(alone: House) -> None:
    alone.set_clock(NIGHT)
    tenant = alone.tenant("T0003")
    tenant.says("il y a un problème avec l'eau")
    assert tenant.requests() == []
    alone.advance(minutes=10)
    (request,) = tenant.requests()
    assert len(alone.pages_of(request)) == 1
    alone.everyone_answers()


def test_by_day_an_adviser_is_told(alone: House) -> None:
    alone.set_clock(MORNING)
    tenant = alone.tenant("T0004")
    tenant.says("plus d'eau chaude")
    assert "conseiller" in tenant.says("1")[0]
    (request,) = tenant.requests()
    assert alone.pages_of(request) == [] and alone.alerts_of(request)


def test_the_card_is_still_first(alone: House) -> None:
    alone.set_clock(NIGHT)
    tenant = alone.tenant("T0005")
    assert "DANGER GAZ" in tenant.says("ça sent le gaz dans toute la cage d'escalier")[0]
    (request,) = tenant.requests()
    assert len(alone.pages_of(request)) == 1
    alone.everyone_answers()


def test_no_stack_trace_and_no_words_in_the_log(alone: House) -> None:
    tenant = alone.tenant("T0006")
    tenant.says("une phrase que personne ne doit lire")
    log = alone.log.read_text()
    assert "engine" in log
    assert "Traceback" not in log and "personne ne doit lire" not in log and tenant.number not in log
