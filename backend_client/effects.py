"""Effects of a turn happen once, however often the turn is replayed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend_client.models import Effect


def once(
    s: Session, exchange_id: int, name: str, do: Callable[[], dict[str, Any]], now: datetime | None = None
) -> dict[str, Any]:
    """Run ``do`` at most once for an exchange and a name; a replay gets the stored result.

    The key is taken before ``do`` runs, so of two turns at once the second waits and reads the first one's
    result. When ``do`` raises, the key and everything it wrote are given back and the exception passes on.
    ``do`` returns what JSON can hold. ``now`` is the effect's timestamp, the present by default.
    """
    effect = Effect(exchange_id=exchange_id, name=name, result={}, at=now or datetime.now(UTC))
    savepoint = s.begin_nested()
    try:
        s.add(effect)
        s.flush()
    except IntegrityError:
        savepoint.rollback()
        known = s.get(Effect, (exchange_id, name), populate_existing=True)
        if known is None:
            raise
        return known.result
    with savepoint:
        effect.result = do()
    return effect.result


def told(s: Session, exchange_id: int) -> dict[str, Any] | None:
    """The result of this turn's first effect that names a request by its ``reference``; ``None`` where none does."""
    results = s.scalars(select(Effect.result).where(Effect.exchange_id == exchange_id).order_by(Effect.at))
    return next((result for result in results if result.get("reference")), None)
