"""The log of access: who saw which tenant's data, when."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend_client.models import AccessLog, Attachment
from backend_client.personal_data import Scope

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


def accesses(s: Session, scope: Scope, limit: int = 1000) -> Iterable[AccessLog]:
    """Who saw what is somebody's, newest first."""
    files = set(s.scalars(select(Attachment.id).where(Attachment.request_id.in_(scope.ids["request"]))))
    ids = {**scope.ids, "attachment": files}
    theirs = or_(
        *(and_(AccessLog.subject_kind == kind, AccessLog.subject_id.in_(ids.get(kind, set()))) for kind in SUBJECTS)
    )
    return s.scalars(select(AccessLog).where(theirs).order_by(AccessLog.id.desc()).limit(limit))
