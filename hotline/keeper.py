"""Keeps the service alive: ``python -m hotline.keeper`` loads everything and runs the service as a copy of itself.

A start from nothing takes seconds, most of them to import and to load. When the service is killed, the next copy is
there at once and pages within a second.
"""

import ctypes
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from hotline import language
from hotline.knowledge import knowledge
from hotline.serve import main as serve
from hotline.settings import SettingsError

# A service that was killed sooner than this after its start is not started again here: whoever watches this process
# starts it anew, ever more slowly, with everything loaded again.
LIVED = 5.0
ENDS = (signal.SIGTERM, signal.SIGINT)
_PR_SET_PDEATHSIG = 1


def main() -> None:
    try:
        knowledge()
        language.warm_up()
    except SettingsError as error:
        sys.exit(str(error))
    if _threads() > 1:
        # A copy would have one of them only.
        serve()
        return
    gc.collect()
    gc.freeze()
    sys.exit(keep(serve))


def _threads() -> int:
    tasks = Path("/proc/self/task")
    return sum(1 for _ in tasks.iterdir()) if tasks.exists() else 1


def keep(run: Callable[[], None], lived: float = LIVED) -> int:
    """Run copies of this process, the next one when the last one was killed. Returns the exit status of the last."""
    asked_to_end, child = False, 0

    def end(number: int, frame: object) -> None:
        nonlocal asked_to_end
        asked_to_end = True
        os.kill(child, number)

    while True:
        began = time.monotonic()
        # Held back until the copy can be told, and is no copy of this handler any more.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
        child = _copy(run)
        for number in ENDS:
            signal.signal(number, end)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status >= 0 or asked_to_end or time.monotonic() - began < lived:
            return status if status >= 0 else 128 - status
        print(f"the service was killed by signal {-status}; the next one starts", file=sys.stderr, flush=True)


def _copy(run: Callable[[], None]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        _end_with(parent)
        for number in ENDS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)
        run()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _end_with(parent: int) -> None:
    """Where the system can (Linux), the copy ends with the process that would start the next one."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit("the keeper ended")


if __name__ == "__main__":
    main()
