"""A real engine on a small assistant of its own: trained once, driven over HTTP as the hotline does.

Needs the engine's environment (``.engine/bin/python``, or ``VEILLEUR_ENGINE_PYTHON``); skipped without it.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Path(__file__).parent / "project"
SECRET = "test-secret"
START_SECONDS = 120


class HangingUp(ThreadingHTTPServer):
    """Closes its kept-alive connections with the server, as a killed process does."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._open: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.append(connection)
        return connection, address

    def server_close(self) -> None:
        super().server_close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


Action = Callable[[dict[str, Any]], dict[str, Any]]


class FakeActions:
    """The action server: answers by action name, remembers the calls, and can be taken down."""

    def __init__(self) -> None:
        self.port = free_port()
        self.answers: dict[str, Action] = {}
        self.calls: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._server: HangingUp | None = None

    def start(self) -> None:
        actions = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def log_message(self, *args: Any) -> None:
                """Quiet."""

            def do_POST(self) -> None:
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                actions.calls.append(call)
                actions.headers.append(dict(self.headers))
                answer = actions.answers.get(call["next_action"], lambda _: {"events": [], "responses": []})(call)
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = HangingUp(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class Engine:
    """The hotline's side: one conversation's events and one message."""

    def __init__(self, url: str, log: Path) -> None:
        self.http = httpx.Client(base_url=url, headers={"X-Engine-Secret": SECRET}, timeout=30)
        self.log = log

    def turn(self, text: str, events: list[Any] | None = None, **message: Any) -> dict[str, Any]:
        body = {
            "conversation_id": message.pop("conversation_id", "1"),
            "events": events or [],
            "message": {"id": "m1", "text": text, "channel": "sms", "language": "fr", "metadata": {}, **message},
        }
        response = self.http.post("/turn", json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


def engine_environment(actions_port: int) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "VEILLEUR_ENGINE_SECRET": SECRET,
        "VEILLEUR_ACTION_URL": f"http://127.0.0.1:{actions_port}/webhook",
    }


@pytest.fixture(scope="session")
def engine_python() -> str:
    path = Path(os.environ.get("VEILLEUR_ENGINE_PYTHON") or ROOT / ".engine/bin/python")
    if not path.exists():
        pytest.skip("the engine's environment is not built")
    return str(path)


@pytest.fixture(scope="session")
def project(engine_python: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small assistant, trained with the product's own configuration."""
    folder = tmp_path_factory.mktemp("engine")
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    for name in ("endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder / name)
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    config["pipeline"][0].update({"min_df": 1, "joined_examples": 0, "fallback_below": 0.05})
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    subprocess.run(
        [engine_python, "-m", "rasa", "train", "--data", "nlu", "rules.yml", "--fixed-model-name", "test"],
        cwd=folder,
        env=engine_environment(0),
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def actions(engine: Engine) -> Iterator[FakeActions]:
    """The action server as the engine knows it, up and empty at the start of each test."""
    server: FakeActions = engine.actions  # type: ignore[attr-defined]
    server.stop()
    server.start()
    server.answers.clear()
    server.calls.clear()
    server.headers.clear()
    yield server


@pytest.fixture(scope="session")
def engine(engine_python: str, project: Path) -> Iterator[Engine]:
    fake, port, log = FakeActions(), free_port(), project / "engine.log"
    command = [engine_python, "-m", "rasa", "run", "--model", "models/test.tar.gz", "--credentials",
               "credentials.yml", "--endpoints", "endpoints.yml", "-i", "127.0.0.1", "-p", str(port)]  # fmt: skip
    with log.open("w") as sink:
        process = subprocess.Popen(
            command, cwd=project, env=engine_environment(fake.port), stdout=sink, stderr=subprocess.STDOUT
        )
        running = Engine(f"http://127.0.0.1:{port}/webhooks/engine", log)
        running.actions = fake  # type: ignore[attr-defined]
        try:
            _until_ready(running, process)
            yield running
        finally:
            process.terminate()
            process.wait(timeout=30)
            fake.stop()


def _until_ready(engine: Engine, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, engine.log.read_text()[-2000:]
        try:
            if engine.http.get("/health").status_code == 200:
                return
        except httpx.TransportError:
            # nothing to await: the port does not exist before the model is loaded
            time.sleep(0.2)
    raise AssertionError("the engine did not start")
