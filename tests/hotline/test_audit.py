"""The yearly reports as people get them: pages behind the sign-in, files for a spreadsheet, tables in a terminal."""

import csv
import io
import re
import shutil
import tomllib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from backend_client import accounts
from backend_client.audit import AuditError, Hidden
from backend_client.audit_facts import audit_facts
from backend_client.backend import Backend
from backend_client.database import Database
from backend_client.landlord import Landlord
from backend_client.models import Contractor
from common.catalogue import Catalogue
from hotline.audit_document import Report, Unit, in_spreadsheet, shown
from hotline.audit_reports import TITLES, make
from hotline.cli import app
from hotline.services import DATA
from hotline.settings import ROOT
from tests.backend.audit_world import NOW, World
from tests.databases import sqlite_with_tables
from tests.hotline.conftest import House
from tests.hotline.desk_visitor import Visitor, signed_in

LANDLORD = Landlord.load(ROOT / "landlord.toml")
NASTY = '<b>"Chauffage" & Cie</b>'
PERIOD = "since=2025-12-01&until=2026-11-20"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with two years in it; one firm's name is no plain text."""
    path = tmp_path_factory.mktemp("audit") / "year.db"
    db = Database(sqlite_with_tables(path))
    with db.transaction() as s:
        World(seed=7, requests=400).write(s)
        s.scalars(select(Contractor).where(Contractor.code == "firm1")).one().name = NASTY
    db.dispose()
    return path


@pytest.fixture(scope="module")
def reports(year: Path) -> dict[str, Report]:
    db = Database(f"sqlite:///{year}")
    with db.reading() as s:
        made = {name: make(s, LANDLORD, name, NOW) for name in TITLES}
    db.dispose()
    return made


@pytest.fixture
async def desk(house: House, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """The hotline, with that year as its database."""
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)
    db = Database(f"sqlite:///{shutil.copy(year, tmp_path / 'copy.db')}")
    house.clock.at = NOW
    services = replace(house.services, backend=Backend(db, LANDLORD, house.clock))
    yield replace(house, services=services)
    db.dispose()


class Tables(HTMLParser):
    """The tables of a page by the id of the heading above them, as rows of texts; and what else is checked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self.names: list[str] = []
        self._cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.names.append(tag)
        if tag == "h2" and given.get("id"):
            self._rows = self.found.setdefault(str(given["id"]), [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("th", "td"):
            self._rows[-1].append("")
            self._cell = True
            assert tag == "td" or given.get("scope") in ("row", "col")

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._rows[-1][-1] += data


def spreadsheet(text: str) -> list[list[str]]:
    """A file as a French spreadsheet reads it."""
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def plain(cell: str) -> str:
    """A cell of either, without what only one of them writes."""
    bare = re.sub("[\u202f ](%|j|h|min|s)$", "", cell).replace("\u202f", "").replace("−", "-")
    return {"–": "", "<5": "< 5"}.get(bare, bare).removeprefix("+").removeprefix("'")


def upright(table: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of (name, value) as the heading and the one row that they are."""
    return [[row[0] for row in table], [row[1] for row in table]]


@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("query", [PERIOD, f"{PERIOD}&residence=res2", ""])
async def test_page_and_files_show_the_same_figures(
    desk: House, reports: dict[str, Report], name: str, query: str
) -> None:
    visitor = await signed_in(desk, "auditor")
    page = await visitor.get(f"/desk/report/{name}?{query}")
    assert page.status_code == 200
    tables = Tables(page.text).found
    assert tables
    links = re.findall(r'href="(/desk/report/[^"]+\.csv[^"]*)"', page.text)
    assert len(links) >= len([rows for rows in tables.values() if rows])
    for link in links:
        answer = await visitor.get(link.replace("&amp;", "&"))
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"].startswith(f'attachment; filename="{name}-')
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = spreadsheet(answer.content.decode("utf-8-sig"))
        table = re.findall(r"/([a-z0-9-]+)\.csv", link)[0]
        if table not in tables:
            assert table.startswith("by-promise-and-")
            continue
        on_page = tables[table] if len(tables[table][0]) == len(rows[0]) else upright(tables[table])
        assert [[plain(cell) for cell in row] for row in on_page[1:]] == [[plain(c) for c in row] for row in rows[1:]]
        assert all(heading.startswith(title) for title, heading in zip(on_page[0], rows[0], strict=True))


async def test_a_page_is_safe_and_speaks_to_screen_readers(desk: House) -> None:
    visitor = await signed_in(desk, "supervisor")
    for name in TITLES:
        page = await visitor.get(f"/desk/report/{name}?{PERIOD}")
        assert NASTY not in page.text
        body = page.text.split('<article class="audit">')[1].split("</article>")[0]
        charts = re.findall(r'<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)"', body)
        assert charts
        for title, told in charts:
            assert re.search(rf'<title id="{title}">[^<]+</title><desc id="{told}">[^<]+</desc>', body)
        assert body.count('id="') == len(set(re.findall(r'id="([^"]+)"', body)))
        assert "<script" not in body and " style=" not in body and "http" not in body
        nonce = re.search(r'<style nonce="([^"]+)">', page.text)
        assert nonce and nonce[1] in page.headers["content-security-policy"]
    assert "&lt;b&gt;" in (await visitor.get(f"/desk/report/firms?{PERIOD}")).text


@pytest.mark.parametrize("role", ["adviser", "admin"])
async def test_who_may_not_read_the_reports_is_told_so(desk: House, role: str) -> None:
    visitor = await signed_in(desk, role)
    for address in ("/desk/report", "/desk/report/firms", "/desk/report/firms/results.csv"):
        assert (await visitor.get(address)).status_code == 403


async def test_nobody_reads_the_reports_without_signing_in(desk: House) -> None:
    visitor = Visitor(desk)
    for address in ("/desk/report", "/desk/report/firms", "/desk/report/firms/results.csv"):
        answer = await visitor.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/desk/sign-in?next=")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/desk/report/nothing", 400),
        ("/desk/report/firms?since=01/02/2026", 400),
        ("/desk/report/firms?since=2026-03-01&until=2026-02-01", 400),
        ("/desk/report/residence?residence=nowhere", 400),
        ("/desk/report/promises?promise=%3Cscript%3E", 400),
        ("/desk/report/firms/nothing.csv", 404),
        ("/desk/report/firms/results.csv?since=soon", 400),
    ],
)
async def test_a_wrong_address_is_told_in_one_sentence(desk: House, address: str, status: int) -> None:
    visitor = await signed_in(desk, "auditor")
    answer = await visitor.get(address)
    assert answer.status_code == status
    assert "Ce rapport" in answer.text and "<script>" not in answer.text


async def test_the_report_of_one_promise_is_the_line_of_that_of_all(desk: House) -> None:
    visitor = await signed_in(desk, "auditor")
    every = spreadsheet((await visitor.get(f"/desk/report/promises/by-promise.csv?{PERIOD}")).text)
    one = spreadsheet((await visitor.get(f"/desk/report/promises/by-promise.csv?{PERIOD}&promise=3.2")).text)
    assert one[1] in every
    assert one[1][0] == "3.2" and int(one[1][2]) > 100
    months = spreadsheet((await visitor.get(f"/desk/report/promises/by-month.csv?{PERIOD}&promise=3.2")).text)
    assert sum(int(row[1]) for row in months[1:]) == int(one[1][2])


@pytest.mark.parametrize(
    ("cell", "unit", "read", "written"),
    [
        (1234, Unit.COUNT, "1\u202f234", "1234"),
        (95.25, Unit.PERCENT, "95,2\u202f%", "95,2"),
        (-4.56, Unit.CHANGE, "−4,6\u202f%", "-4,6"),
        (4.56, Unit.POINTS, "+4,6", "4,6"),
        (-0.04, Unit.CHANGE, "0,0\u202f%", "0,0"),
        (1234.5, Unit.DAYS, "1\u202f234,5\u202fj", "1234,5"),
        (None, Unit.PERCENT, "–", ""),
        (Hidden.SMALL, Unit.COUNT, "< 5", "<5"),
        (Hidden.NOT_MEASURED, Unit.COUNT, "non mesuré", "non mesuré"),
        ("=1+1", Unit.TEXT, "=1+1", "'=1+1"),
        ("+33", Unit.TEXT, "+33", "'+33"),
        ("-2", Unit.TEXT, "-2", "'-2"),
        ("@SUM(A1)", Unit.TEXT, "@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", Unit.TEXT, "\t=1", "'\t=1"),
        ("a=1", Unit.TEXT, "a=1", "a=1"),
    ],
)
def test_how_a_cell_is_written(cell: str | float | Hidden | None, unit: Unit, read: str, written: str) -> None:
    assert (shown(cell, unit), in_spreadsheet(cell, unit)) == (read, written)


def test_the_words_of_every_category_are_there(reports: dict[str, Report]) -> None:
    families = {code.partition(".")[0] for code in Catalogue.load(DATA / "catalogue").situations}
    matters = tomllib.loads((DATA / "matters.toml").read_text(encoding="utf-8"))["matter"]
    kinds = {audit_facts().category(matter["kind"], None) for matter in matters} - audit_facts().not_counted
    assert families | kinds <= set(audit_facts().names)
    subjects = reports["residence"].table("subjects")
    assert subjects and {row[0] for row in subjects.rows} <= set(audit_facts().names.values())


def test_a_report_that_is_none_is_refused(year: Path) -> None:
    db = Database(f"sqlite:///{year}")
    with db.reading() as s, pytest.raises(AuditError, match="promises, residence, satisfaction, firms"):
        make(s, LANDLORD, "weather", NOW)
    db.dispose()


@pytest.fixture
def run(year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    monkeypatch.setattr("hotline.terminal.upgrade", lambda db: None)
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VEILLEUR_DATABASE_URL", f"sqlite:///{year}")
    return Run()


MORE = ("--promise", "--sent")
"""Options of one report each."""


class Run:
    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["report", *words, "--until", "2026-11-20"], env={"COLUMNS": "80"})


@pytest.mark.parametrize("name", TITLES)
def test_the_terminal_and_the_files_show_the_same_figures(
    run: Run, reports: dict[str, Report], tmp_path: Path, name: str
) -> None:
    printed = run(name)
    assert printed.exit_code == 0, printed.output
    for section in reports[name].sections:
        assert section.title in printed.output or not section.page
    folder = tmp_path / "files"
    folder.mkdir()
    assert run(name, "--csv", str(folder)).exit_code == 0
    assert len(list(folder.iterdir())) == len(reports[name].sections)
    first = reports[name].sections[0].table
    file = folder / f"{name}-{first.name}-2025-12-01-2026-11-20.csv"
    written = spreadsheet(file.read_bytes().decode("utf-8-sig"))
    assert len(written) == len(first.rows) + 1
    for row in written[1:]:
        numbers = [cell for cell in row if re.fullmatch(r"-?\d+(,\d+)?", cell)]
        assert all(number in printed.output.replace("\u202f", "").replace("−", "-") for number in numbers)


def test_one_table_and_a_page_to_print_are_written(run: Run, tmp_path: Path) -> None:
    file, page = tmp_path / "months.csv", tmp_path / "promises.html"
    done = run("promises", "--csv", str(file), "--table", "by-month", "--html", str(page), "--promise", "3.4")
    assert done.exit_code == 0, done.output
    assert [row[0] for row in spreadsheet(file.read_bytes().decode("utf-8-sig"))][:2] == ["Mois", "déc. 2025"]
    html = page.read_text(encoding="utf-8")
    assert "@page" in html and "<svg" in html and "href=" not in html and "Promesse 3.4 seulement." in html


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["firms", "--since", "yesterday"], '"yesterday" is not a day'),
        (["residence", "--residence", "nowhere"], 'There is no residence "nowhere".'),
        (["promises", "--promise", "1.1"], 'There is no promise "1.1" with cases'),
        (["firms", "--table", "weather"], "it is one of results, plans, visits."),
        (["firms", "--promise", "3.4"], "--promise is for the report promises only."),
        (["residence", "--sent", "marie"], "--sent is for the report satisfaction only."),
        (["firms", "--csv", "/nowhere/firms.csv"], "/nowhere/firms.csv cannot be written"),
    ],
)
def test_a_wrong_word_ends_the_command_in_one_sentence(run: Run, words: list[str], said: str) -> None:
    ended = run(*words)
    assert ended.exit_code == 1
    assert said in ended.output


def test_every_report_takes_the_same_options() -> None:
    told = [CliRunner().invoke(app, ["report", name, "--help"], env={"COLUMNS": "120"}).output for name in TITLES]
    options = [set(re.findall(r"--[a-z]+", each)) for each in told]
    assert options[0] == {*("--since", "--until", "--residence", "--csv", "--table", "--html"), *MORE, "--help"}
    assert all(each == options[0] for each in options)


def test_the_yearly_summary_is_noted_once(
    run: Run, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = shutil.copy(year, tmp_path / "own.db")
    monkeypatch.setenv("VEILLEUR_DATABASE_URL", f"sqlite:///{own}")
    noted, again = run("satisfaction", "--sent", "marie"), run("satisfaction", "--sent", "marie")
    assert noted.exit_code == 0 and "the next one is due on 20" in noted.output, noted.output
    assert again.exit_code == 1 and "The summary was noted on" in again.output
