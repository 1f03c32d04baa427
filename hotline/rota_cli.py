"""``veilleur rota``: who is on call, checked, imported, exported and changed."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import rota as rotas
from backend_client import rota_calendars, rota_edits, rota_files
from backend_client.backend import Backend
from backend_client.models import Building
from backend_client.rota import Absence, OnCallPerson, Override, Rota
from backend_client.rota_calendars import CalendarImportError
from backend_client.rota_changes import Change, apply, changes
from backend_client.rota_check import Finding, check
from backend_client.rota_edits import Half, RotaEditError
from backend_client.rota_files import RotaFileError
from backend_client.rota_store import load_rota, people, unreachable
from backend_client.wall_clock import PARIS, WallClockError, read
from common import icalendar_text
from hotline import rota_feed_cli
from hotline.terminal import backend_of, err, out, stop, the_settings

app = typer.Typer(help="Who is on call, and when.", no_args_is_help=True)
app.add_typer(rota_feed_cli.app, name="feed")

DAYS, MOST_DAYS = 14, 400
# How far a calendar file reaches, like the calendars to subscribe to.
AHEAD = timedelta(days=180)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Who = Annotated[str, typer.Argument(help="the technician's code")]
When = Annotated[str, typer.Argument(help='Paris time, "2026-12-24 08:00"')]
Level = Annotated[int, typer.Option(help="the level of the duty", min=1)]
Reason = Annotated[str, typer.Option(help="why, in a few words")]


@app.command()
def show(
    at: Annotated[str, typer.Option(help='at this Paris time, "2026-12-24 03:00", instead of now')] = "",
    building: Annotated[str, typer.Option(help="for this building (its code)")] = "",
    trade: Annotated[str, typer.Option(help="for this trade")] = "",
    duty: Annotated[str, typer.Option(help="this duty only")] = "",
    days: Annotated[int, typer.Option(help="how many days ahead", min=1, max=MOST_DAYS)] = DAYS,
) -> None:
    """Show who is on call, now or at a given time, and the shifts of the coming days."""
    backend = backend_of(the_settings())
    now = _moment(at) if at else backend.clock()
    with backend.reading() as s:
        rota = load_rota(s, backend.landlord)
        sector = _sector(s, building) if building else ""
    if building or trade:
        default = backend.landlord.duty_for(trade)
        _print_seats(rotas.who(rota, trade, sector, now, default), f"On call at {_shown(now)}")
        return
    codes = [_duty(rota, duty)] if duty else list(rota.duty_codes())
    seats = [
        rotas.Seat(code, level, person)
        for code in codes
        for level in rotas.levels(rota, code)
        for person in rotas.on_duty(rota, code, level, now)
    ]
    _print_seats(seats, f"On call at {_shown(now)}")
    if not at:
        _print_shifts(rota, codes, now, now + timedelta(days=days))


def _print_seats(seats: Sequence[rotas.Seat], title: str) -> None:
    table = Table("duty", "level", "who", "phone", title=title, title_justify="left", box=None)
    for seat in seats:
        table.add_row(seat.duty, str(seat.level), escape(seat.person.name), seat.person.phone)
    out.print(table)
    if not seats:
        out.print("Nobody is on call.")


def _print_shifts(rota: Rota, codes: Sequence[str], since: datetime, until: datetime) -> None:
    table = Table("duty", "level", "from", "to", "who", title="Shifts", title_justify="left", box=None)
    for code in codes:
        for level in rotas.levels(rota, code):
            for shift in rotas.shifts(rota, code, level, since, until):
                when = _shown(shift.starts_at), _shown(shift.ends_at)
                table.add_row(code, str(level), *when, escape(shift.person.name))
    out.print(table)


@app.command("check")
def check_(days: Annotated[int, typer.Option(help="how many days ahead", min=1, max=MOST_DAYS)] = DAYS) -> None:
    """Refuse a rota that has a gap, or somebody whom no page reaches, in the coming days."""
    backend = backend_of(the_settings())
    with backend.reading() as s:
        rota, marks = load_rota(s, backend.landlord), unreachable(s)
    found = check(rota, backend.landlord, backend.clock(), days, marks)
    _print_findings(found)
    if any(finding.refused for finding in found):
        raise typer.Exit(1)
    if not found:
        out.print(f"Nothing is wrong in the next {days} days.")


def _print_findings(found: Sequence[Finding]) -> None:
    for finding in found:
        style = "red" if finding.refused else "yellow"
        err.print(finding.sentence, style=style, highlight=False, markup=False, soft_wrap=True)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="a rota file (.toml) or a calendar (.ics)")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show the changes, write nothing")] = False,
    force: Annotated[bool, typer.Option("--force", help="write it although the check refuses it")] = False,
    duty: Annotated[str, typer.Option(help="the duty of a calendar whose events name none")] = "",
) -> None:
    """Import a whole rota, or the shifts of a calendar as stand-ins: everything, or on any mistake nothing."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        before, known = load_rota(s, backend.landlord), people(s)
        after = _read_file(file, backend, before, known, duty)
        found = changes(before, after, backend.clock())
        _print_changes(found, known)
        _refuse(s, backend, before, after, force, found)
        if not dry_run:
            apply(s, found)
    out.print(f"{file.name}: {len(found)} changes{', none written' if dry_run else ''}.", highlight=False)


def _read_file(file: Path, backend: Backend, rota: Rota, known: dict[int, OnCallPerson], duty: str) -> Rota:
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix.casefold() == ".ics":
            code = _duty(rota, duty) if duty else None
            calendar = rota_calendars.read(text, rota, list(known.values()), code)
            _print_notes(file, calendar.notes)
            return calendar.rota
        read_file = rota_files.read(text, known.values(), backend.landlord.holiday_region)
    except (OSError, UnicodeDecodeError) as error:
        stop(f"{file.name} cannot be read as UTF-8 text: {error}")
    except (RotaFileError, CalendarImportError) as error:
        stop(*(f"{file.name}, {problem}" for problem in error.problems), "Nothing was changed.")
    _print_notes(file, read_file.notes)
    return read_file.rota


def _print_notes(file: Path, notes: Sequence[str]) -> None:
    for note in notes:
        err.print(f"{file.name}, {note}", style="yellow", highlight=False, markup=False, soft_wrap=True)


def _print_changes(found: Sequence[Change], known: dict[int, OnCallPerson]) -> None:
    codes = {person.id: person.code for person in known.values()}
    for change in found:
        out.print(change.told(codes), highlight=False, markup=False, soft_wrap=True)


def _refuse(s: Session, backend: Backend, before: Rota, after: Rota, force: bool, made: Sequence[Change]) -> None:
    """Stop at what the check would refuse and does not find already; the transaction is then rolled back."""
    now, marks = backend.clock(), unreachable(s)
    ends = [c.after.ends_at for c in made if isinstance(c.after, Absence | Override) and c.after.ends_at > now]
    # As far as the change itself reaches: a mistake in three weeks' time is best told now.
    days = min(max(DAYS, *((ends_at - now).days + 1 for ends_at in ends), 0), MOST_DAYS)
    had = {finding.sentence for finding in check(before, backend.landlord, now, days, marks)}
    new = [f for f in check(after, backend.landlord, now, days, marks) if f.sentence not in had]
    _print_findings(new)
    if any(finding.refused for finding in new) and not force:
        stop("Nothing was changed. To write it all the same, add --force.")


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="written to the screen when not given")] = None,
    ics: Annotated[bool, typer.Option("--ics", help="the shifts as a calendar, instead of the rota file")] = False,
    duty: Annotated[str, typer.Option(help="with --ics: this duty only")] = "",
    history: Annotated[bool, typer.Option("--history", help="with absences and stand-ins that are over")] = False,
) -> None:
    """Export the rota: importing the file again changes nothing."""
    backend = backend_of(the_settings())
    now = backend.clock()
    with backend.reading() as s:
        rota, known = load_rota(s, backend.landlord), people(s)
    if ics:
        code = _duty(rota, duty) if duty else None
        found = rota_calendars.events(rota, now, now + AHEAD, code)
        text = icalendar_text.write(f"{backend.landlord.name} : {duty or 'rota'}", found, now)
    else:
        text = rota_files.write(rota, known.values(), None if history else now)
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8", newline="")
        err.print(f"{file} is written.", highlight=False)


@app.command()
def override(
    duty: Annotated[str, typer.Argument(help="the code of the duty")],
    technician: Who,
    since: When,
    until: When,
    level: Level = 1,
    instead_of: Annotated[str, typer.Option(help="for this colleague; not given: for everybody of the level")] = "",
    reason: Reason = "",
    force: Annotated[bool, typer.Option("--force", help="write it although the check refuses it")] = False,
) -> None:
    """Let somebody stand in at a duty's level from one time to another."""

    def edit(rota: Rota, who: dict[str, OnCallPerson], now: datetime) -> Rota:
        replaced = _person(who, instead_of).id if instead_of else None
        new = Override(
            _duty(rota, duty),
            level,
            _person(who, technician),
            _moment(since),
            _moment(until),
            instead_of=replaced,
            reason=reason or None,
        )
        return replace(rota, overrides=(*rota.overrides, rota_edits.override(rota, new, now)))

    _edit(edit, force)


@app.command()
def swap(
    technician: Who,
    day: Annotated[str, typer.Argument(help="a day on which their shift begins or lasts, 2026-12-24")],
    other: Annotated[str, typer.Argument(help="the code of the other technician")],
    other_day: Annotated[str, typer.Argument(help="the same of the other one's shift")],
    duty: Annotated[str, typer.Option(help="the duty, when they have several")] = "",
    level: Annotated[int, typer.Option(help="the level, when they have several", min=0)] = 0,
    force: Annotated[bool, typer.Option("--force", help="write it although the check refuses it")] = False,
) -> None:
    """Exchange the shifts that two technicians have on two days."""
    word = secrets.token_hex(4)

    def edit(rota: Rota, who: dict[str, OnCallPerson], now: datetime) -> Rota:
        where = _duty(rota, duty) if duty else None, level or None
        one = Half(_person(who, technician), _day(day), *where)
        two = Half(_person(who, other), _day(other_day), *where)
        return replace(rota, overrides=(*rota.overrides, *rota_edits.swap(rota, one, two, word, now)))

    _edit(edit, force)


@app.command()
def absence(
    technician: Who,
    since: When,
    until: When,
    reason: Reason = "",
    force: Annotated[bool, typer.Option("--force", help="write it although the check refuses it")] = False,
) -> None:
    """Note that somebody cannot be on call: the next member of the rotation takes the turn."""

    def edit(rota: Rota, who: dict[str, OnCallPerson], now: datetime) -> Rota:
        new = Absence(_person(who, technician), _moment(since), _moment(until), reason)
        return replace(rota, absences=(*rota.absences, rota_edits.absence(rota, new, now)))

    _edit(edit, force)


def _edit(edit: Callable[[Rota, dict[str, OnCallPerson], datetime], Rota], force: bool) -> None:
    """Make one change, show it, and write it unless the check refuses what comes of it."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        before, known = load_rota(s, backend.landlord), people(s)
        try:
            after = edit(before, {person.code: person for person in known.values()}, backend.clock())
        except RotaEditError as error:
            stop(f"{error}. Nothing was changed.")
        found = changes(before, after, backend.clock())
        _print_changes(found, known)
        _refuse(s, backend, before, after, force, found)
        apply(s, found)


def _person(who: dict[str, OnCallPerson], code: str) -> OnCallPerson:
    if code not in who:
        stop(f'The technician "{code}" is unknown; there are {", ".join(sorted(who))}.')
    return who[code]


def _duty(rota: Rota, code: str) -> str:
    if code not in rota.duty_codes():
        stop(f'The duty "{code}" is unknown; there are {", ".join(rota.duty_codes())}.')
    return code


def _sector(s: Session, building: str) -> str:
    row = s.scalar(select(Building).filter_by(code=building))
    if row is None:
        stop(f'The building "{building}" is unknown.')
    return row.residence.sector


def _moment(written: str) -> datetime:
    try:
        reading = read(written)
    except WallClockError as error:
        stop(f"{error}.")
    if reading.note:
        err.print(f"{reading.note}.", style="yellow", highlight=False, markup=False)
    return reading.instant


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        stop(f'"{written}" is not a day: write it as 2026-12-24.')


def _shown(instant: datetime) -> str:
    local = instant.astimezone(PARIS)
    return f"{WEEKDAYS[local.weekday()]} {local:%Y-%m-%d %H:%M}"
