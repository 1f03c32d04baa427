"""``veilleur works``: planned works and outages announced, changed, cancelled and ended, with who was told."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from sqlalchemy.orm import Session

from backend_client import wall_clock, works, works_news
from backend_client.backend import Backend
from backend_client.cells import CellError
from backend_client.landlord import Landlord
from backend_client.models import WorksNotice
from backend_client.works import Draft, WorksRefused
from backend_client.works_data import works_data
from backend_client.works_hours import last_sent, next_decent
from backend_client.works_import import draft_of_cells, end_of, import_works, start_of
from backend_client.works_news import Counts
from hotline.terminal import backend_of, err, out, stop, the_settings

app = typer.Typer(help="Planned works and outages: tell the tenants of the buildings.", no_args_is_help=True)

Reference = Annotated[str, typer.Argument(help="the notice's own reference")]
Kind = Annotated[str, typer.Option(help="planned_works or planned_outage")]
Nature = Annotated[str, typer.Option(help=", ".join(works_data().natures))]
Starts = Annotated[str, typer.Option(help="Paris time, 2026-12-24 08:00, or the day alone")]
Ends = Annotated[str, typer.Option(help="Paris time, 2026-12-24 17:00, or the last day")]
Buildings = Annotated[str, typer.Option(help='codes of buildings, "TIL-A|TIL-B"')]
Residences = Annotated[str, typer.Option(help="codes of residences: all their buildings")]
Place = Annotated[str, typer.Option(help="where: hall, façade, riser B …")]
Manager = Annotated[str, typer.Option(help="the project manager's contact: name and phone")]
Firms = Annotated[str, typer.Option(help="the firms that come")]
Title = Annotated[str, typer.Option(help="more of what is done, in a few words")]
Duration = Annotated[str, typer.Option(help='more of how long: "8 h-17 h, 3 semaines"')]
By = Annotated[str, typer.Option(help="your name, for the record")]
Watch = Annotated[bool, typer.Option(help="show the sending until everybody is told (Ctrl-C stops the showing only)")]

_POLL_SECONDS = 1.0
# Short, for a table that fits eighty columns.
_KINDS = {works.WORKS: "works", works.PLANNED_OUTAGE: "planned", works.OUTAGE: "now"}


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Announce every notice of a CSV file, or, when one of them cannot be taken, none."""
    backend = backend_of(the_settings())
    report = import_works(backend.db, file, backend.landlord, backend.clock())
    for line, message in report.errors:
        err.print(f"{file.name}, line {line}: {message}.", style="red", highlight=False, markup=False, soft_wrap=True)
    if report.errors:
        stop("Nothing was announced: correct these lines and import the file again.")
    out.print(f"works: {len(report.announced)} announced, {report.unchanged} known already")
    for reference in report.announced:
        _tell_plan(backend, reference)


@app.command()
def announce(
    reference: Reference,
    nature: Nature,
    starts: Starts,
    ends: Ends,
    place: Place = "",
    manager: Manager = "",
    firms: Firms = "",
    buildings: Buildings = "",
    residences: Residences = "",
    kind: Kind = works.WORKS,
    title: Title = "",
    duration: Duration = "",
    by: By = "command",
    watch: Watch = False,
) -> None:
    """Announce planned works, or a planned outage, at least 8 days before; refused with what is missing."""
    given = dict(reference=reference, kind=kind, nature=nature, starts=starts, ends=ends, place=place)
    given |= dict(manager=manager, firms=firms, buildings=buildings, residences=residences)
    _announce(given | dict(title=title, duration=duration), by, watch)


@app.command()
def outage(
    reference: Reference,
    nature: Nature,
    buildings: Buildings = "",
    residences: Residences = "",
    since: Annotated[str, typer.Option(help="Paris time since when; not given: now")] = "",
    until: Annotated[str, typer.Option(help="Paris time until when, where that is known")] = "",
    place: Place = "",
    title: Title = "",
    by: By = "command",
    watch: Watch = False,
) -> None:
    """Tell the tenants of an outage that is happening now, and later, with `end`, that it is over."""
    given = dict(reference=reference, kind=works.OUTAGE, nature=nature, starts=since or "now", ends=until)
    _announce(given | dict(place=place, title=title, buildings=buildings, residences=residences), by, watch)


def _announce(given: dict[str, str], by: str, watch: bool) -> None:
    backend = backend_of(the_settings())
    if given["starts"] == "now":
        given["starts"] = wall_clock.write(backend.clock().replace(second=0, microsecond=0))
    try:
        with backend.transaction() as s:
            works.announce(s, draft_of_cells(s, given), by, backend.landlord, backend.clock())
    except CellError as error:
        stop(f"Nothing was announced: {error}.")
    except WorksRefused as refused:
        _refused("Nothing was announced", refused)
    _tell_plan(backend, given["reference"])
    if watch:
        _watch(backend, given["reference"])


@app.command()
def change(
    reference: Reference,
    starts: Starts = "",
    ends: Ends = "",
    place: Place = "",
    manager: Manager = "",
    firms: Firms = "",
    title: Title = "",
    duration: Duration = "",
    by: By = "command",
) -> None:
    """Change a notice; those who were told of it are told. An earlier start needs its 8 days, a later one does not."""
    backend = backend_of(the_settings())
    texts = dict(place=place, manager=manager, firms=firms, title=title, duration=duration)
    try:
        times = {"starts_at": start_of(starts), "ends_at": end_of(ends)}
        with backend.transaction() as s:
            notice = _notice(s, reference)
            given = {name: value for name, value in {**times, **texts}.items() if value}
            draft: Draft = replace(works.draft_of(s, notice), **given)  # type: ignore[arg-type]
            told = works.change(s, notice, draft, backend.landlord, by, backend.clock())
    except CellError as error:
        stop(f"Nothing was changed: {error}.")
    except WorksRefused as refused:
        _refused("Nothing was changed", refused)
    out.print(f"{reference} is changed: {told} tenants are told.")


@app.command()
def cancel(reference: Reference, by: By = "command") -> None:
    """Cancel a notice; those who were told of it are told."""
    _close(reference, by, cancelled=True)


@app.command()
def end(reference: Reference, by: By = "command") -> None:
    """Say that an outage or works are over; of an outage, those who were told of it are told."""
    _close(reference, by, cancelled=False)


def _close(reference: str, by: str, cancelled: bool) -> None:
    backend = backend_of(the_settings())
    try:
        with backend.transaction() as s:
            act = works.cancel if cancelled else works.end
            told = act(s, _notice(s, reference), by, backend.clock())
    except WorksRefused as refused:
        _refused("Nothing was changed", refused)
    out.print(f"{reference} is {'cancelled' if cancelled else 'over'}: {told} tenants are told.")


@app.command("list")
def list_(every: Annotated[bool, typer.Option("--all", help="also what is over")] = False) -> None:
    """List the notices: who was told, who is waiting, who could not be reached."""
    backend = backend_of(the_settings())
    table = Table(box=None)
    for column in ("notice", "kind", "nature", "starts", "told", "waiting", "not reached", "state"):
        table.add_column(column, no_wrap=column != "not reached")
    with backend.reading() as s:
        for notice in works.every(s, ended=every):
            counts = works_news.counts(s, notice, notice.round)
            facts = (notice.reference, _KINDS[notice.kind], notice.nature, wall_clock.write(notice.starts_at))
            told, waiting = f"{counts.sent}/{counts.people}", str(counts.waiting + counts.on_the_way)
            table.add_row(*facts, told, waiting, _unreached(counts), _state(notice))
    out.print(table)


@app.command()
def watch(reference: Reference) -> None:
    """Show the sending of a notice until everybody is told (Ctrl-C stops the showing only)."""
    _watch(backend_of(the_settings()), reference)


def _watch(backend: Backend, reference: str) -> None:
    """The running service sends; this only looks."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rest]}"))
    with Progress(*columns, console=err) as progress:
        task = progress.add_task(reference, total=None, rest="")
        while True:
            with backend.reading() as s:
                notice = _notice(s, reference)
                counts, settled = works_news.counts(s, notice, notice.round), notice.settled_round >= notice.round
            done = counts.people - counts.waiting - counts.on_the_way
            progress.update(task, total=counts.people, completed=done, rest=_unreached(counts))
            if settled:
                break
            time.sleep(_POLL_SECONDS)
    out.print(f"{reference}: {counts.sent} of {counts.people} told, not reached: {_unreached(counts)}.")


def _tell_plan(backend: Backend, reference: str) -> None:
    """How many will be told, from when to when."""
    with backend.reading() as s:
        notice = _notice(s, reference)
        count = works_news.counts(s, notice, notice.round).people
        first, last = _span(backend.landlord, notice, works_news.backlog(s), backend)
        request = notice.request.reference
    out.print(f"{reference} ({request}): {count} tenants are told from {first} to {last} (Paris).", soft_wrap=True)


def _span(landlord: Landlord, notice: WorksNotice, count: int, backend: Backend) -> tuple[str, str]:
    outage_, now = notice.kind == works.OUTAGE, backend.clock()
    ends = (next_decent(landlord, outage_, now), last_sent(landlord, outage_, now, count))
    first, last = (wall_clock.write(at.replace(second=0, microsecond=0)) for at in ends)
    return first, last


def _unreached(counts: Counts) -> str:
    """Who could not be written to, and why."""
    parts = [f"{number} {why}" for why, number in sorted({**counts.skipped, "failed": counts.failed}.items()) if number]
    return ", ".join(parts) or "0"


def _state(notice: WorksNotice) -> str:
    if notice.cancelled_at:
        return "cancelled"
    if notice.ended_at:
        return "over"
    return "changed" if notice.changed_at else "announced"


def _notice(s: Session, reference: str) -> WorksNotice:
    notice = works.by_reference(s, reference)
    if notice is None:
        stop(f"The notice {reference} is unknown: veilleur works list --all shows them.")
    return notice


def _refused(what: str, refused: WorksRefused) -> NoReturn:
    stop(f"{what}:", *(f"- {mistake}." for mistake in refused.mistakes))
