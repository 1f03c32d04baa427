"""The yearly summary of satisfaction (charter 6.2): noted when it is sent, and due again a year later."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend_client import yearly_summary
from backend_client.database import Database
from backend_client.models import Commitment
from tests.backend.builders import DAY, LANDLORD

BY = "adviser:marie"


def test_each_is_kept_by_its_sending_and_the_next_is_awaited(db: Database) -> None:
    with db.transaction() as s:
        due_at = yearly_summary.sent(s, LANDLORD, BY, DAY)
        assert (due_at - DAY).days == 365
    with db.transaction() as s, pytest.raises(yearly_summary.SentAlready, match="2026-11-23"):
        yearly_summary.sent(s, LANDLORD, BY, DAY + timedelta(days=1))
    with db.transaction() as s:
        yearly_summary.sent(s, LANDLORD, BY, due_at + timedelta(days=3))
        cases = s.scalars(select(Commitment).where(Commitment.promise == "6.2").order_by(Commitment.id)).all()
        assert [(each.kept_at is not None, each.breached_at) for each in cases] == [
            (True, None),
            (True, due_at),
            (False, None),
        ]
