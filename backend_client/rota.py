"""The rota: who is on call, computed from rows already read. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from backend_client.calendar import local_instant, paris_day
from backend_client.models import Override, Rotation, Technician


def on_call(
    rotations: Iterable[Rotation], overrides: Iterable[Override], duty: str, level: int, at: datetime
) -> Technician | None:
    """Who is on call for a duty's level at an instant; None when nobody is, or only an inactive technician.

    An override goes before the rotation; of several, the one that starts last. Handover is a Paris wall-clock
    time: in the spring night it happens once the clocks have passed it, in the autumn night the first time.
    """
    standing_in = [o for o in overrides if (o.duty, o.level) == (duty, level) and o.starts_at <= at < o.ends_at]
    if standing_in:
        technician = max(standing_in, key=lambda o: (o.starts_at, o.id or 0)).technician
        return technician if technician.active else None
    for rotation in rotations:
        if (rotation.duty, rotation.level) == (duty, level):
            return _whose_turn(rotation, at)
    return None


def _whose_turn(rotation: Rotation, at: datetime) -> Technician | None:
    day = paris_day(at)
    if at < local_instant(day, rotation.handover):
        day -= timedelta(days=1)
    turn = (day - rotation.starts_on).days // rotation.days_per_turn
    if turn < 0 or not rotation.members:
        return None
    technician = rotation.members[turn % len(rotation.members)].technician
    return technician if technician.active else None
