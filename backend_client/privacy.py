"""The log of access: who saw which tenant's data, when."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend_client.models import AccessLog

SUBJECTS = ("person", "contact", "conversation", "request", "attachment")


def accessed(s: Session, who: str, what: str, subject_kind: str, subject_id: int, now: datetime) -> None:
    """Note that ``who`` saw the data of a subject, in the transaction or right after the reading that showed it.

    :param who: ``account:<id>``, ``technician:<id>``, ``command:<name>`` or ``tenant:<person id>``
    :param what: a short code of what was shown: ``thread``, ``request``, ``attachment``, ``inbox``, ``export``
    :param subject_kind: one of :data:`SUBJECTS`
    :raises ValueError: for any other kind of subject
    """
    if subject_kind not in SUBJECTS:
        raise ValueError(f"no subject of access: {subject_kind}")
    s.add(AccessLog(who=who, what=what, subject_kind=subject_kind, subject_id=subject_id, at=now))
    s.flush()
