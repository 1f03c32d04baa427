"""Calendars of shifts: written as phones read them, read as people write them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client import rota as rotas
from backend_client.rota import Absence, Duty, OnCallPerson, Override, Rota
from backend_client.rota_calendars import CalendarImportError, events, read
from backend_client.rota_changes import changes
from common import icalendar_text
from common.icalendar_text import CalendarError, Event, duration
from tests.backend.test_rota import TEAM, TRANQUILLITY, WEEKLY, A, B

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINA = OnCallPerson(20, "lina", "Lina Ben-Saïd", "+33639989120")
PEOPLE = (*TEAM, LINA)
ROTA = replace(
    WEEKLY,
    duties=(Duty("technical", "Astreinte technique"), Duty("lifts", "Ascenseurs")),
    rotations=(WEEKLY.rotations[0], replace(WEEKLY.rotations[0], duty="lifts")),
)


def calendar(*lines: str) -> str:
    """One event from 8 to 20 o'clock on Tuesday 24 November, with further lines; those given go before."""
    names = {line.split(":")[0].split(";")[0] for line in lines}
    usual = ("UID:e1", "DTSTART;TZID=Europe/Paris:20261124T080000", "DTEND;TZID=Europe/Paris:20261124T200000")
    kept = [line for line in usual if line.split(":")[0].split(";")[0] not in names]
    return "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, *kept, "END:VEVENT", "END:VCALENDAR", ""))


def overrides(text: str, rota: Rota = ROTA, duty: str | None = None) -> list[tuple[str, int, str]]:
    return [(o.duty, o.level, o.person.code) for o in read(text, rota, PEOPLE, duty).rota.overrides]


def problems(text: str, rota: Rota = ROTA) -> list[str]:
    with pytest.raises(CalendarImportError) as caught:
        read(text, rota, PEOPLE)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    "lines",
    [
        ("SUMMARY:technical lina",),
        ("SUMMARY:Astreinte technique : Lina Ben-Saïd",),
        ("SUMMARY:LINA BEN-SAID", "CATEGORIES:Repos,Astreinte technique"),
        ("SUMMARY:Astreinte", "CATEGORIES:technical", "ATTENDEE;CN=Lina Ben-Saïd:mailto:l.b@example.org"),
        ("SUMMARY:Astreinte", "CATEGORIES:technical", 'ATTENDEE;ROLE=CHAIR;CN="lina":mailto:x@example.org'),
        ("SUMMARY:Astreinte", "CATEGORIES:technical", "ATTENDEE:mailto:lina@example.org"),
        ("SUMMARY:Astreinte", "CATEGORIES:technical", "ATTENDEE:tel:+33639989120"),
        ("SUMMARY:technical 06 39 98 91 20",),
        ("SUMMARY:technical", "DESCRIPTION:appeler Lina Ben-Saïd\\, 06 39 98 91 20"),
        ("X-VEILLEUR-TECHNICIAN:lina", "X-VEILLEUR-DUTY:technical", "X-VEILLEUR-LEVEL:1", "SUMMARY:?"),
        ("SUMMARY:techn", " ical lina"),
    ],
)
def test_who_and_which_duty_are_found_where_people_write_them(lines: tuple[str, ...]) -> None:
    assert overrides(calendar(*lines)) == [("technical", 1, "lina")]


@pytest.mark.parametrize(
    ("summary", "level"), [("technical niveau 2 lina", 2), ("technical N2 lina", 2), ("technical level 1: lina", 1)]
)
def test_the_level_is_read(summary: str, level: int) -> None:
    assert overrides(calendar(f"SUMMARY:{summary}")) == [("technical", level, "lina")]


def test_a_calendar_of_one_duty_need_not_name_it() -> None:
    assert overrides(calendar("SUMMARY:lina"), duty="lifts") == [("lifts", 1, "lina")]


@pytest.mark.parametrize(
    ("starts", "hour"),
    [
        ("DTSTART;TZID=Europe/Paris:20261124T080000", 7),
        ("DTSTART;TZID=Romance Standard Time:20261124T080000", 7),
        ("DTSTART:20261124T080000", 7),
        ("DTSTART:20261124T080000Z", 8),
        ("DTSTART;TZID=Europe/London:20261124T080000", 8),
        ("DTSTART;TZID=Europe/Paris;VALUE=DATE-TIME:20261124T080000", 7),
    ],
)
def test_times_in_any_zone(starts: str, hour: int) -> None:
    (override,) = read(calendar("SUMMARY:technical lina", starts, "DURATION:PT2H30M"), ROTA, PEOPLE).rota.overrides
    assert override.starts_at == datetime(2026, 11, 24, hour, tzinfo=UTC)
    assert override.ends_at - override.starts_at == timedelta(hours=2, minutes=30)


SPRING, AUTUMN = "DTSTART;TZID=Europe/Paris:20260329T023000", "DTSTART;TZID=Europe/Paris:20261025T023000"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("SUMMARY:technical who",), 'no technician is named by "technical who"'),
        (("SUMMARY:technical lina t0",), "several technicians (t0, lina)"),
        (("SUMMARY:technical", "X-VEILLEUR-TECHNICIAN:who"), 'no technician is named by "who"'),
        (("SUMMARY:lina",), 'the event "lina" names no duty: write one of lifts, technical'),
        (("SUMMARY:technical lifts lina",), "names several duties (lifts, technical)"),
        (("SUMMARY:technical lina", "DTSTART;VALUE=DATE:20261124"), "is not a day with a time: give the event hours"),
        (("SUMMARY:technical lina", "DTSTART;TZID=Mars/Olympus:20261124T080000"), 'the time zone "Mars/Olympus" is'),
        (("SUMMARY:technical lina", "DTEND:20261124T050000Z"), "does not end after its start"),
        (("SUMMARY:technical lina", "RRULE:FREQ=WEEKLY"), "the event is repeated"),
        (("SUMMARY:technical lina", "DURATION:soon"), '"soon" is not a length of time'),
        (("SUMMARY:technical lina", SPRING), 'DTSTART: "2026-03-29 02:30:00" does not exist'),
    ],
)
def test_every_mistake_is_named_with_its_line(lines: tuple[str, ...], said: str) -> None:
    (problem,) = problems(calendar(*lines))
    assert problem.startswith("line 2: ") and said in problem


def test_which_of_two_is_taken_is_said() -> None:
    found = read(calendar("SUMMARY:technical lina", AUTUMN), ROTA, PEOPLE)
    assert found.rota.overrides[0].starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert "occurs twice in that night: the first is taken" in found.notes[0]


def test_events_that_overlap_are_refused_and_cancelled_ones_are_not_read() -> None:
    one, two = calendar("SUMMARY:technical lina"), calendar("SUMMARY:technical t5", "UID:e2")
    both = one.replace("END:VCALENDAR\r\n", "") + two.replace("BEGIN:VCALENDAR\r\n", "")
    assert problems(both) == ["line 8: it overlaps another one, in which lina stands in there"]
    assert overrides(both.replace("UID:e2", "UID:e2\r\nSTATUS:CANCELLED")) == [("technical", 1, "lina")]


def test_an_event_read_again_replaces_what_was_read_before() -> None:
    first = read(calendar("SUMMARY:technical lina"), ROTA, PEOPLE).rota
    assert changes(first, read(calendar("SUMMARY:technical lina"), first, PEOPLE).rota, NOW) == []
    moved = read(calendar("SUMMARY:technical t5"), first, PEOPLE).rota
    assert [o.person.code for o in moved.overrides] == ["t5"]
    assert read(calendar("SUMMARY:x", "STATUS:CANCELLED"), first, PEOPLE).rota.overrides == ()


def test_people_without_hours_or_not_active() -> None:
    gone = replace(LINA, active=False)
    with pytest.raises(CalendarImportError, match="Lina Ben-Saïd is not active"):
        read(calendar("SUMMARY:technical lina"), ROTA, (gone,))
    early = calendar("SUMMARY:technical t0", "DTEND:20261124T100000Z")
    assert problems(early, TRANQUILLITY) == ["line 2: technical has no hours then: nobody is on call"]


def test_what_was_exported_and_is_imported_changes_nothing() -> None:
    absent = Absence(B, NOW + timedelta(days=2), NOW + timedelta(days=3))
    stand_in = Override("technical", 1, LINA, NOW + timedelta(days=9), NOW + timedelta(days=10))
    for rota in (ROTA, TRANQUILLITY, replace(ROTA, absences=(absent,), overrides=(stand_in,))):
        text = icalendar_text.write("rota", events(rota, NOW, NOW + timedelta(days=60)), NOW)
        assert read(text, rota, PEOPLE).rota == rota


def test_in_a_team_who_is_not_in_the_calendar_is_replaced() -> None:
    evening = "DTSTART;TZID=Europe/Paris:20261124T180000", "DTEND;TZID=Europe/Paris:20261125T000000"
    one = calendar("SUMMARY:technical t2", *evening)
    two = calendar("SUMMARY:technical lina", "UID:e2", *evening)
    both = one.replace("END:VCALENDAR\r\n", "") + two.replace("BEGIN:VCALENDAR\r\n", "")
    rota = read(both, TRANQUILLITY, PEOPLE).rota
    at = datetime(2026, 11, 24, 20, tzinfo=PARIS)
    assert [person.code for person in rotas.on_duty(rota, "technical", 1, at)] == ["t2", "lina"]


def test_the_events_of_one_technician_name_nobody_and_hold_no_number() -> None:
    found = events(ROTA, NOW, NOW + timedelta(days=40), technician=A.id)
    assert found and {event.summary for event in found} == {
        "Astreinte technique, niveau 1",
        "Ascenseurs, niveau 1",
    }
    text = icalendar_text.write("x", events(ROTA, NOW, NOW + timedelta(days=40)), NOW)
    assert "T0" in text and not any(person.phone[4:] in text for person in PEOPLE)


def test_a_shift_keeps_its_uid_when_it_is_cut_short_and_whenever_it_is_asked_for() -> None:
    (shift,) = [e for e in events(WEEKLY, NOW, NOW + timedelta(days=1), "technical") if e.starts_at > NOW]
    away = Absence(B, shift.starts_at + timedelta(days=2), shift.ends_at)
    cut = events(replace(WEEKLY, absences=(away,)), NOW - timedelta(days=9), NOW + timedelta(days=30), "technical")
    same = [event for event in cut if event.uid == shift.uid]
    assert [event.ends_at for event in same] == [away.starts_at]
    assert len({event.uid for event in cut}) == len(cut)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n")), st.text(max_size=200))
def test_any_text_is_read_as_it_was_written(summary: str, tail: str) -> None:
    text = summary + "é" * 40 + "".join(c for c in tail if c.isprintable())
    at = datetime(2026, 11, 24, tzinfo=UTC)
    written = icalendar_text.write("n", [Event("u", at, at, text, ("a,b", "c;d"), {"X-K": text})], at)
    lines = written.split("\r\n")
    assert lines[-1] == "" and all(len(line.encode()) <= 75 for line in lines)
    (found,) = icalendar_text.read(written)
    assert found.text("SUMMARY") == found.text("X-K") == text.strip()
    assert icalendar_text.parts(found.all("CATEGORIES")[0].value) == ["a,b", "c;d"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("hello", "line 1: this is not a line of a calendar"),
        ("BEGIN:VEVENT", "line 1: a calendar begins with BEGIN:VCALENDAR"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "line 3: END:VCALENDAR ends nothing that has begun"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT", "the calendar ends in the middle"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nX:1", "line 3: a calendar begins"),
    ],
)
def test_what_is_no_calendar(text: str, said: str) -> None:
    with pytest.raises(CalendarError, match=said):
        icalendar_text.read(text)


def test_alarms_and_zones_within_a_calendar_are_left_out() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    alarm = "BEGIN:VALARM\r\nSUMMARY:beep t0\r\nEND:VALARM\r\nEND:VEVENT"
    text = calendar("SUMMARY:technical lina").replace("END:VEVENT", alarm)
    assert overrides(text.replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT")) == [("technical", 1, "lina")]


@pytest.mark.parametrize(
    ("written", "seconds"), [("PT12H", 43200), ("P1D", 86400), ("P2W", 1209600), ("+P1DT2H3M4S", 93784)]
)
def test_lengths_of_time(written: str, seconds: int) -> None:
    assert duration(written) == timedelta(seconds=seconds)
    for wrong in ("", "P", "12H", "-PT1H"):
        with pytest.raises(ValueError, match="not a length"):
            duration(wrong)
