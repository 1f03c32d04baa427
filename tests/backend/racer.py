"""A process that books for tenants, to be killed in the middle: ``python -m tests.backend.racer URL PLAN``.

PLAN is JSON: {"contractor", "starts_at", "now", "requests", "stop"}. Each request first holds the window and then books
it; a line on stdout tells of each step. ``stop``: after the first ``held`` line ("held") or inside of its booking's
transaction ("booking") it waits to be killed.
"""

import json
import sys
import time
from datetime import datetime
from typing import Any

from backend_client import appointments
from backend_client.appointments import WindowTaken
from backend_client.database import Database
from backend_client.models import Request
from backend_client.windows import LENGTH, Window
from tests.backend.builders import LANDLORD


def tell(step: str, request_id: int) -> None:
    print(step, request_id, flush=True)


def wait_for_the_end() -> None:
    while True:
        time.sleep(60)


def run(url: str, plan: dict[str, Any]) -> None:
    db = Database(url)
    number, now = plan["contractor"], datetime.fromisoformat(plan["now"])
    starts_at = datetime.fromisoformat(plan["starts_at"])
    window = Window(number, "", starts_at, starts_at + LENGTH)
    for request_id in plan["requests"]:
        with db.transaction() as s:
            held = appointments.hold(s, LANDLORD, s.get_one(Request, request_id), [window], now)
        tell("held" if held else "full", request_id)
        if held and plan["stop"] == "held":
            wait_for_the_end()
        try:
            with db.transaction() as s:
                appointments.book(s, LANDLORD, s.get_one(Request, request_id), number, starts_at, now)
                if plan["stop"] == "booking":
                    tell("booking", request_id)
                    wait_for_the_end()
            tell("booked", request_id)
        except WindowTaken:
            tell("taken", request_id)


if __name__ == "__main__":
    run(sys.argv[1], json.loads(sys.argv[2]))
