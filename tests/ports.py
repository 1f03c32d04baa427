"""Ports of loopback for the servers of the tests."""

import itertools
import os
import random
import re
import socket

# Below those that a system gives to connections going out (32768 and above on Linux): a port that is free now would
# else be another test's connection when its server starts. Each process of the suite has a part of its own.
_FIRST, _PART, _PARTS = 20_000, 1_500, 8


def _own_part() -> range:
    worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    first = _FIRST + worker % _PARTS * _PART
    return range(first, first + _PART)


# Another run of the suite beside this one begins elsewhere.
_offered = itertools.cycle(random.SystemRandom().sample(_own_part(), k=_PART))


def free_port() -> int:
    """A port that nothing listens on; none is given twice until all have been."""
    return next(port for port in itertools.islice(_offered, _PART) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
