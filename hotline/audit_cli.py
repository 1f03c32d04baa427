"""``veilleur report promises|residence|satisfaction|firms``: the yearly reports, also as files."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

from backend_client import yearly_summary
from backend_client.audit import AuditError
from backend_client.calendar import paris_day
from hotline import audit_csv, audit_html, plain_pages
from hotline.audit_document import Report, Table, Unit, shown, span
from hotline.audit_reports import make
from hotline.terminal import backend_of, err, out, stop, the_settings

_HELP = {
    "promises": "The charter's promises: cases, kept, late, open, delays, by residence and by month.",
    "residence": "Each residence: volumes, repeats, tranquillity, bulky waste, arrears, delays, hot spots.",
    "satisfaction": "What tenants said after interventions: by question, firm, residence and month.",
    "firms": "Firms: punctuality, no-shows, fixed at the first visit, score, against the year before.",
}
_FILES = "a file for one table, or a folder for all of them"
LEAST_WIDTH = 110
"""The tables are this wide at least: where a terminal is narrower or there is none, no figure is cut off."""

Since = Annotated[str, typer.Option(help="the first day, 2026-01-01; left out: eleven months before this one")]
Until = Annotated[str, typer.Option(help="the last day, included; left out: today")]
Residence = Annotated[str, typer.Option(help="a residence's code; left out: all")]
Csv = Annotated[Path | None, typer.Option("--csv", help=_FILES)]
OneTable = Annotated[str, typer.Option("--table", help="which table goes to the file; left out: the first one")]
Html = Annotated[Path | None, typer.Option("--html", dir_okay=False, help="also as a page to print")]
Promise = Annotated[str, typer.Option(help="one promise only, as 3.4 (report promises)")]
Sent = Annotated[str, typer.Option(metavar="NAME", help="who sent the yearly summary, 6.2 (report satisfaction)")]


def add_to(app: typer.Typer) -> None:
    """Register the reports under ``veilleur report``."""
    for name, what in _HELP.items():
        app.command(name, help=what)(_command(name))


def _command(name: str) -> Callable[..., None]:
    """A report as a command. All take the same options; one that is another report's is refused."""

    def command(
        since: Since = "",
        until: Until = "",
        residence: Residence = "",
        csv: Csv = None,
        table: OneTable = "",
        html: Html = None,
        promise: Promise = "",
        sent: Sent = "",
    ) -> None:
        if promise and name != "promises":
            stop("--promise is for the report promises only.")
        if sent and name != "satisfaction":
            stop("--sent is for the report satisfaction only.")
        if sent:
            _note_sent(sent)
            return
        backend = backend_of(the_settings())
        try:
            with backend.reading() as s:
                report = make(s, backend.landlord, name, backend.clock(), since, until, residence, promise)
        except AuditError as error:
            stop(str(error))
        _hand_out(report, backend.landlord.name, csv, table, html)

    return command


def _note_sent(by: str) -> None:
    backend = backend_of(the_settings())
    try:
        with backend.transaction() as s:
            due_at = yearly_summary.sent(s, backend.landlord, f"adviser:{by}", backend.clock())
    except yearly_summary.SentAlready as error:
        stop(f"{str(error).capitalize()}.")
    out.print(f"The yearly summary was sent (6.2); the next one is due on {paris_day(due_at)}.", highlight=False)


def _hand_out(report: Report, landlord: str, csv: Path | None, table: str, html: Path | None) -> None:
    """To the files that were asked for, else to the terminal."""
    if table and report.table(table) is None:
        names = ", ".join(each.table.name for each in report.sections)
        stop(f'This report has no table "{table}": it is one of {names}.')
    try:
        if csv is not None:
            _to_files(report, csv, table)
        if html is not None:
            page = f"<main>{audit_html.body(report, landlord)}</main>"
            style = plain_pages.style("audit")
            html.write_text(plain_pages.document(report.title, page, style), encoding="utf-8")
    except OSError as error:
        stop(f"{error.filename} cannot be written: {error.strerror}.")
    if csv is None and html is None:
        _show(report, table)


def _to_files(report: Report, csv: Path, wanted: str) -> None:
    tables = [each.table for each in report.sections if wanted in ("", each.table.name)]
    since, until = report.period.since.isoformat(), report.period.until.isoformat()
    files = {csv / audit_csv.file_name(report.name, each, since, until): each for each in tables}
    for file, table in files.items() if csv.is_dir() else [(csv, tables[0])]:
        file.write_bytes(audit_csv.written(table).encode(audit_csv.ENCODING))
        err.print(f"{file}: {len(table.rows)} lines", highlight=False, markup=False, soft_wrap=True)


def _show(report: Report, wanted: str) -> None:
    out.print(f"{report.title}\n{report.where}, {span(report.period)}", style="bold", highlight=False, markup=False)
    out.print(f"Établi le {report.made_at}.", highlight=False)
    for sentence in report.lead:
        out.print(sentence, style="yellow", highlight=False, markup=False)
    out.print("   ".join(f"{name} : {value}" for name, value in report.figures), highlight=False, markup=False)
    for section in report.sections:
        if wanted == section.table.name or (not wanted and section.page):
            out.print(f"\n{section.title}  ({section.table.name})", style="bold blue", highlight=False, markup=False)
            if section.table.rows:
                Console(width=max(out.width, LEAST_WIDTH)).print(_grid(section.table))
            else:
                out.print("Rien dans cette période.")
            for note in section.notes:
                out.print(note, style="dim", highlight=False, markup=False)


def _grid(table: Table) -> Grid:
    grid = Grid(box=None, padding=(0, 1, 0, 0), header_style="bold")
    for column in table.columns:
        text = column.unit is Unit.TEXT
        grid.add_column(column.short or column.title, justify="left" if text else "right", no_wrap=not text)
    for row in table.rows:
        cells = [shown(cell, column.unit) for cell, column in zip(row, table.columns, strict=True)]
        grid.add_row(*(cell.replace("[", "\\[") for cell in cells))
    return grid
