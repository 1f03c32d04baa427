"""The inbox and a request's page: what they show to whom, the conversation taken over, the buttons."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from backend_client import accounts, alerts, commitments, job_reports, requests
from backend_client.models import (
    AccessLog,
    Alert,
    Appointment,
    Assignment,
    Commitment,
    Contact,
    Contractor,
    Conversation,
    Exchange,
    Request,
    RequestEvent,
)
from hotline.desk.thread import thread
from tests.hotline.conftest import KARIM, NOON, TENANT, House
from tests.hotline.desk_visitor import Visitor, signed_in
from tests.hotline.job_day import MOBILE, at, book, on


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)


@pytest.fixture
async def told(house: House) -> AsyncIterator[str]:
    """A tenant reported a leak on a Tuesday noon. The reference of their request."""
    house.clock.at = NOON
    await house.write("Mon évier fuit <b>un peu</b>")
    with house.services.backend.transaction() as s:
        request = s.scalars(select(Request)).one()
        requests.qualify(
            s,
            request,
            now=NOON,
            by="assistant",
            kind="repair",
            situation="plumbing.leak_under_sink",
            urgency="3_days",
            due_at=NOON + timedelta(days=3),
            summary="Mon évier fuit <b>un peu</b>",
            person_id=1,
            dwelling_id=1,
            building_id=1,
            team="technical",
        )
        reference = request.reference
    yield reference


def _request(house: House) -> Request:
    with house.services.backend.reading() as s:
        return s.scalars(select(Request).order_by(Request.id)).first()  # type: ignore[return-value]


def _events(house: House, kind: str) -> list[RequestEvent]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(RequestEvent).where(RequestEvent.kind == kind)))


def _conversation(house: House) -> Conversation:
    with house.services.backend.reading() as s:
        rows = select(Conversation).join(Contact).where(Contact.address == TENANT)
        return s.scalars(rows).one()


async def _do(visitor: Visitor, reference: str, deed: str, **fields: str):  # type: ignore[no-untyped-def]
    response = await visitor.post(f"/desk/requests/{reference}/{deed}", fields)
    await visitor.house.settle()
    return response


async def test_the_inbox_shows_a_line_with_what_it_is_about_and_escapes_the_tenants_words(
    house: House, told: str
) -> None:
    marie = await signed_in(house)
    page = (await marie.get("/desk/inbox")).text
    assert told in page
    assert "4 rue des Essais" in page
    assert "Nora Essai" in page
    assert "&lt;b&gt;un peu&lt;/b&gt;" in page
    assert "<b>un peu</b>" not in page


@pytest.mark.parametrize("role", ["auditor", "admin"])
async def test_roles_that_have_no_business_with_tenants_see_none_of_them(house: House, told: str, role: str) -> None:
    visitor = await signed_in(house, role)
    for address in ("/desk/inbox", f"/desk/requests/{told}", f"/desk/requests/{told}/thread"):
        refused = await visitor.get(address)
        assert refused.status_code == 403
        assert "Nora" not in refused.text
    assert (await visitor.post(f"/desk/requests/{told}/take")).status_code == 403


async def test_a_confidential_request_is_for_its_team(house: House, told: str) -> None:
    with house.services.backend.transaction() as s:
        request = s.scalars(select(Request)).one()
        request.private, request.team = True, "social"
        alerts.raise_alert(s, request, "danger", NOON, None)
    other, social = await signed_in(house, "adviser", "rent"), await signed_in(house, "adviser", "social", login="so")
    listed = (await other.get("/desk/inbox")).text
    assert "Signalement confidentiel" in listed
    assert told not in listed
    assert "Nora" not in listed
    assert "évier" not in listed
    for address in (f"/desk/requests/{told}", f"/desk/requests/{told}/thread"):
        assert (await other.get(address)).status_code == 404
    for deed in ("take", "write", "act", "note", "alert"):
        assert (await _do(other, told, deed, text="x", act="answered")).status_code == 404
    assert (await social.get(f"/desk/requests/{told}")).status_code == 200
    assert (await (await signed_in(house, "supervisor")).get(f"/desk/requests/{told}")).status_code == 200


async def test_the_page_of_a_request_shows_its_thread_and_is_in_the_log_of_access(house: House, told: str) -> None:
    marie = await signed_in(house)
    page = (await marie.get(f"/desk/requests/{told}")).text
    assert "&lt;b&gt;un peu&lt;/b&gt;" in page
    assert "06 39 98 00 01" in page
    assert "Demande qualifiée" in page
    await marie.get(f"/desk/requests/{told}/thread")
    with house.services.backend.reading() as s:
        seen = s.scalars(select(AccessLog)).one()
        assert (seen.what, seen.subject_kind) == ("thread", "request")
        assert seen.who.startswith("account:")


async def test_a_foreign_conversation_shows_the_original_and_our_words_in_french(house: House, told: str) -> None:
    with house.services.backend.transaction() as s:
        s.scalars(select(Contact).where(Contact.address == TENANT)).one().language = "en"
    await house.write("My sink is leaking")
    thread = (await (await signed_in(house)).get(f"/desk/requests/{told}/thread")).text
    sent = house.texts()[-1]
    assert 'lang="en"' in thread
    assert "My sink is leaking" in thread
    assert "En français" in thread
    assert "Bien reçu." in thread
    assert sent.split(".")[0] in thread


async def test_a_firm_and_a_technician_are_named_in_the_thread(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 13, 45))
    await house.write("en route 20", MOBILE)
    await house.write("Je vous attends")
    await house.write("Je ne suis pas du bon côté", KARIM)
    with house.services.backend.reading() as s:
        case = s.get_one(Request, s.get_one(Appointment, number).request_id)
        said = {each.text: each for each in thread(s, house.services, case)}
        assert (said["en route 20"].side, said["en route 20"].author) == ("other", "Robinets Démo")
        noted = next(text for text in said if text.startswith("Noté pour"))
        assert (said[noted].side, said[noted].author) == ("machine", "Assistant, à Robinets Démo")
        told = next(text for text in said if "arrivée dans 20 minutes" in text)
        assert said[told].author == "Assistant"
        assert (said["Je vous attends"].side, said["Je vous attends"].author) == ("tenant", "Locataire")
        assert "Je ne suis pas du bon côté" not in said
        technicians = s.scalars(select(Contact).where(Contact.address == KARIM)).one()
        own = s.scalars(select(Request).where(Request.contact_id == technicians.id)).one()
        assert "Technicien d'astreinte Karim Essai" in [each.author for each in thread(s, house.services, own)]


async def test_a_tenant_with_the_phone_of_a_firm_is_a_tenant_in_their_own_request(house: House) -> None:
    await book(house)
    with house.services.backend.transaction() as s:
        s.scalars(select(Contractor)).one().phone = TENANT
    await house.write("Mon évier fuit encore")
    with house.services.backend.reading() as s:
        case = s.get_one(Request, s.scalars(select(Exchange).where(Exchange.direction == "in")).one().request_id)
        assert [each.author for each in thread(s, house.services, case) if each.side != "machine"] == ["Locataire"]


async def test_a_missed_window_is_shown_as_missed(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 16, 10))
    with house.services.backend.transaction() as s:
        missed = s.get_one(Appointment, number)
        reference = s.get_one(Request, missed.request_id).reference
        job_reports.no_show(s, missed, "tenant", house.clock.at)
    page = (await (await signed_in(house)).get(f"/desk/requests/{reference}")).text
    assert '<li class="missed">' in page and "manqué : devait être fait" in page


async def test_an_adviser_takes_over_answers_on_the_tenants_channel_and_gives_back(house: House, told: str) -> None:
    marie = await signed_in(house, name="Marie Essai")
    assert (await _do(marie, told, "take")).status_code == 303
    assert house.texts()[-1].startswith("Marie Essai a repris la conversation")
    asked = len(house.engine.asked)
    await house.write("Alors ?")
    assert len(house.engine.asked) == asked, "the assistant is silent"
    assert "Alors ?" in (await marie.get(f"/desk/requests/{told}/thread")).text
    assert "attend depuis" in (await marie.get("/desk/inbox?view=waiting")).text

    assert (await _do(marie, told, "write", text="J'envoie un plombier.", once="a1")).status_code == 303
    assert house.texts()[-1] == "J'envoie un plombier."
    await _do(marie, told, "write", text="J'envoie un plombier.", once="a1")
    assert house.texts().count("J'envoie un plombier.") == 1, "the same form sent twice"
    assert told not in (await marie.get("/desk/inbox?view=waiting")).text
    assert [event.by for event in _events(house, "written")] == ["adviser:adviser"]

    assert (await _do(marie, told, "give")).status_code == 303
    assert house.texts()[-1] == "L'assistant automatique reprend la conversation."
    assert house.texts().count("L'assistant automatique reprend la conversation.") == 1
    await house.write("Merci")
    assert len(house.engine.asked) == asked + 1


async def test_a_danger_is_heard_while_an_adviser_has_the_conversation(house: House, told: str) -> None:
    marie = await signed_in(house)
    await _do(marie, told, "take")
    await house.write("ça sent très fort le gaz dans la cuisine")
    assert any("0 800 47 33 33" in text for text in house.texts())


async def test_a_colleague_is_refused_clearly_and_nothing_is_sent(house: House, told: str) -> None:
    marie = await signed_in(house, name="Marie Essai")
    paul = await signed_in(house, login="paul", name="Paul Essai")
    await paul.get(f"/desk/requests/{told}")
    await _do(marie, told, "take")
    sent = len(house.texts())
    refused = await _do(paul, told, "write", text="Bonjour, je m'en occupe", once="b")
    assert refused.status_code == 409
    assert "Marie Essai est en conversation avec ce locataire" in refused.text
    assert (await _do(paul, told, "give")).status_code == 409
    assert len(house.texts()) == sent
    assert _conversation(house).taken_by == "Marie Essai"
    page = (await paul.get(f"/desk/requests/{told}")).text
    assert "<b>Marie Essai</b> est en conversation" in page
    assert f"/desk/requests/{told}/write" not in page


@pytest.mark.parametrize(("minutes", "gone"), [(29, False), (31, True)])
async def test_a_take_over_lapses_after_the_set_silence(house: House, told: str, minutes: int, gone: bool) -> None:
    await _do(await signed_in(house), told, "take")
    await house.wait(minutes=minutes)
    assert (house.texts()[-1] == "L'assistant automatique reprend la conversation.") is gone
    assert (_conversation(house).taken_by is None) is gone
    assert bool(_events(house, "take_over_lapsed")) is gone


async def test_words_of_either_side_keep_it_and_the_tenant_still_waits_when_it_lapsed(house: House, told: str) -> None:
    marie = await signed_in(house)
    await _do(marie, told, "take")
    for text in ("Alors ?", "Vous êtes là ?"):
        await house.wait(minutes=20)
        await house.write(text)
        await marie.get(f"/desk/requests/{told}")
    await house.wait(minutes=20)
    await _do(marie, told, "write", text="Oui, je cherche.", once="c")
    await house.wait(minutes=20)
    assert _conversation(house).taken_by is not None
    await house.write("D'accord")
    await house.wait(minutes=31)
    assert _conversation(house).taken_by is None
    assert told in (await (await signed_in(house, login="un")).get("/desk/inbox?view=waiting")).text


async def test_it_lapses_when_the_office_closes(house: House, told: str) -> None:
    # 17:30 in Paris on a Tuesday.
    closes = datetime(2026, 11, 24, 16, 30, tzinfo=NOON.tzinfo)
    house.clock.at = closes - timedelta(minutes=10)
    await _do(await signed_in(house), told, "take")
    assert _conversation(house).taken_until == closes
    await house.write("Encore une question")
    assert _conversation(house).taken_until == closes
    await house.wait(minutes=10)
    assert _conversation(house).taken_by is None
    assert house.texts()[-1] == "L'assistant automatique reprend la conversation."


async def test_after_closing_time_there_is_only_the_silence(house: House, told: str) -> None:
    house.clock.at = NOON + timedelta(hours=9)
    await _do(await signed_in(house), told, "take")
    assert _conversation(house).taken_until == house.clock.at + timedelta(minutes=30)


@pytest.mark.parametrize(("text", "told_why"), [(" ", "vide"), ("mot " * 100, "trop long pour un SMS")])
async def test_what_cannot_be_sent_is_refused_and_kept_in_the_form(
    house: House, told: str, text: str, told_why: str
) -> None:
    marie = await signed_in(house)
    refused = await _do(marie, told, "write", text=text, once="d")
    assert refused.status_code == 409
    assert told_why in refused.text
    assert text.strip() in refused.text
    assert _conversation(house).taken_by is None


async def test_the_length_of_an_answer_is_told_as_sms(house: House, told: str) -> None:
    marie = await signed_in(house)
    short = (await marie.post(f"/desk/requests/{told}/length", {"text": "Bonjour à vous"})).json()
    long = (await marie.post(f"/desk/requests/{told}/length", {"text": "x" * 200})).json()
    over = (await marie.post(f"/desk/requests/{told}/length", {"text": "mot " * 200})).json()
    assert short == {"told": "14 caractères, 1 SMS", "fits": True}
    assert long["told"] == "200 caractères, 2 SMS"
    assert not over["fits"]


async def test_an_act_keeps_what_was_promised_and_its_note_stays_among_colleagues(house: House, told: str) -> None:
    with house.services.backend.transaction() as s:
        commitments.open_commitment(s, s.scalars(select(Request)).one(), "3.2", NOON + timedelta(days=3), NOON)
    marie = await signed_in(house, name="Marie Essai")
    page = (await marie.get(f"/desk/requests/{told}")).text
    assert 'value="call_made"' in page
    assert (await _do(marie, told, "act", act="call_made", note="Rappeler jeudi")).status_code == 303
    with house.services.backend.reading() as s:
        assert s.scalars(select(Commitment)).one().kept_at == house.clock.at
    page = (await marie.get(f"/desk/requests/{told}")).text
    assert "Appel passé au locataire" in page
    assert "Rappeler jeudi" in page
    assert not any("jeudi" in text for text in house.texts())
    assert (await _do(marie, told, "act", act="mediator_told")).status_code == 409


async def test_notes_assignments_teams_and_alerts(house: House, told: str) -> None:
    with house.services.backend.transaction() as s:
        alerts.raise_alert(s, s.scalars(select(Request)).one(), "urgent", NOON, NOON + timedelta(minutes=15))
    marie = await signed_in(house, "adviser", "rent", name="Marie Essai")
    sent = len(house.texts())
    assert (await _do(marie, told, "note", text="Voir avec le gardien")).status_code == 303
    page = (await marie.get(f"/desk/requests/{told}")).text
    assert "Voir avec le gardien" in page
    assert "Note interne" in page
    assert len(house.texts()) == sent

    assert (await _do(marie, told, "alert")).status_code == 303
    with house.services.backend.reading() as s:
        assert s.scalars(select(Alert)).one().acknowledged_by == "adviser:adviser"
    assert (await _do(marie, told, "assign", to="me")).status_code == 303
    assert told in (await marie.get("/desk/inbox?view=mine")).text
    await _do(marie, told, "assign", to="nobody")
    with house.services.backend.reading() as s:
        assert s.scalars(select(Assignment)).all() == []
    assert (await _do(marie, told, "team", team="rent")).status_code == 303
    assert _request(house).team == "rent"
    assert (await _do(marie, told, "team", team="inconnue")).status_code == 409


async def test_a_request_is_closed_opened_again_and_what_came_too_late_is_told(house: House, told: str) -> None:
    marie = await signed_in(house)
    await marie.get(f"/desk/requests/{told}")
    assert (await _do(marie, told, "pause", reason="parts")).status_code == 303
    assert "Délai suspendu" in (await marie.get(f"/desk/requests/{told}")).text
    assert (await _do(marie, told, "resume")).status_code == 303
    assert (await _do(marie, told, "close", reason="duplicate")).status_code == 303
    assert _request(house).status == "closed"
    late = await _do(marie, told, "act", act="answered")
    assert late.status_code == 409
    assert "la demande a changé entre-temps" in late.text
    assert (await _do(marie, told, "reopen")).status_code == 303
    assert _request(house).status == "qualified"


async def test_every_button_needs_the_form_of_its_own_session(house: House, told: str) -> None:
    marie = await signed_in(house)
    for deed in ("take", "write", "give", "act", "note", "assign", "team", "close", "refuse", "reopen", "alert"):
        response = await marie.post(f"/desk/requests/{told}/{deed}", {"csrf": "0" * 64, "text": "x"})
        assert response.status_code == 403
    with house.services.backend.reading() as s:
        assert s.scalar(select(Exchange.id).where(Exchange.text == "x")) is None
