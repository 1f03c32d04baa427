"""An engine of one's own that does not become ready: the command ends with one sentence, and so does the engine."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hotline import temporary_engine
from hotline.engine_client import EngineDown
from hotline.settings import Settings

ENDS = "raise SystemExit(3)"
NEVER_OPENS = "import time; time.sleep(600)"
ANSWERS = """
import http.server, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2])); self.end_headers()
    def log_message(self, *args): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()
"""

Start = Callable[..., None]


@pytest.fixture
def engine_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Put a program in the engine's place; it writes its process id first."""

    def put(program: str, *arguments: str) -> None:
        noted = f"import os, pathlib; pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n"

        def command(_: Settings, port: int) -> list[str]:
            return [sys.executable, "-c", noted + program, str(port), *arguments]

        monkeypatch.setattr(temporary_engine, "engine_command", command)
        monkeypatch.setattr(temporary_engine, "engine_environment", lambda _: dict(os.environ))

    return put


def alive(tmp_path: Path) -> bool:
    return Path(f"/proc/{(tmp_path / 'pid').read_text()}").exists()


async def asked(patience: float = 30.0) -> str:
    settings = Settings(_env_file=None, engine_port=temporary_engine.free_port())
    async with asyncio.timeout(60), temporary_engine.engine_for(settings, lambda _: None, patience) as url:
        return url


@pytest.mark.parametrize(
    ("program", "arguments", "patience", "sentence"),
    [
        (ENDS, (), 30.0, "it ended with 3"),
        (ANSWERS, ("503",), 30.0, "cannot load its model"),
        (NEVER_OPENS, (), 1.0, "was not ready after 1 s"),
    ],
)
async def test_an_engine_that_does_not_become_ready_is_given_up(
    engine_is: Start, tmp_path: Path, program: str, arguments: tuple[str, ...], patience: float, sentence: str
) -> None:
    engine_is(program, *arguments)
    with pytest.raises(EngineDown, match=sentence):
        await asked(patience)
    assert not alive(tmp_path)


async def test_a_ready_engine_is_given_and_stopped(engine_is: Start, tmp_path: Path) -> None:
    engine_is(ANSWERS, "200")
    assert (await asked()).endswith("/webhooks/engine")
    assert not alive(tmp_path)
