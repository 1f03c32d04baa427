"""What an action or a workflow needs of this room: the database, the landlord's facts and the clock."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from backend_client.database import Database
from backend_client.landlord import Landlord


@dataclass(frozen=True)
class Backend:
    """One landlord's database. ``clock`` gives the present as an aware UTC datetime."""

    db: Database
    landlord: Landlord
    clock: Callable[[], datetime]

    def transaction(self) -> AbstractContextManager[Session]:
        """A session that commits at the end of the block and rolls back on an exception."""
        return self.db.transaction()

    def reading(self) -> AbstractContextManager[Session]:
        """A session that only reads."""
        return self.db.reading()
