"""A way in for those who try the hotline with simulated phones, closed as soon as it is no trial any more.

The account is made by ``veilleur run`` when there is none at all; its one-time password is printed once, in that
terminal, and is in no file, no log and no page.
"""

from sqlalchemy.exc import IntegrityError

from backend_client import accounts
from backend_client.backend import Backend

LOGIN, NAME, ROLE = "essai", "Compte d'essai", "supervisor"


def way_in(backend: Backend) -> str | None:
    """The one-time password of a new demo account; None: there are accounts already."""
    try:
        with backend.transaction() as s:
            return None if accounts.any_account(s) else accounts.add(s, LOGIN, NAME, ROLE, [], backend.clock())[1]
    except IntegrityError:
        # Another start at the same time made it, and printed it.
        return None


def close(backend: Backend) -> None:
    """The phones are real: nobody signs in with the demo account any more."""
    with backend.transaction() as s:
        known = accounts.by_login(s, LOGIN)
        if known is not None and known.name == NAME:
            accounts.disable(s, known, backend.clock())
