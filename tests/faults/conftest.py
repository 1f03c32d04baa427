"""Worlds to kill processes in: on SQLite and on Postgres, with the quick engine or with Rasa."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from backend_client.database import Database
from backend_client.migrate import upgrade
from hotline import sample
from tests.faults.far_end import FarEnd
from tests.faults.world import Launcher, World

Open = Callable[..., AbstractAsyncContextManager[World]]
OpenCrew = Callable[[str, int, Callable[[Path], Path]], AbstractAsyncContextManager[tuple[list[World], FarEnd]]]


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    launcher = Launcher()
    yield launcher
    launcher.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the tables and the sample directory."""
    file = tmp_path_factory.mktemp("filled") / "veilleur.sqlite"
    _fill(f"sqlite:///{file}")
    return file


def _fill(url: str) -> None:
    db = Database(url)
    upgrade(db)
    sample.load_when_empty(db, datetime.now(UTC))
    db.dispose()


def quick_engine(world: World) -> list[str]:
    settings = world.settings
    actions = f"http://127.0.0.1:{settings.actions_port}/webhook"
    return [sys.executable, "-m", "tests.faults.fake_engine",
            str(settings.engine_port), settings.engine_secret, actions, str(world.folder)]  # fmt: skip


@pytest.fixture
def open_world(tmp_path: Path, launcher: Launcher, filled: Path, request: pytest.FixtureRequest) -> Open:
    """``open_world("sqlite")`` or ``open_world("postgres")``: a world with a directory, its engine running."""

    @asynccontextmanager
    async def opened(database: str, **parts: Any) -> AsyncIterator[World]:
        url = ""
        if database == "postgres":
            url = request.getfixturevalue("postgres").create()
            _fill(url)
        else:
            shutil.copy(filled, tmp_path / "veilleur.sqlite")
        with FarEnd().running() as far_end:
            parts = {"start_service": launcher.start, "engine_command": quick_engine, **parts}
            world = World(tmp_path, url, far_end, **parts)
            try:
                async with far_end.listening():
                    await world.start_engine()
                    yield world
            finally:
                await world.close()

    return opened


@pytest.fixture
def open_crew(tmp_path: Path, launcher: Launcher, filled: Path, request: pytest.FixtureRequest) -> OpenCrew:
    """``open_crew("postgres", 2, policy)``: so many workers of one database, no engine; ``policy`` writes the
    landlord's file into a folder."""

    @asynccontextmanager
    async def opened(
        database: str, workers: int, policy: Callable[[Path], Path]
    ) -> AsyncIterator[tuple[list[World], FarEnd]]:
        url, up, worlds = "", asyncio.Event(), []
        if database == "postgres":
            url = request.getfixturevalue("postgres").create()
            _fill(url)
        extra = {"LANDLORD_FILE": str(policy(tmp_path)), "QUICK_POLICY": "1"}
        with FarEnd().running() as far_end:
            try:
                for number in range(workers):
                    folder = tmp_path / f"worker-{number}"
                    folder.mkdir()
                    if database == "sqlite":
                        shutil.copy(filled, folder / "veilleur.sqlite")
                    parts = {"start_service": launcher.start, "engine_command": quick_engine}
                    worlds.append(World(folder, url, far_end, up=up, extra=extra, **parts))
                async with far_end.listening():
                    yield worlds, far_end
            finally:
                for world in worlds:
                    await world.close()

    return opened


def runs(default: int) -> int:
    """How many kills a sweep does; ``VEILLEUR_FAULT_RUNS`` asks for more."""
    return int(os.environ.get("VEILLEUR_FAULT_RUNS", "") or default)
