"""Rota files: read back the same, every mistake named, and nothing written when there is one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from backend_client import rota as rotas
from backend_client import rota_files
from backend_client.database import Database
from backend_client.importing import import_file
from backend_client.rota import Absence, OnCallPerson, Override, Rota
from backend_client.rota_changes import apply, changes
from backend_client.rota_files import RotaFileError
from backend_client.rota_store import load_rota, people
from tests.backend.builders import LANDLORD
from tests.backend.test_rota import TEAM, whole_rotas

SAMPLE = Path(__file__).parents[2] / "deploy" / "sample"
NOW = datetime(2026, 11, 22, 17, tzinfo=UTC)
FILE = """
[[duty]]
code = "technical"

[[duty]]
code = "tranquillity"
label = "Équipe \\"du soir\\""
hours = ["mon-sat 18:00-24:00", "sun 22:00-02:00"]
holidays = "none"

[[rotation]]
duty = "technical"
level = 1
starts_on = 2026-01-05
handover = 08:00:00
members = ["t0", "t1"]

[[rotation]]
duty = "tranquillity"
level = 1
starts_on = "2026-01-05"
handover = "18:00"
days_per_turn = 1
headcount = 2
members = ["t2", "t3", "t4"]

[[absence]]
technician = "t0"
from = "2026-12-01 08:00"
to = 2026-12-02T08:00:00
reason = "congés"

[[override]]
duty = "technical"
level = 1
technician = "t5"
instead_of = "t1"
from = "2026-10-25 02:30"
to = "2026-10-25 02:30+01:00"
"""


def read(text: str) -> Rota:
    return rota_files.read(text, TEAM).rota


def problems(text: str) -> list[str]:
    with pytest.raises(RotaFileError) as caught:
        rota_files.read(text, TEAM)
    return [str(problem) for problem in caught.value.problems]


def test_a_file_says_what_it_says() -> None:
    read_file = rota_files.read(FILE, TEAM)
    rota = read_file.rota
    assert [rotation.headcount for rotation in rota.rotations] == [1, 2]
    assert rota.rotations[0].handover.hour == 8 and rota.rotations[0].days_per_turn == 7
    assert rota.absences[0].ends_at == datetime(2026, 12, 2, 7, tzinfo=UTC)
    (override,) = rota.overrides
    assert (override.person.code, override.instead_of) == ("t5", 1)
    assert (override.starts_at, override.ends_at - override.starts_at) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        timedelta(hours=1),
    )
    assert read_file.notes == (
        'line 38, override 1: "2026-10-25 02:30" occurs twice in that night: the first is taken; the second is '
        '"2026-10-25 02:30+01:00"',
    )


def test_what_is_written_reads_back_the_same() -> None:
    rota = read(FILE)
    again = rota_files.read(rota_files.write(rota, TEAM), TEAM)
    assert changes(rota, again.rota, NOW - timedelta(days=400)) == []
    assert again.rota.duties == rota.duties and again.rota.rotations == rota.rotations


@settings(deadline=None, max_examples=80)
@given(whole_rotas())
def test_any_rota_reads_back_the_same(case: tuple[Rota, datetime]) -> None:
    rota, around = case
    region = rota.duties[0].hours.region
    text = rota_files.write(rota, TEAM)
    try:
        again = rota_files.read(text, TEAM, region).rota
    except RotaFileError as error:
        # Drawn at random they may make no sense, which a file refuses; nothing else may be wrong with it.
        told = [str(problem) for problem in error.problems]
        assert all("overlaps" in problem or "for themselves" in problem for problem in told)
        return
    assert changes(rota, again, around - timedelta(days=400)) == []
    until = around + timedelta(days=21)
    if len({override.starts_at for override in rota.overrides}) == len(rota.overrides):
        assert rotas.shifts(again, "technical", 1, around, until) == rotas.shifts(rota, "technical", 1, around, until)


def with_(old: str, new: str) -> str:
    assert old in FILE
    return FILE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[duty]", "this is not valid TOML"),
        ("[[shift]]\nx = 1", "'shift' was unexpected"),
        ('duty = "technical"', "duty: 'technical' is not of type 'array'"),
        (with_("level = 1\nstarts_on = 2026", "level = 0\nstarts_on = 2026"), "line 13, rotation 1: level: 0 is less"),
        (with_('handover = "18:00"', 'handover = "24:00"'), "line 22, rotation 2: handover: '24:00' does not match"),
        (with_('"2026-01-05"', '"2026-02-30"'), "line 21, rotation 2: 2026-02-30 is not a day of the calendar"),
        (with_("headcount = 2", "headcount = 4"), "headcount is 4, but there are 3 different members"),
        (with_("headcount = 2", "head = 2"), "'head' was unexpected"),
        (with_('"t2", "t3"', '"t2", "tt3"'), 'line 25, rotation 2: the technician "tt3" is unknown; perhaps "t3"'),
        (with_('duty = "tranquillity"', 'duty = "tranquility"'), 'the duty "tranquility" is unknown'),
        (with_('duty = "tranquillity"', 'duty = "technical"'), "there is a rotation for technical level 1 already"),
        (with_('code = "tranquillity"', 'code = "technical"'), 'line 6, duty 2: the duty "technical" is described'),
        (with_("mon-sat 18:00-24:00", "mon-sat 18-24"), 'line 8, duty 2: "18" is not a time of day'),
        (with_("2026-12-01 08:00", "2026-12-03 08:00"), "line 30, absence 1: to (2026-12-02 08:00:00) is not after"),
        (with_("2026-12-01 08:00", "2026-12-01"), '"2026-12-01" has no time of day'),
        (with_("2026-12-01 08:00", "soon"), '"soon" is not a day and a time'),
        (with_("2026-10-25 02:30\"", '2026-03-29 02:30"'), "line 38, override 1: from: \"2026-03-29 02:30\" does not"),
        (with_('instead_of = "t1"', 'instead_of = "t5"'), "t5 cannot stand in for themselves"),
        (with_('instead_of = "t1"', 'instead_of = "t9"'), 'the technician "t9" is unknown'),
        (
            FILE + '\n[[absence]]\ntechnician = "t0"\nfrom = "2026-11-30 08:00"\nto = "2026-12-01 08:01"',
            "absence 2: t0 is away then already: it overlaps absence 1",
        ),
        (
            FILE + FILE[FILE.index("[[override]]") :].replace('"t5"', '"t4"'),
            "override 2: it overlaps override 1, in which t5 stands in there",
        ),
    ],
)  # fmt: skip
def test_every_mistake_is_named_with_its_line(text: str, said: str) -> None:
    assert any(said in problem for problem in problems(text)), problems(text)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = FILE.replace('"t2", "t3"', '"x", "t3"').replace('technician = "t5"', 'technician = "y"')
    told = problems(text.replace("2026-12-01 08:00", "2026-03-29 02:30"))
    assert ["x" in told[0], "does not exist" in told[1], "y" in told[2]] == [True] * 3 and len(told) == 3


@pytest.fixture
def sample(db: Database) -> Database:
    for kind in ("technicians", "duties", "rotations"):
        assert import_file(db, kind, SAMPLE / f"{kind}.csv").errors == []
    return db


def stored(db: Database) -> tuple[Rota, list[OnCallPerson]]:
    with db.reading() as s:
        return load_rota(s, LANDLORD), list(people(s).values())


def write(db: Database, new: Rota) -> list[str]:
    with db.transaction() as s:
        old = load_rota(s, LANDLORD)
        codes = {person.id: person.code for person in people(s).values()}
        found = changes(old, new, NOW)
        apply(s, found)
    return [change.told(codes) for change in found]


def test_importing_what_was_exported_changes_nothing(sample: Database) -> None:
    rota, everybody = stored(sample)
    by_code = {person.code: person for person in everybody}
    absence = Absence(by_code["malik"], NOW, NOW + timedelta(days=2), "congés")
    override = Override("technical", 2, by_code["hugo"], NOW, NOW + timedelta(days=1), by_code["joel"].id, "w", "x")
    told = write(sample, replace(rota, absences=(absence,), overrides=(override,)))
    assert told == [
        "+ absence malik: 2026-11-22 18:00 to 2026-11-24 18:00",
        "+ override technical level 2: hugo instead of joel, 2026-11-22 18:00 to 2026-11-23 18:00 (swap w)",
    ]
    rota, everybody = stored(sample)
    text = rota_files.write(rota, everybody)
    assert write(sample, rota_files.read(text, everybody).rota) == []
    assert stored(sample)[0] == rota


def test_what_a_file_leaves_out_goes_unless_it_is_over(sample: Database) -> None:
    rota, everybody = stored(sample)
    over = Absence(everybody[0], NOW - timedelta(days=3), NOW - timedelta(days=2))
    coming = Absence(everybody[0], NOW + timedelta(days=3), NOW + timedelta(days=4))
    write(sample, replace(rota, absences=(over, coming)))
    text = rota_files.write(rota, everybody).replace("days_per_turn = 1\n", "days_per_turn = 2\n")
    told = write(sample, rota_files.read(text.replace("Équipe", "Équipe de"), everybody).rota)
    assert [line[0] for line in told] == ["~", "~", "-"] and "for 2 days" in told[1]
    after, _ = stored(sample)
    assert [absence.starts_at for absence in after.absences] == [over.starts_at]
    assert after.rotation("tranquillity", 1).days_per_turn == 2  # type: ignore[union-attr]
    assert after.duty("tranquillity").label == "Équipe de tranquillité"


def test_a_duty_and_its_rotation_that_are_left_out_go(sample: Database) -> None:
    rota, everybody = stored(sample)
    parts = rota_files.write(rota, everybody).split("\n[[")
    text = "\n[[".join(part for part in parts if "tranquillity" not in part)
    told = write(sample, rota_files.read(text, everybody).rota)
    assert [line.split(":")[0] for line in told] == [
        "- duty tranquillity (Équipe tranquillité); mon-sat 18",
        "- rotation tranquillity level 1",
    ]
    assert "tranquillity" not in stored(sample)[0].duty_codes()
