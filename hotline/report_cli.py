"""``veilleur report``: what happened while the office was shut."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from backend_client.calendar import paris_day
from common.catalogue import Catalogue
from common.wording import Wording
from hotline import night_html, night_notice, night_text
from hotline.services import DATA
from hotline.signed_links import report_link
from hotline.terminal import backend_of, stop, the_settings

app = typer.Typer(help="Reports for the landlord's office.", no_args_is_help=True)


@app.callback()
def reports() -> None:
    """Reports for the landlord's office."""


@app.command()
def night(
    day: Annotated[str, typer.Option("--date", help="2026-11-23: the night, or the weekend, before or around it")] = "",
    html: Annotated[Path | None, typer.Option("--html", dir_okay=False, help="also as a page to print")] = None,
) -> None:
    """Print the last night's report (of the time since the office closed), and the address of its page."""
    settings = the_settings()
    backend = backend_of(settings)
    now = backend.clock()
    try:
        wanted = date.fromisoformat(day) if day else paris_day(now)
    except ValueError:
        stop(f'"{day}" is not a day: write it as 2026-11-23.')
    landlord = backend.landlord
    with backend.reading() as s:
        catalogue, wording = Catalogue.load(DATA / "catalogue"), Wording.load(DATA / "texts")
        report = night_notice.make(s, landlord, catalogue, wording, wanted, now)
    typer.echo(night_text.render(report, landlord.name))
    if html is not None:
        html.write_text(night_html.document(report, landlord.name), encoding="utf-8")
    typer.echo(report_link(settings, wanted, now + night_notice.LINK_LASTS))
