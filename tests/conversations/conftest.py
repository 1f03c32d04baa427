"""One engine for the session; one service for each database, with the engine's real understanding behind it."""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from hotline.settings import ROOT, Settings
from hotline.supervisor import engine_command, engine_environment
from tests.conftest import Cluster
from tests.conversations.house import MORNING, NIGHT, SECRET, House, running, settings_for, until
from tests.ports import free_port

# TensorFlow loads for ten seconds on a quiet machine, and far longer beside other work.
ENGINE_PATIENCE = 300.0

NewDatabase = Callable[[], str]


@dataclass(frozen=True)
class Engine:
    """``actions_port`` is where it calls the actions: one service at a time listens there."""

    port: int
    actions_port: int
    log: Path


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Rasa with the trained model, from ready to stopped."""
    engine = Engine(free_port(), free_port(), tmp_path_factory.mktemp("engine") / "engine.log")
    settings = Settings(
        secret=SECRET,
        data_dir=engine.log.parent,
        engine_port=engine.port,
        actions_port=engine.actions_port,
        model=str(ROOT / "models" / "veilleur.tar.gz"),
        engine_python=os.environ.get("VEILLEUR_ENGINE_PYTHON", ""),
    )
    command, environment = engine_command(settings, engine.port), engine_environment(settings)
    with engine.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, process_group=0)

    def ready() -> bool:
        assert process.poll() is None, engine.log.read_text()
        headers = {"X-Engine-Secret": settings.engine_secret}
        try:
            return httpx.get(f"{settings.engine_url}/health", headers=headers, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    try:
        until("the engine is ready", ready, ENGINE_PATIENCE)
        yield engine
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Makes a new database of each kind; the empty URL stands for SQLite in the service's own folder."""
    if request.param == "sqlite":
        return lambda: ""
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.create


@pytest.fixture(scope="session")
def service(new_database: NewDatabase, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("service")
    with running(settings_for(folder, new_database(), engine.port, engine.actions_port)) as house:
        yield house


@pytest.fixture
def house(service: House) -> Iterator[House]:
    """The service at night, with nothing left open by another test."""
    service.set_clock(NIGHT)
    service.settle()
    yield service
    service.everyone_answers()


@pytest.fixture
def office(house: House) -> House:
    """The same in office hours."""
    house.set_clock(MORNING)
    house.settle()
    return house
