"""What the parts of the ``veilleur`` command share: its two consoles, its settings and its database."""

from typing import NoReturn

import typer
from rich.console import Console

from backend_client.backend import Backend
from backend_client.database import Database
from backend_client.landlord import Landlord, LandlordError
from backend_client.migrate import upgrade
from hotline.clock import Clock, SimulatedClock
from hotline.settings import Settings, SettingsError, load_settings

out, err = Console(), Console(stderr=True)


def stop(*sentences: str) -> NoReturn:
    """End the command with what is wrong."""
    for sentence in sentences:
        err.print(sentence, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(1)


def the_settings() -> Settings:
    """The settings; a mistake in them ends the command."""
    try:
        return load_settings()
    except SettingsError as error:
        stop(str(error))


def backend_of(settings: Settings) -> Backend:
    """The database with its newest tables, the landlord's facts and the clock (the simulator's, while it stands in)."""
    try:
        landlord = Landlord.load(settings.landlord_file)
    except LandlordError as error:
        stop(str(error))
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock: Clock = SimulatedClock(settings.data_dir / "clock.json") if settings.simulated else Clock()
    backend = Backend(Database(settings.database), landlord, clock)
    upgrade(backend.db)
    return backend
