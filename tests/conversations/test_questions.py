"""Questions, people, second problems and languages: what is asked is answered, to whom it belongs."""

import pytest
from sqlalchemy import select

from backend_client.models import Contact
from tests.conversations.house import House


def test_who_pays_outside_of_any_report(office: House) -> None:
    tenant = office.tenant("T0042")
    said = tenant.says("qui doit payer quand la chasse d'eau coule sans arrêt ?")
    while "titre indicatif" not in said[0]:
        said = tenant.says("je ne sais pas")
    answer, now = said
    assert "chasse" in answer and "Texte" in answer
    assert "pourquoi" in now and "pas d'accord" in now
    reasoning, _ = tenant.says("pourquoi ?")
    assert "Texte" in reasoning
    (review,) = tenant.says("je ne suis pas d'accord")
    (request,) = tenant.requests()
    assert (request.kind, request.reference in review) == ("review", True)


def test_status_by_reference_and_of_the_latest(office: House) -> None:
    tenant = office.tenant("T0025")
    tenant.says("le volet roulant de ma chambre est bloqué")
    tenant.says("non")
    (request,) = tenant.requests()
    assert "reste ouverte" in tenant.says("non")[0]
    number = request.reference.removeprefix("R-2026-").lstrip("0")
    for question in (
        f"où en est la demande {request.reference} ?",
        f"où en est r 2026 {number} svp",
        "où en est ma demande ?",
    ):
        (told,) = tenant.says(question)
        assert request.reference in told and "volet" in told and "tape" in told


def test_an_unknown_reference_and_somebody_elses_get_the_same_answer(office: House) -> None:
    owner, curious = office.tenant("T0026"), office.tenant("T0035")
    owner.says("de l'eau coule du plafond de ma chambre")
    (secret,) = owner.requests()
    curious.says("bonjour")
    (others,) = curious.says(f"où en est la demande {secret.reference} ?")
    (unknown,) = curious.says("où en est la demande R-2026-999999 ?")
    assert others.replace(secret.reference, "R") == unknown.replace("R-2026-999999", "R")
    for told in ("plafond", "Bakri", "Samir", "Moulin", "voisin", "urgent"):
        assert told not in others
    assert office.history_of(secret) == office.history_of(owner.requests()[0])
    assert curious.requests() == []


def test_somebody_to_talk_to(office: House) -> None:
    tenant = office.tenant("T0043")
    noted, asked = tenant.says("je veux parler à quelqu'un")
    assert "Quand" in asked and "peu importe" in asked
    (request,) = tenant.requests()
    assert request.reference in noted and "01 99 00 10 00" in noted
    assert request.kind == "callback" and request.due_at is not None
    again, *_ = tenant.says("passez-moi un conseiller svp")
    assert request.reference in again and len(tenant.requests()) == 1


def test_a_number_nobody_knows_is_asked_for_a_name_and_an_address(house: House) -> None:
    stranger = house.stranger()
    stranger.says("bonjour, ma porte d'entrée ne ferme plus à clé")
    (where,) = stranger.says("Awa Diallo")
    assert "adresse" in where
    (confirmed,) = stranger.says("2 rue des Tilleuls, porte 01")
    (request,) = stranger.requests()
    assert request.reference in confirmed
    assert (request.typed_name, request.typed_address) == (
        "Awa Diallo",
        "2 rue des Tilleuls, porte 01",
    )
    # Matched against the directory: the visit goes to the right door, but a typed name opens nobody's file.
    assert request.dwelling is not None and request.dwelling.code == "TIL-A-01"
    assert request.person_id is None
    with house.reading() as s:
        assert s.scalars(select(Contact).where(Contact.address == stranger.number)).one().person_id is None
    (page,) = house.pages_of(request)
    assert "2 rue des Tilleuls" in house.page_text(page) and "Awa Diallo" in house.page_text(page)


def test_the_address_is_found_with_every_detail_that_was_asked_for(house: House) -> None:
    stranger = house.stranger()
    stranger.says("ma porte d'entrée ne ferme plus à clé")
    stranger.says("Imane Ouali")
    stranger.says("1 place du Belvédère, tour A, 1er étage, porte 11")
    (request,) = stranger.requests()
    assert request.dwelling is not None and request.dwelling.code == "BEL-A-11"


@pytest.mark.parametrize("name", ["Awa Diallo", "Olga Petrova", "Pavel Novak", "Imane Ouali", "je m'appelle Fatou Sow"])
def test_a_name_is_taken_for_a_name(house: House, name: str) -> None:
    stranger = house.stranger()
    stranger.says("ma porte d'entrée ne ferme plus à clé")
    (where,) = stranger.says(name)
    assert "Quelle est votre adresse" in where


def test_a_name_that_nobody_has_opens_a_request_all_the_same(office: House) -> None:
    stranger = office.stranger()
    stranger.says("l'interphone ne marche plus")
    stranger.says("1")
    stranger.says("Personne Connue")
    stranger.says("99 rue Inexistante")
    (request,) = stranger.requests()
    assert request.dwelling_id is None and request.typed_address == "99 rue Inexistante"
    assert any(request.reference in text for text in stranger.heard())


def test_a_second_problem_opens_a_second_request(office: House) -> None:
    tenant = office.tenant("T0044")
    tenant.says("l'interphone ne marche plus")
    noted, asked_again = tenant.says("et le volet roulant de ma chambre est bloqué")
    assert "C'est not" in noted and "volet" in noted and "immeuble" in asked_again
    tenant.says("seulement chez moi")
    tenant.says("1")
    tenant.says("non")
    first, second = tenant.requests()
    assert (first.situation, second.situation) == ("common.intercom", "opening.roller_shutter_stuck")
    assert first.reference != second.reference
    assert any(second.reference in text for text in tenant.heard())


def test_the_same_problem_told_again_stays_one_request(office: House) -> None:
    tenant = office.tenant("T0045")
    tenant.says("de l'eau coule du plafond de ma cuisine")
    (again,) = tenant.says("de l'eau coule du plafond de ma cuisine")
    (request,) = tenant.requests()
    assert request.reference in again


def test_a_report_in_english_from_end_to_end(house: House) -> None:
    stranger = house.stranger()
    (question,) = stranger.says("Hello, there is a leak on a pipe I can see in my bathroom")
    assert "Is the water still running" in question and "1 yes" in question
    stranger.says("yes")
    (where,) = stranger.says("John Smith")
    assert "address" in where
    (confirmed,) = stranger.says("14 allée du Moulin, door 02")
    (request,) = stranger.requests()
    assert confirmed.startswith(f"Request {request.reference}") and "Sunday 22 November" in confirmed
    assert (request.language, request.urgency) == ("en", "on_call")

    # The technician reads French, the tenant English.
    (page,) = house.pages_of(request)
    assert "ASTREINTE" in house.page_text(page) and "fuite" in house.page_text(page)
    house.technician_of(page).says(f"OK {page.code}")
    assert page.technician.name.split()[0] in stranger.heard()[-1]
    assert " your request " in stranger.heard()[-1]


def test_the_language_changes_when_it_is_asked_for(office: House) -> None:
    tenant = office.tenant("T0046")
    (hello,) = tenant.says("bonjour")
    assert "Bonjour" in hello
    (noted,) = tenant.says("parlez-moi en anglais")
    assert noted == "Noted, I will write to you in English."
    assert "You are welcome" in tenant.says("thank you")[0]
    (offered,) = tenant.says("I would like to use another language")
    assert "2 English" in offered
    assert "je vous" in tenant.says("1")[0]
    with office.reading() as s:
        assert s.scalars(select(Contact).where(Contact.address == tenant.number)).one().language == "fr"
