"""A request from its first word to its audited row: acted upon by an adviser, followed, not settled, settled."""

from datetime import timedelta

from sqlalchemy import select

from backend_client.models import Commitment
from tests.conversations.house import House


def test_a_request_lives_to_its_end(office: House) -> None:
    tenant = office.tenant("T0038")
    tenant.says("pourquoi mon loyer a augmenté de 18 euros")
    (request,) = tenant.requests()
    status = tenant.says("où en est ma demande ?")[0]
    assert request.reference in status and "nous agissons au plus tard" in status

    office.veilleur("request", "pause", request.reference, "parts", "--by", "Marie")
    office.settle()
    assert "nous attendons une pièce" in tenant.heard()[-1]
    office.advance(minutes=60)
    office.veilleur("request", "resume", request.reference, "--by", "Marie")
    office.veilleur("request", "act", request.reference, "done", "--by", "Marie")
    office.settle()
    assert "est terminée. Est-ce réglé" in tenant.heard()[-1]

    (again,) = tenant.says("2")
    assert request.reference in again and "rouverte" in again
    assert tenant.requests()[0].status == "qualified"
    office.veilleur("request", "act", request.reference, "done", "--by", "Marie")
    office.settle()
    tenant.says("1")
    (request,) = tenant.requests()
    assert request.status == "closed"

    with office.reading() as s:
        rows = s.scalars(select(Commitment).where(Commitment.request_id == request.id, Commitment.promise == "3.2"))
        kept = [(row.round, row.kept_at is not None, row.breached_at) for row in rows.all()]
    assert kept == [(0, True, None), (1, True, None)]
    steps = office.history_of(request)
    assert [step for step in steps if step in ("paused", "resumed", "done", "reopened", "closed")] == [
        "paused",
        "resumed",
        "done",
        "reopened",
        "done",
        "closed",
    ]
    assert office.now() - request.created_at < timedelta(days=1)
