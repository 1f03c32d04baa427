"""The keeper: a killed service is there again at once; one that ends by itself, or dies young, is left to others."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from hotline import keeper


def kept(run: Callable[[], None], lived: float) -> int:
    """The exit status of a keeper in a process of its own."""
    child = os.fork()
    if child == 0:
        os._exit(keeper.keep(run, lived))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dies(starts: Path, times: int) -> Callable[[], None]:
    """A service that notes each start, and is killed the first times."""

    def service() -> None:
        with starts.open("a") as file:
            file.write("started\n")
        if starts.read_text().count("started") <= times:
            os.kill(os.getpid(), signal.SIGKILL)

    return service


def test_a_killed_service_is_started_again_until_it_ends_by_itself(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    assert kept(dies(starts, 2), lived=0.0) == 0
    assert starts.read_text().count("started") == 3


def test_one_that_dies_young_is_not(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    assert kept(dies(starts, 2), lived=60.0) == 128 + signal.SIGKILL
    assert starts.read_text().count("started") == 1


def test_a_mistake_in_the_settings_is_told_and_ends_it() -> None:
    def refuses() -> None:
        raise SystemExit("Set it.")

    assert kept(refuses, lived=0.0) == 1


def test_asked_to_end_it_ends_the_service_and_starts_no_other(tmp_path: Path) -> None:
    starts = tmp_path / "starts"

    def waits() -> None:
        with starts.open("a") as file:
            file.write("started\n")
        os.kill(os.getppid(), signal.SIGTERM)
        signal.pause()

    assert kept(waits, lived=0.0) == 128 + signal.SIGTERM
    assert starts.read_text() == "started\n"
