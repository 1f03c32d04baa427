"""``veilleur times``: what was agreed with tenants, for the people of a team."""

from datetime import time, timedelta
from typing import Annotated

import typer
from rich.table import Table

from backend_client import agreed_times, wall_clock
from backend_client.calendar import local_instant, paris_day
from backend_client.requests import request_by_reference
from hotline.terminal import backend_of, out, stop, the_settings

app = typer.Typer(help="Times agreed with tenants: calls, statements, interviews, visits.", no_args_is_help=True)


@app.command("list")
def list_(
    team: Annotated[str, typer.Option(help="a team of landlord.toml; not given: all")] = "",
    days: Annotated[int, typer.Option(min=1, max=60, help="how many days, today included")] = 7,
) -> None:
    """What is agreed in the coming days, in order. A private request shows its reference only."""
    backend = backend_of(the_settings())
    known = ", ".join(sorted(backend.landlord.teams))
    if team and team not in backend.landlord.teams:
        stop(f'The team "{team}" is unknown; landlord.toml has {known or "none"}.')
    since = local_instant(paris_day(backend.clock()), time())
    table = Table("when", "team", "what", "request", "on")
    with backend.reading() as s:
        for agreed in agreed_times.coming(s, since, since + timedelta(days=days), team):
            call_on = agreed.request.details.get("call_on", "")
            when = wall_clock.write(agreed.starts_at)
            table.add_row(
                when, agreed.team, agreed.kind, agreed.request.reference, "" if call_on == "this" else call_on
            )
    out.print(table if table.row_count else "Nothing is agreed.")


@app.command()
def missed(
    request: Annotated[str, typer.Argument(help="the request's reference, R-2026-000123")],
    by: Annotated[str, typer.Option(help="who tried")],
) -> None:
    """Note that the tenant could not be reached, or was not there, at the agreed time. The promise stays open."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        about = request_by_reference(s, request)
        if about is None:
            stop(f"The request {request} is unknown.")
        agreed = agreed_times.agreed_for(s, about.id)
        if agreed is None or agreed.starts_at > backend.clock():
            stop(f"Nothing was changed: {request} has no time that is agreed and has begun.")
        agreed_times.missed(s, agreed, by, backend.clock())
    out.print(f"{request}: noted as missed.")
