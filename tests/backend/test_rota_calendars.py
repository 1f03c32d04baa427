"""Calendars of shifts: written as phones read them, read as people write them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client import rota as rotas
from backend_client.rota import Absence, Duty, OnCallPerson, Override, Rota
from backend_client.rota_calendars import CalendarImportError, events, read
from backend_client.rota_changes import changes
from common import icalendar_text
from common.icalendar_text import Event
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


# Lines of calendars, some of them wrong, to be put together at random.
NOISE = (
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VTIMEZONE",
    "TZID:Here",
    "TZID:",
    "BEGIN:STANDARD",
    "END:STANDARD",
    "END:VTIMEZONE",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0100",
    "TZOFFSETTO:x",
    "SUMMARY:technical lina",
    "SUMMARY;LANGUAGE=fr:lifts t5",
    "DTSTART:20261124T080000",
    "DTSTART;TZID=Here:20261124T080000",
    "DTSTART;VALUE=PERIOD:20261124T080000Z/PT1H",
    "DTEND:20261124T200000Z",
    "DTEND;TZID=Nowhere,Here:20261124T200000",
    "DURATION:PT1H",
    "DURATION:20261124",
    "RRULE:FREQ=DAILY;UNTIL=x",
    "UID:e1",
    "ATTENDEE;CN=a,b:mailto:x@example.org",
    "CATEGORIES",
    "CATEGORIES:,technical",
    ":",
    ";x=:",
    " folded",
    "BEGIN:",
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
        (("SUMMARY:technical lina", "DTSTART:20261124"), "DTSTART 20261124 is not a day with a time"),
        (("SUMMARY:technical lina", "DTEND;VALUE=DATE:20261125"), "DTEND 20261125 is not a day with a time"),
        (("SUMMARY:technical lina", "DTSTART;TZID=Europe/Paris;VALUE=DATE:20261124"), "is not a day with a time"),
        (("SUMMARY:technical lina", "DTSTART:tomorrow"), "DTSTART tomorrow is not a day with a time"),
        (("SUMMARY:technical lina", "DTSTART:20261124T080000", "DTSTART:20261124T090000"), "the event has 2 DTSTART"),
        (("SUMMARY:technical lina", "RRULE:FREQ=WEEKLY"), "the event is repeated"),
        (("SUMMARY:technical lina", "RRULE:FREQ=SOMETIMES"), "the event is repeated"),
        (("SUMMARY:technical lina", "RDATE:20261125T080000Z"), "the event is repeated"),
        (("SUMMARY:technical lina", "DURATION:soon"), '"soon" is not a length of time'),
        (("SUMMARY:technical lina", "DURATION:12H"), '"12H" is not a length of time'),
        (("SUMMARY:technical lina", "DURATION:P"), "does not end after its start"),
        (("SUMMARY:technical lina", "DURATION:-PT1H"), "does not end after its start"),
        (("SUMMARY:technical lina", "DURATION:P9999999D"), "date value out of range"),
        (("SUMMARY:technical lina", "hello"), "Content line could not be parsed into parts: 'hello'"),
        (("SUMMARY:technical lina", SPRING), 'DTSTART: "2026-03-29 02:30:00" does not exist'),
    ],
)
def test_every_mistake_is_named_with_its_event(lines: tuple[str, ...], said: str) -> None:
    (problem,) = problems(calendar(*lines))
    summary = lines[0].removeprefix("SUMMARY:")
    assert problem.startswith(f'event 1 "{summary}" (UID e1): ') and said in problem


def test_an_event_without_start_or_name_is_named_by_its_place() -> None:
    text = calendar("SUMMARY:technical lina").replace("DTSTART", "X-START")
    assert problems(text) == ['event 1 "technical lina" (UID e1): the event has no DTSTART']
    nameless = calendar("CATEGORIES:technical").replace("UID:e1\r\n", "")
    assert problems(nameless) == ['event 1: no technician is named by "": write a code or a name']


def test_what_nobody_needs_of_an_event_may_be_wrong() -> None:
    assert overrides(calendar("SUMMARY:technical lina", "GEO:here", "PRIORITY:high")) == [("technical", 1, "lina")]


def test_which_of_two_is_taken_is_said() -> None:
    found = read(calendar("SUMMARY:technical lina", AUTUMN), ROTA, PEOPLE)
    assert found.rota.overrides[0].starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert "occurs twice in that night: the first is taken" in found.notes[0]


def test_events_that_overlap_are_refused_and_cancelled_ones_are_not_read() -> None:
    one, two = calendar("SUMMARY:technical lina"), calendar("SUMMARY:technical t5", "UID:e2")
    both = one.replace("END:VCALENDAR\r\n", "") + two.replace("BEGIN:VCALENDAR\r\n", "")
    assert problems(both) == ['event 2 "technical t5" (UID e2): it overlaps another one, in which lina stands in there']
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
    assert problems(early, TRANQUILLITY) == [
        'event 1 "technical t0" (UID e1): technical has no hours then: nobody is on call'
    ]


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
    (found,) = icalendar.Calendar.from_ical(written).events
    assert str(found["SUMMARY"]) == str(found["X-K"]) == text
    assert [str(category) for category in found.categories] == ["a,b", "c;d"]


def test_a_calendar_has_what_the_standard_demands() -> None:
    """RFC 5545: 3.6 and 3.6.1 (properties), 3.1 (lines of 75 octets at most, each ended by CR and LF)."""
    rota = replace(ROTA, duties=(Duty("technical", "Astreinte technique été, nuit ; week-end " * 3), ROTA.duties[1]))
    shifts = events(rota, NOW, NOW + timedelta(days=40))
    written = icalendar_text.write("Habitat, été ; 2026", shifts, NOW)
    lines = written.encode().split(b"\r\n")
    assert lines[-1] == b"" and all(lines[:-1])
    assert not any(b"\r" in line or b"\n" in line for line in lines) and max(map(len, lines)) == 75
    assert all(line.decode() for line in lines[:-1])  # no character is cut in two
    calendar = icalendar.Calendar.from_ical(written)
    calendar.validate()
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//Veilleur//Rota//FR") and not calendar.errors
    assert "X-WR-CALNAME:Habitat\\, été \\; 2026\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in written
    found = calendar.events
    assert [(e.uid, e.start, e.end, str(e["SUMMARY"])) for e in found] == [
        (shift.uid, shift.starts_at, shift.ends_at, shift.summary) for shift in shifts
    ]
    assert len({event.uid for event in found}) == len(found) > 5
    assert all(event.DTSTAMP == NOW and not event.errors for event in found)
    assert all(line.endswith(b"Z") for line in lines if line.startswith((b"DTSTART", b"DTEND", b"DTSTAMP")))
    assert all(len(event[name]) > 0 for event in found for name in ("UID", "SUMMARY", "X-VEILLEUR-DUTY"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("\ufeff\r\n", "the file is empty"),
        ("hello", "the file cannot be read as a calendar: Content line could not be parsed into parts: 'hello'"),
        ("pyproject.toml", "the file cannot be read as a calendar: Content line"),
        ("SUMMARY:lina", 'the file cannot be read as a calendar: Property "SUMMARY" does not have a parent'),
        ("BEGIN:VEVENT", "the calendar ends in the middle"),
        ("BEGIN:VEVENT\nEND:VEVENT", "the file is not a calendar: it does not begin with BEGIN:VCALENDAR"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "the calendar ends in the middle"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT", "the calendar ends in the middle"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VEVENT", "the calendar ends in the middle"),
        (
            "BEGIN:VCALENDAR\nEND:VCALENDAR\nX:1",
            'the file cannot be read as a calendar: Property "X" does not have a parent',
        ),
        ("END:VCALENDAR", "the file cannot be read as a calendar: END encountered without an accompanying BEGIN"),
    ],
)
def test_what_is_no_calendar(text: str, said: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(said)


@given(st.lists(st.sampled_from(NOISE), max_size=12))
def test_whatever_is_in_a_file_it_is_read_or_refused(lines: list[str]) -> None:
    try:
        read("\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR")), ROTA, PEOPLE)
    except CalendarImportError as error:
        assert all(error.problems)


def test_calendars_one_after_the_other_are_all_read() -> None:
    later = "DTSTART:20261201T080000Z", "DTEND:20261201T120000Z"
    both = "\ufeff" + calendar("SUMMARY:technical lina") + calendar("SUMMARY:lifts t5", "UID:e2", *later)
    assert overrides(both) == [("technical", 1, "lina"), ("lifts", 1, "t5")]


def test_alarms_and_zones_within_a_calendar_are_left_out() -> None:
    offsets = "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100"
    standard = f"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n{offsets}\r\nEND:STANDARD"
    zone = f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{standard}\r\nEND:VTIMEZONE\r\n"
    alarm = "BEGIN:VALARM\r\nSUMMARY:beep t0\r\nEND:VALARM\r\nEND:VEVENT"
    text = calendar("SUMMARY:technical lina").replace("END:VEVENT", alarm)
    assert overrides(text.replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT")) == [("technical", 1, "lina")]


@pytest.mark.parametrize(
    ("written", "seconds"), [("PT12H", 43200), ("P1D", 86400), ("P2W", 1209600), ("+P1DT2H3M4S", 93784)]
)
def test_lengths_of_time(written: str, seconds: int) -> None:
    (override,) = read(calendar("SUMMARY:technical lina", f"DURATION:{written}"), ROTA, PEOPLE).rota.overrides
    assert override.ends_at - override.starts_at == timedelta(seconds=seconds)


def test_a_zone_that_the_calendar_itself_explains() -> None:
    """As Outlook writes Paris, and as nobody else writes a place of its own."""
    for name, hour in (("Romance Standard Time", 7), ("Bureau", 6)):
        rules = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0200\r\nEND:STANDARD"
        zone = f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{rules}\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
        text = calendar("SUMMARY:technical lina", f"DTSTART;TZID={name}:20261124T080000")
        (override,) = read(text.replace("BEGIN:VEVENT", zone), ROTA, PEOPLE).rota.overrides
        assert override.starts_at == datetime(2026, 11, 24, hour, tzinfo=UTC)
