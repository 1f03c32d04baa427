"""A promise of the charter in a whole conversation: from the first words to the row that an auditor reads."""

from sqlalchemy import select

from backend_client import request_acts
from backend_client.models import AgreedTime, Commitment, Request
from tests.conversations.house import House


def test_a_neighbours_noise_is_listened_to_within_seven_days(office: House) -> None:
    """Charter 3.4: request, three times for the statement, this phone or another one, and the act that keeps it."""
    tenant = office.tenant("T0037")
    noted, asked = tenant.says("mes voisins du dessus font du tapage toutes les nuits")
    (request,) = tenant.requests()
    assert request.kind == "nuisance" and request.private
    assert request.reference in noted and "17" in noted and "Quand" in asked
    (phone,) = tenant.says("2")
    assert "ce num" in phone
    (thanks,) = tenant.says("oui")
    assert request.reference in thanks
    with office.reading() as s:
        (agreed,) = s.scalars(select(AgreedTime).where(AgreedTime.request_id == request.id))
        owed = s.scalars(
            select(Commitment).where(Commitment.request_id == request.id, Commitment.promise == "3.4")
        ).one()
        assert agreed.kind == "statement" and owed.kept_at is None
        assert owed.due_at == request.due_at
    with office.db.transaction() as s:
        mine = s.get_one(Request, request.id)
        request_acts.act(s, mine, "statement_taken", "adviser:marie", agreed.starts_at)
    with office.reading() as s:
        assert s.get_one(Commitment, owed.id).kept_at == agreed.starts_at
