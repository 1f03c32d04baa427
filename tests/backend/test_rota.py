"""Who is on call: for every minute exactly one, over both nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend_client.models import Override, Rotation, RotationMember, Technician
from backend_client.rota import on_call

PARIS = ZoneInfo("Europe/Paris")
TEAM = [Technician(id=n, code=f"t{n}", name=f"T{n}", phone=f"+33639989{n:03d}", active=True) for n in range(5)]
CHANGES = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))


def a_rotation(handover: time, days: int, members: list[Technician], starts_on: date = date(2026, 1, 5)) -> Rotation:
    turns = [RotationMember(position=n, technician=t) for n, t in enumerate(members)]
    return Rotation(
        duty="technical", level=1, starts_on=starts_on, handover=handover, days_per_turn=days, members=turns
    )


rotations = st.builds(
    a_rotation,
    st.builds(time, st.integers(0, 23), st.sampled_from((0, 30))),
    st.integers(1, 14),
    st.lists(st.sampled_from(TEAM), min_size=1, max_size=5, unique_by=lambda t: t.id),
)
instants = st.one_of(
    st.datetimes(datetime(2026, 1, 7), datetime(2029, 12, 31), timezones=st.just(UTC)),
    st.builds(lambda c, m: c + timedelta(minutes=m), st.sampled_from(CHANGES), st.integers(-1500, 1500)),
)


def who(rotation: Rotation, at: datetime) -> Technician:
    technician = on_call([rotation], [], "technical", 1, at)
    assert technician is not None
    return technician


@settings(deadline=None)
@given(rotations, st.sampled_from(CHANGES))
@example(a_rotation(time(2, 30), 1, TEAM[:2]), CHANGES[0])
@example(a_rotation(time(2, 30), 1, TEAM[:2]), CHANGES[1])
@example(a_rotation(time(2), 1, TEAM[:2]), CHANGES[0])
@example(a_rotation(time(2), 1, TEAM[:2]), CHANGES[1])
def test_the_nights_the_clocks_change_have_one_handover_a_day_at_most(rotation: Rotation, change: datetime) -> None:
    """Minute by minute over three days: always somebody, and nobody comes back within the night."""
    minutes = [change + timedelta(minutes=n) for n in range(-36 * 60, 36 * 60, 10)]
    on_duty = [who(rotation, at).id for at in minutes]
    handovers = [at for at, before, after in zip(minutes[1:], on_duty, on_duty[1:], strict=False) if before != after]
    days = [at.astimezone(PARIS).date() for at in handovers]
    assert len(days) == len(set(days))
    for at in handovers:
        local = at.astimezone(PARIS).time()
        gap_moved = rotation.handover.hour == 2 and local.hour == 3
        assert (
            gap_moved
            or rotation.handover
            <= local
            < (datetime.combine(date.min, rotation.handover) + timedelta(minutes=10)).time()
            or rotation.handover.hour == 23
        )


@settings(deadline=None)
@given(rotations, instants)
def test_turns_follow_each_other_in_order(rotation: Rotation, at: datetime) -> None:
    order = [member.technician.id for member in rotation.members]
    local = at.astimezone(PARIS)
    later = (local.replace(tzinfo=None) + timedelta(days=rotation.days_per_turn)).replace(tzinfo=PARIS)
    if local.time().hour in (1, 2, 3) or later.hour != local.hour:
        return
    now, then = order.index(who(rotation, at).id), order.index(who(rotation, later.astimezone(UTC)).id)
    assert then == (now + 1) % len(order)


@settings(deadline=None)
@given(rotations)
def test_a_rotation_has_nobody_before_it_starts(rotation: Rotation) -> None:
    start = datetime.combine(rotation.starts_on, rotation.handover, PARIS).astimezone(UTC)
    assert on_call([rotation], [], "technical", 1, start - timedelta(seconds=1)) is None
    assert who(rotation, start) is rotation.members[0].technician


def test_handover_is_at_the_wall_clock_time_summer_and_winter() -> None:
    rotation = a_rotation(time(8), 7, TEAM[:2])
    for year, month, day in ((2026, 3, 30), (2026, 10, 26)):
        handover = datetime(year, month, day, 8, tzinfo=PARIS).astimezone(UTC)
        assert who(rotation, handover - timedelta(seconds=1)) is not who(rotation, handover)


@settings(deadline=None)
@given(rotations, instants, st.integers(1, 72))
def test_an_override_goes_before_the_rotation_and_ends_when_it_ends(
    rotation: Rotation, at: datetime, hours: int
) -> None:
    stand_in = Technician(id=99, code="x", name="X", phone="+33639989099", active=True)
    end = at + timedelta(hours=hours)
    override = Override(duty="technical", level=1, technician=stand_in, starts_at=at, ends_at=end)

    def on_duty(moment: datetime) -> Technician | None:
        return on_call([rotation], [override], "technical", 1, moment)

    assert on_duty(at) is stand_in and on_duty(end - timedelta(seconds=1)) is stand_in
    assert on_duty(end) is who(rotation, end)
    assert on_call([rotation], [override], "supervisor", 1, at) is None
    assert on_call([rotation], [override], "technical", 2, at) is None


def test_of_two_overrides_the_one_that_starts_last() -> None:
    at = datetime(2026, 11, 23, 22, tzinfo=UTC)
    week = Override(
        id=2, duty="d", level=1, technician=TEAM[0], starts_at=at - timedelta(days=3), ends_at=at + timedelta(days=3)
    )
    night = Override(
        id=1, duty="d", level=1, technician=TEAM[1], starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=1)
    )
    assert on_call([], [week, night], "d", 1, at) is TEAM[1]
    assert on_call([], [night, week], "d", 1, at) is TEAM[1]


@pytest.mark.parametrize("members", [[], [Technician(id=7, code="i", name="I", phone="+33639989107", active=False)]])
def test_nobody_and_inactive_people_are_not_on_call(members: list[Technician]) -> None:
    rotation = a_rotation(time(8), 7, members)
    assert on_call([rotation], [], "technical", 1, datetime(2026, 11, 23, tzinfo=UTC)) is None
