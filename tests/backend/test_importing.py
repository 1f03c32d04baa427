"""Spreadsheets: imported line by line, the same ones twice without effect, errors that say what to do."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client import directory, erasures, identity
from backend_client.appointments import find_windows
from backend_client.database import Base, Database
from backend_client.import_kinds import KINDS
from backend_client.importing import ImportReport, import_file
from backend_client.models import (
    AvailabilityException,
    AvailabilityTemplate,
    Contact,
    Contractor,
    Duty,
    Dwelling,
    Person,
    Request,
    Residence,
    Rotation,
    Technician,
    Timer,
    WorkOrder,
)
from backend_client.rota import on_duty
from backend_client.rota_store import load_rota
from common.phones import e164
from tests.backend.builders import DAY, LANDLORD, a_request

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "deploy" / "sample"
NO_CONTRACTOR = {"tenancy", "none"}


def on_file(s: Session, phone: str) -> Person | None:
    """The one person whose number on file this is, in any spelling."""
    return next(iter(identity.people_on_file(s, e164(phone) or phone, DAY)), None)


def _import_sample(db: Database) -> dict[str, ImportReport]:
    return {kind: import_file(db, kind, SAMPLE / f"{kind}.csv", now=DAY) for kind in KINDS}


def _everything(db: Database) -> dict[str, list[tuple[object, ...]]]:
    with db.reading() as s:
        return {
            table.name: sorted((tuple(row) for row in s.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def sample(db: Database) -> Database:
    reports = _import_sample(db)
    assert [(kind, report.errors) for kind, report in reports.items() if report.errors] == []
    return db


def test_the_sample_fills_an_empty_database(sample: Database) -> None:
    expected = {Residence: 3, Dwelling: 60, Person: 60, Technician: 8, Contractor: 8, Duty: 3, Rotation: 4}
    with sample.reading() as s:
        counted = {model: s.scalar(select(func.count()).select_from(model)) for model in expected}
        assert counted == expected
        person = on_file(s, "06 39 98 00 00")
        assert person is not None and directory.dwelling_of(s, person.id, DAY.date()) is not None
        assert s.scalars(select(Residence.contracts).filter_by(code="tilleuls")).one()["heating"]["covers"]
        born = {code: day for code, day in s.execute(select(Person.code, Person.birth_date)) if day}
        assert born == {"T0004": date(1961, 8, 2), "T0012": date(1949, 3, 14)}


def test_importing_twice_changes_nothing(sample: Database) -> None:
    before = _everything(sample)
    reports = _import_sample(sample)
    assert all((r.created, r.updated, r.errors) == (0, 0, []) for r in reports.values())
    assert sum(r.unchanged for r in reports.values()) == 3 + 6 + 60 + 9 + 60 + 8 + 3 + 4 + 8 + 1
    assert _everything(sample) == before


def test_somebody_is_on_call_all_year_and_never_on_two_levels(sample: Database) -> None:
    with sample.reading() as s:
        rota = load_rota(s, LANDLORD)
        for day in range(0, 365):
            at = datetime(2026, 1, 6, 3, tzinfo=UTC) + timedelta(days=day)
            (first,), (second,), (boss,) = (
                on_duty(rota, duty, level, at)
                for duty, level in (("technical", 1), ("technical", 2), ("supervisor", 1))
            )
            assert boss and first.id != second.id


def test_every_trade_of_the_catalogue_has_a_contractor_in_every_sector(sample: Database) -> None:
    files = (ROOT / "bot" / "data" / "catalogue").glob("*.toml")
    situations = [s for file in files for s in tomllib.loads(file.read_text(encoding="utf-8")).get("situation", ())]
    trades = {situation["trade"] for situation in situations} - NO_CONTRACTOR
    with sample.reading() as s:
        sectors = set(s.scalars(select(Residence.sector)))
        asked = [(trade, sector) for trade in sorted(trades) for sector in sectors]
        without = [
            (trade, sector)
            for trade, sector in asked
            if not find_windows(s, trade=trade, sector=sector, now=DAY, landlord=LANDLORD)
        ]
    assert trades and without == []


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "file.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_spreadsheets_that_exist(
    sqlite_db: Database, tmp_path: Path, encoding: str, separator: str, newline: str
) -> None:
    lines = [["Code", "name"], ["r1", '"Été ; bleu, vert"'], [], ["r2", "Noël"]]
    text = newline.join(separator.join(line) for line in lines)
    report = import_file(sqlite_db, "residences", _file(tmp_path, text, encoding))
    assert (report.created, report.errors) == (2, [])
    with sqlite_db.reading() as s:
        assert s.scalars(select(Residence.name).order_by(Residence.code)).all() == ["Été ; bleu, vert", "Noël"]


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("residences", "name\nx", "has no column code: add it"),
        ("residences", "code;name;colour\nx;y;z", '"colour" that is not known'),
        ("residences", "", "has no column code, name"),
    ],
)
def test_a_file_of_another_kind(sqlite_db: Database, tmp_path: Path, kind: str, text: str, said: str) -> None:
    report = import_file(sqlite_db, kind, _file(tmp_path, text))
    assert report.created == 0 and [line for line, _ in report.errors] == [1]
    assert said in report.errors[0][1]


def test_a_file_that_cannot_be_read(sqlite_db: Database, tmp_path: Path) -> None:
    latin = import_file(sqlite_db, "residences", _file(tmp_path, "code;name\nr;Été", "latin-1"))
    missing = import_file(sqlite_db, "residences", tmp_path / "nothing.csv")
    assert "save it as" in latin.errors[0][1] and "cannot be read" in missing.errors[0][1]


ROTATION = "duty;level;starts_on;handover;members"
WEEK = "code;name;trades;windows"
TENANTS = "code;first_name;last_name;phone;dwelling;vulnerable;starts_on;ends_on\n"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("tenants", TENANTS + "X1;A;B;;NOWHERE;;;", 'the dwelling "NOWHERE" is unknown: import it first'),
        ("tenants", TENANTS + "X1;A;;;TIL-A-01;;;", "last_name is empty: fill it in"),
        ("tenants", TENANTS + "X1;A;B;12;TIL-A-01;;;", '"12" is not a phone number: write it as'),
        ("tenants", TENANTS + "X1;A;B;06 39 98 90 01;TIL-A-01;;;", "on file for somebody else"),
        ("tenants", TENANTS + "X1;A;B;;TIL-A-01;perhaps;;", '"perhaps" is neither yes nor no'),
        ("tenants", TENANTS + "X1;A;B;;TIL-A-01;;31-31-2026;", "is not a date: write it as 2026-01-31"),
        ("tenants", TENANTS + "X1;A;B;;TIL-A-01;;2026-02-01;2026-01-01", "ends_on is before starts_on"),
        ("tenants", "code;last_name;dwelling;birth_date\nX1;A;TIL-A-01;2099-01-01", "birth_date is in the future"),
        ("tenants", TENANTS + f"X1;{'A' * 90};B;;TIL-A-01;;;", "first_name is longer than 80"),
        ("technicians", "code;name;phone\nx;X;06 39 98 90 01", 'the number of technician "malik"'),
        ("rotations", "duty;level;starts_on;handover;members\nd;1;2026-01-05;25:00;malik", "not a time of day"),
        ("rotations", "duty;level;starts_on;handover;members\nd;0;2026-01-05;8h;malik", "is not a number"),
        ("rotations", "duty;level;starts_on;handover;members\nd;1;2026-01-05;8h;malik|who", '"who" is unknown'),
        ("rotations", f"{ROTATION};headcount\nd;1;2026-01-05;8h;malik|malik;2", "there are 1 members: add members"),
        ("duties", "code;hours\nd;18:00-24:00", "are not hours: write for example mon-sat 18:00-24:00"),
        ("duties", "code;hours\nd;mon 18:00-25:00", "not a time of day"),
        ("duties", "code;holidays\nd;closed", "write same, sunday or none"),
        ("duties", "code\nNuit", '"Nuit" is not a code'),
        ("absences", "technician;starts;ends\nwho;2026-12-24 08:00;2026-12-25 08:00", '"who" is unknown'),
        ("absences", "technician;starts;ends\nmalik;2026-12-25 08:00;2026-12-24 08:00", "ends is not after starts"),
        ("absences", "technician;starts;ends\nmalik;2026-03-29 02:30;2026-03-30 08:00", "does not exist"),
        ("absences", "technician;starts;ends\nmalik;2026-12-24;2026-12-25 08:00", "has no time of day"),
        ("contractors", "code;name;trades;windows\nx;X;Plumbing;mon 08:00", '"Plumbing" is not a code'),
        ("contractors", "code;name;trades;windows\nx;X;plumbing;someday 08:00", "is not a weekday"),
        ("contractors", "code;name;trades;windows\nx;X;plumbing;mon x2", "has no start time"),
        ("contractors", f"{WEEK};dates\nx;X;plumbing;mon 8h;2026-12-24 08:00", "does not say how many places"),
        ("contractors", f"{WEEK};travel_minutes\nx;X;plumbing;mon 8h;600", "write 0 to 240, or nothing"),
        ("contractor_absences", "contractor;first_day;last_day\nwho;2026-12-24;2026-12-25", '"who" is unknown'),
        ("contractor_absences", "contractor;first_day;last_day\nvert;2026-12-24;2026-12-23", "is before first_day"),
        ("work_orders", "reference;request;contractor\nBT1;R-2026-000001;vert", '"R-2026-000001" is unknown'),
        ("residences", "code;name;contract.heating\nx;X;Firm", "write firm | phone | what it covers"),
    ],
)
def test_an_error_names_the_line_and_what_to_do_and_writes_nothing(
    sample: Database, tmp_path: Path, kind: str, text: str, said: str
) -> None:
    before = _everything(sample)
    report = import_file(sample, kind, _file(tmp_path, text), now=DAY)
    assert [line for line, _ in report.errors] == [2]
    assert said in report.errors[0][1]
    assert _everything(sample) == before


def test_a_bad_line_does_not_stop_the_others(sample: Database, tmp_path: Path) -> None:
    text = TENANTS + "X1;A;B;;TIL-A-01;;;\nX2;A;B;bad;TIL-A-01;;;\n\nX3;A;B;;TIL-A-02;;;"
    report = import_file(sample, "tenants", _file(tmp_path, text), now=DAY)
    assert (report.created, [line for line, _ in report.errors]) == (2, [3])


def test_a_number_given_up_no_longer_opens_the_file(sample: Database, tmp_path: Path) -> None:
    changed = "X;Awa;Diallo;06 39 98 77 77|06 39 98 77 78;TIL-A-01;;;"
    report = import_file(sample, "tenants", _file(tmp_path, TENANTS + changed.replace("X;", "T0001;")), now=DAY)
    assert (report.updated, report.errors) == (1, [])
    with sample.reading() as s:
        assert on_file(s, "06 39 98 00 00") is None
        for number in ("06 39 98 77 77", "06 39 98 77 78"):
            person = on_file(s, number)
            assert person is not None and person.code == "T0001"


def test_a_number_that_wrote_before_is_recognised_from_then_on(db: Database, tmp_path: Path) -> None:
    with db.transaction() as s:
        s.add(Contact(channel="sms", address="+33639980000", created_at=DAY))
    _import_sample(db)
    with db.reading() as s:
        person = on_file(s, "+33639980000")
        assert person is not None and person.code == "T0001"


def test_a_technicians_phone_is_a_contact_of_his(sample: Database, tmp_path: Path) -> None:
    moved = _file(tmp_path, "code;name;phone\nmalik;Malik Arnaud;06 39 98 90 09")
    assert import_file(sample, "technicians", moved, now=DAY).updated == 1
    with sample.reading() as s:
        known = {contact.address: contact.technician_id for contact in s.scalars(select(Contact))}
        assert known["+33639989009"] is not None and known["+33639989001"] is None


def test_a_contractors_week_is_what_the_line_says(sample: Database, tmp_path: Path) -> None:
    header = "code;name;trades;windows;away\n"
    line = "robinets;Robinets Démo;plumbing;lun-mar 08:00 x3 | fri 9h30;2026-12-24"
    assert import_file(sample, "contractors", _file(tmp_path, header + line), now=DAY).updated == 1
    with sample.reading() as s:
        firm = s.scalars(select(Contractor).filter_by(code="robinets")).one()
        week = s.scalars(select(AvailabilityTemplate).filter_by(contractor_id=firm.id)).all()
        assert sorted((t.weekday, t.starts.isoformat("minutes"), t.capacity) for t in week) == [
            (0, "08:00", 3),
            (1, "08:00", 3),
            (4, "09:30", 1),
        ]
        away = s.scalars(select(AvailabilityException).filter_by(contractor_id=firm.id)).all()
        assert [(a.day, a.starts, a.capacity) for a in away] == [(date(2026, 12, 24), None, 0)]


def test_a_dates_capacities_are_what_the_line_says(sample: Database, tmp_path: Path) -> None:
    line = (
        "robinets;Robinets Démo;plumbing;mon-fri 08:00 10:00;2026-12-25;2026-12-24 08:00 10:00 x3 | 2026-12-31 x1;30;4"
    )
    text = _file(tmp_path, f"{WEEK};away;dates;travel_minutes;change_hours\n{line}")
    assert [import_file(sample, "contractors", text, now=DAY).updated for _ in range(2)] == [1, 0]
    with sample.reading() as s:
        firm = s.scalars(select(Contractor).filter_by(code="robinets")).one()
        assert (firm.travel_minutes, firm.change_hours) == (30, 4)
        dates = s.scalars(select(AvailabilityException).filter_by(contractor_id=firm.id)).all()
        assert sorted((d.day.day, d.starts.hour if d.starts else None, d.capacity) for d in dates if d.starts) == [
            (24, 8, 3),
            (24, 10, 3),
        ]
        assert sorted((d.day.day, d.capacity) for d in dates if not d.starts) == [(25, 0), (31, 1)]


def test_a_work_order_is_taken_once(sample: Database, tmp_path: Path) -> None:
    with sample.transaction() as s:
        request = a_request(s, DAY)
    text = _file(tmp_path, f"reference;request;contractor;sent_at\nBT1;{request.reference};vert;2026-11-23 08:00")
    reports = [import_file(sample, "work_orders", text, now=DAY) for _ in range(2)]
    assert [(r.created, r.unchanged, r.errors) for r in reports] == [(1, 0, []), (0, 1, [])]
    with sample.reading() as s:
        order = s.scalars(select(WorkOrder)).one()
        assert (order.source, order.sent_at) == ("csv", datetime(2026, 11, 23, 7, tzinfo=UTC))
        assert s.get_one(Request, request.id).status == "work_order_sent"
        assert s.scalars(select(Timer.kind).where(Timer.subject_id == order.id)).all() == ["work_order"]


def test_progress_is_told(sqlite_db: Database, tmp_path: Path) -> None:
    text = "code;name\n" + "\n".join(f"r{n};R{n}" for n in range(250))
    told: list[tuple[int, int]] = []
    import_file(sqlite_db, "residences", _file(tmp_path, text), lambda done, total: told.append((done, total)))
    assert told == [(100, 250), (200, 250), (250, 250)]


def test_hours_and_absences_are_read_as_they_are_written(sample: Database, tmp_path: Path) -> None:
    duties = _file(
        tmp_path, "code;hours;holidays;trades\nnight;lun-ven 18h-8h | sat,sun 0:00-24:00;sunday;lift|heating"
    )
    assert import_file(sample, "duties", duties, now=DAY).created == 1
    absences = _file(tmp_path, "technician;starts;ends;reason\nmalik;24/12/2026 8h;2026-12-25 08:00;congés")
    assert import_file(sample, "absences", absences, now=DAY).created == 1
    overlapping = _file(tmp_path, "technician;starts;ends\nmalik;2026-12-24 20:00;2026-12-26 08:00")
    (error,) = import_file(sample, "absences", overlapping, now=DAY).errors
    assert error == (2, "malik is away already from 2026-12-24 08:00 to 2026-12-25 08:00: correct one of the two")
    with sample.reading() as s:
        stored = load_rota(s, LANDLORD)
    (span, weekend), duty = stored.duty("night").hours.spans, stored.duty("night")
    assert [span.row(), weekend.row()] == [
        {"days": [0, 1, 2, 3, 4], "starts": "18:00", "ends": "08:00"},
        {"days": [5, 6], "starts": "00:00", "ends": "24:00"},
    ]
    assert duty.trades == {"lift", "heating"} and duty.hours.holidays == "sunday"
    assert stored.absences[0].starts_at == datetime(2026, 12, 24, 7, tzinfo=UTC)
    assert stored.absences[0].person.code == "malik" and stored.absences[0].reason == "congés"


def test_two_people_may_have_one_number_and_neither_is_taken_for_the_other(sample: Database, tmp_path: Path) -> None:
    file = tmp_path / "tenants.csv"
    file.write_text(TENANTS + "X1;Ali;Duo;06 39 98 00 00;TIL-A-01;;;\n", encoding="utf-8")
    report = import_file(sample, "tenants", file, now=DAY)
    assert report.errors == []
    with sample.reading() as s:
        assert len(identity.people_on_file(s, "+33639980000", DAY)) == 2
        contact = s.scalars(select(Contact).where(Contact.address == "+33639980000")).one()
        assert contact.person_id is None


def test_somebody_who_was_erased_is_not_imported_again_unseen(sample: Database, tmp_path: Path) -> None:
    with sample.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == "+33639980000")).one()
        code = contact.person.code
        erasures.carry_out(s, tmp_path, erasures.ask(s, contact, None, "tenant", DAY), "hotline", DAY)
    file = tmp_path / "tenants.csv"
    file.write_text(TENANTS + f"{code};Nora;Essai;;TIL-A-01;;;\n", encoding="utf-8")
    [(_, said)] = import_file(sample, "tenants", file, now=DAY).errors
    assert "was erased on" in said
