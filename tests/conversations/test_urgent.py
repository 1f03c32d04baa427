"""Urgent problems: one human being is reached, day and night, and the tenant is told the truth."""

from datetime import timedelta

from sqlalchemy import select

from backend_client.models import Contact, Conversation
from tests.conversations.house import PARIS, House

CEILING = "de l'eau coule du plafond de ma salle de bain"


def test_a_leak_at_night_from_the_first_word_to_the_technicians_yes(house: House) -> None:
    tenant = house.tenant("T0001")
    (question,) = tenant.says("un tuyau fuit dans ma cuisine")
    assert "vous ne pouvez pas l'arr" in question and "1 oui" in question and "2 non" in question

    (confirmed,) = tenant.says("1")
    (request,) = tenant.requests()
    for told in (request.reference, "fuite", "Urgent", "dimanche 22 novembre", "astreinte"):
        assert told in confirmed

    (page,) = house.pages_of(request)
    paged = house.page_text(page)
    for told in (request.reference, "fuite", "2 rue des Tilleuls", "porte 01", "code A2468", "Awa Diallo", page.code):
        assert told in paged

    technician = house.technician_of(page)
    thanks, *_ = technician.says(f"OK {page.code}")
    assert request.reference in thanks
    last = tenant.heard()[-1]
    assert page.technician.name.split()[0] in last and request.reference in last

    (request,) = tenant.requests()
    assert (request.kind, request.situation) == ("repair", "plumbing.leak_visible_pipe")
    assert (request.urgency, request.status) == ("on_call", "assigned")
    assert request.due_at is not None
    assert timedelta(hours=23, minutes=58) < request.due_at - request.created_at <= timedelta(hours=24, minutes=1)
    assert request.person is not None and request.person.code == "T0001"
    assert request.dwelling is not None and request.dwelling.code == "TIL-A-01"
    assert "un tuyau fuit" in request.summary
    (page,) = house.pages_of(request)
    assert (page.status, page.escalation.status) == ("acknowledged", "acknowledged")
    assert [row.status for row in house.exchanges_of(tenant.number)] == ["handled", "handled"]
    assert {row.request_id for row in house.exchanges_of(tenant.number)} == {request.id}
    with house.reading() as s:
        thread = s.scalars(select(Conversation).join(Contact).where(Contact.address == tenant.number)).one()
        assert thread.request_id == request.id and thread.dialogue == []
        # The technician comes on a Saturday: the tenant's agreement is asked.
        assert thread.offer is not None and thread.offer["choices"][0]["payload"]["intent"] == "hotline:agreement"


def test_the_commonest_leak_is_asked_about_and_not_filed_as_furniture(house: House) -> None:
    tenant = house.tenant("T0012")
    first = tenant.says("il y a une fuite sous mon évier")[0]
    assert [request.situation for request in tenant.requests()] == [], first
    assert "1 " in first and "?" in first


def test_nobody_answers_and_a_call_then_the_next_technician_follow(house: House) -> None:
    tenant = house.tenant("T0011")
    tenant.says(CEILING)
    (request,) = tenant.requests()
    (first,) = house.pages_of(request)

    house.advance(minutes=1)
    assert len(house.pages_of(request)) == 1
    house.advance(minutes=1)
    _, call = house.pages_of(request)
    assert (call.means, call.technician_id, call.code) == ("voice", first.technician_id, None)
    house.advance(minutes=2)
    second = house.pages_of(request)[-1]
    assert second.technician_id != first.technician_id and second.code != first.code
    assert request.reference in house.page_text(second)

    house.technician_of(second).says(f"ok {second.code}")
    assert second.technician.name.split()[0] in tenant.heard()[-1]
    paged = len(house.pages_of(request))
    house.advance(minutes=30)
    assert len(house.pages_of(request)) == paged


def test_no_moves_on_at_once_and_when_nobody_can_the_tenant_is_told_so(house: House) -> None:
    tenant = house.tenant("T0013")
    tenant.says(CEILING)
    (request,) = tenant.requests()
    (first,) = house.pages_of(request)
    house.technician_of(first).says(f"NON {first.code}")
    refused, second = house.pages_of(request)
    assert refused.status == "refused" and second.technician_id != first.technician_id

    for _ in range(6):  # the second one's call, the supervisor, the last resort: by SMS, then by call
        house.advance(minutes=2)
    assert any("pas encore" in text for text in tenant.heard())
    assert "nobody_answered" in [alert.reason for alert in house.alerts_of(request)]
    assert any(request.reference in text for text in house.phone("06 39 98 99 00").heard())
    # Then the whole duty again, until somebody answers.
    house.advance(minutes=5)
    again = [page for page in house.pages_of(request) if page.code][-1]
    assert again.round == 2
    house.technician_of(again).says(f"OK {again.code}")
    assert again.technician.name.split()[0] in tenant.heard()[-1]


def test_somebody_elses_code_and_a_wrong_code_change_nothing(house: House) -> None:
    tenant = house.tenant("T0015")
    tenant.says(CEILING)
    (request,) = tenant.requests()
    (page,) = house.pages_of(request)
    everyone = [house.phone(number) for number in ("06 39 98 90 01", "06 39 98 90 02", "06 39 98 90 03")]
    other = next(phone for phone in everyone if phone.number != page.technician.phone)
    for answer in (*other.says(f"OK {page.code}"), *house.technician_of(page).says("OK 00000")):
        assert "Rien n'a chang" in answer and request.reference not in answer
    assert house.pages_of(request)[0].escalation.status == "open"


def test_in_office_hours_an_adviser_who_takes_it_spares_the_technician(office: House) -> None:
    tenant = office.tenant("T0021")
    (confirmed,) = tenant.says("de l'eau coule du plafond de ma chambre")
    assert "Un conseiller est pr" in confirmed
    (request,) = tenant.requests()
    (alert,) = office.alerts_of(request)
    assert alert.due_at is not None and office.pages_of(request) == []

    taken = office.http.post(f"/simulator/alerts/{alert.id}/acknowledge")
    assert taken.json() == {"acknowledged": True}
    office.advance(minutes=60)
    assert office.pages_of(request) == []
    (alert,) = office.alerts_of(request)
    assert alert.acknowledged_at is not None


def test_in_office_hours_without_an_adviser_the_technician_is_called(office: House) -> None:
    tenant = office.tenant("T0022")
    tenant.says("de l'eau coule du plafond de ma chambre")
    (request,) = tenant.requests()
    office.advance(minutes=14)
    assert office.pages_of(request) == []
    office.advance(minutes=1)
    (page,) = office.pages_of(request)
    assert request.reference in office.page_text(page)
    assert page.created_at.astimezone(PARIS).hour == 9
