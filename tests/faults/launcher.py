"""Starts the service's process again and again without importing it each time.

``python -m tests.faults.launcher``: for each line of JSON (``{"env", "log"}``) on its input it forks a process that
runs ``hotline.serve.main`` as ``python -m hotline.serve`` does, and prints its id. It has one thread, so that the
fork is a whole copy.
"""

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from backend_client import landlord
from hotline import language
from hotline.serve import main as serve


def _become_service(order: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)

    os.environ.update(order["env"])
    if order["env"].get("VEILLEUR_QUICK_POLICY"):
        _loosen(landlord._SCHEMA)
    status = 1
    try:
        serve()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _loosen(schema: dict[str, Any]) -> None:
    """A landlord's file of these tests waits seconds where a real one has to wait longer."""
    schema.pop("minimum", None)
    for part in schema.values():
        if isinstance(part, dict):
            _loosen(part)


def main() -> None:
    language.warm_up()
    threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    if threads != 1:
        sys.exit(f"{threads} threads: a fork would copy one of them only")
    # The dead are nobody's to wait for: whoever asked for them holds a descriptor of the process.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become_service(json.loads(line))
        print(child, flush=True)


if __name__ == "__main__":
    main()
