"""``veilleur staff``: what the office does for its technicians."""

from typing import Annotated

import typer
from sqlalchemy import select

from backend_client.models import Technician
from hotline.staff_telegram import LIFE, token_for
from hotline.terminal import backend_of, out, stop, the_settings

app = typer.Typer(help="Technicians: their Telegram account.", no_args_is_help=True, add_completion=False)


@app.callback()
def _staff() -> None:
    """Technicians: their Telegram account."""


@app.command()
def telegram(technician: Annotated[str, typer.Argument(help="the technician's code, as in the rota")]) -> None:
    """Print what a technician sends to the bot once, so that pages reach them on Telegram too."""
    settings = the_settings()
    backend = backend_of(settings)
    with backend.reading() as s:
        person = s.scalar(select(Technician).where(Technician.code == technician, Technician.active))
        if person is None:
            known = ", ".join(s.scalars(select(Technician.code).where(Technician.active).order_by(Technician.code)))
            stop(f"No technician has the code {technician}. The codes are: {known}.")
        token, name = token_for(settings, person, backend.clock()), person.name
    hours = int(LIFE.total_seconds() // 3600)
    out.print(f"{name} sends this to the hotline's bot from their own phone within {hours} hours; it works once:")
    out.print(f"/start {token}", soft_wrap=True, highlight=False)
