"""``veilleur rota feed``: calendars to subscribe to, under addresses that are shown once."""

from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import select

from backend_client import calendar_keys
from backend_client.models import CalendarFeed, Technician
from backend_client.rota_store import load_rota
from backend_client.wall_clock import write
from hotline.terminal import backend_of, err, out, stop, the_settings

app = typer.Typer(help="Calendars to subscribe to, under secret addresses.", no_args_is_help=True)


@app.command()
def create(
    technician: Annotated[str, typer.Option(help="the shifts of this technician (the code)")] = "",
    duty: Annotated[str, typer.Option(help="the shifts of this duty")] = "",
) -> None:
    """Make a new secret address. It is shown now and never again; whoever has it reads the calendar."""
    if bool(technician) == bool(duty):
        stop("Write either --technician or --duty.")
    settings = the_settings()
    backend = backend_of(settings)
    with backend.transaction() as s:
        who = s.scalar(select(Technician).filter_by(code=technician)) if technician else None
        if technician and who is None:
            stop(f'The technician "{technician}" is unknown.')
        if duty and duty not in load_rota(s, backend.landlord).duty_codes():
            stop(f'The duty "{duty}" is unknown.')
        feed, secret = calendar_keys.create(s, backend.clock(), who.id if who else None, duty or None)
    err.print(f"Calendar {feed.id} of {technician or duty}. The address is not shown again:", highlight=False)
    typer.echo(f"{settings.base_url}/calendars/{secret}.ics")


@app.command("list")
def list_() -> None:
    """List the calendars that were made, without their addresses."""
    backend = backend_of(the_settings())
    table = Table("calendar", "of", "made", "revoked")
    with backend.reading() as s:
        codes = {technician.id: technician.code for technician in s.scalars(select(Technician))}
        for feed in s.scalars(select(CalendarFeed).order_by(CalendarFeed.id)):
            whose = feed.duty or codes[feed.technician_id or 0]
            revoked = write(feed.revoked_at)[:16] if feed.revoked_at else "-"
            table.add_row(str(feed.id), whose, write(feed.created_at)[:16], revoked)
    out.print(table)


@app.command()
def revoke(calendar: Annotated[int, typer.Argument(help="its number in the list")]) -> None:
    """Make an address dead, for good."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        revoked = calendar_keys.revoke(s, calendar, backend.clock())
    if not revoked:
        stop(f"Calendar {calendar} is unknown or was revoked before.")
    out.print(f"Calendar {calendar} is revoked.", highlight=False)
