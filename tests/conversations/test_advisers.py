"""People take over, tenants opt out; a danger is heard in both."""

from datetime import timedelta

from sqlalchemy import select

from backend_client.models import Contact, Conversation
from tests.conversations.house import House


def test_an_adviser_takes_the_conversation_and_gives_it_back(office: House) -> None:
    tenant = office.tenant("T0027")
    tenant.says("je veux parler à quelqu'un")
    (request,) = tenant.requests()
    assert "Claire" in office.veilleur("take", request.reference, "--by", "Claire", "--minutes", "30")
    office.settle()
    assert "Claire" in tenant.heard()[-1]

    assert tenant.says("bonjour, vous êtes là ?") == []
    assert office.exchanges_of(tenant.number)[-1].status == "recorded"
    assert "DANGER GAZ" in tenant.says("ça sent le gaz tout à coup")[0]

    office.veilleur("give", request.reference)
    office.settle()
    assert "assistant automatique" in tenant.heard()[-1]
    assert len(tenant.says("merci")) == 1
    with office.reading() as s:
        thread = s.scalars(select(Conversation).join(Contact).where(Contact.address == tenant.number)).one()
        assert thread.taken_by is None


def test_a_forgotten_conversation_comes_back_to_the_assistant(office: House) -> None:
    tenant = office.tenant("T0028")
    tenant.says("je veux parler à quelqu'un")
    (request,) = tenant.requests()
    office.veilleur("take", request.reference, "--by", "Claire", "--minutes", "10")
    office.settle()
    assert tenant.says("bonjour") == []
    # Words of either side begin the landlord's own half hour of silence.
    office.advance(minutes=31)
    assert "assistant automatique" in tenant.heard()[-1]
    assert len(tenant.says("bonjour")) == 1


def test_stop_and_arret_and_back(office: House) -> None:
    for code, word in (("T0029", "STOP"), ("T0030", "ARRÊT")):
        tenant = office.tenant(code)
        (noted,) = tenant.says(word)
        assert "REPRENDRE" in noted
        with office.reading() as s:
            contact = s.scalars(select(Contact).where(Contact.address == tenant.number)).one()
            assert contact.opted_out_at is not None
            assert abs(contact.opted_out_at - office.now()) < timedelta(minutes=5)
        # What the tenant asks is still answered.
        assert len(tenant.says("quels sont vos horaires ?")) == 1
        (again,) = tenant.says("REPRENDRE")
        assert "nouveau" in again
        with office.reading() as s:
            contact = s.scalars(select(Contact).where(Contact.address == tenant.number)).one()
            assert contact.opted_out_at is None
