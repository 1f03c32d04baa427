"""The reports' figures counted a second time, from the rows as they were written; no code is shared with them.

Only the standard library: ``zoneinfo`` for months, ``statistics`` for medians and quantiles.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median, quantiles
from typing import Any
from zoneinfo import ZoneInfo

from backend_client.models import (
    Appointment,
    Building,
    Commitment,
    Dwelling,
    Exchange,
    FeedbackScore,
    FeedbackSet,
    JobStatusUpdate,
    Pause,
    Request,
)
from tests.backend.audit_world import NOW, World

PARIS = ZoneInfo("Europe/Paris")
Row = dict[str, Any]


def local(at: datetime) -> datetime:
    return at.astimezone(PARIS)


def within(at: datetime, since: date, until: date) -> bool:
    return since <= local(at).date() <= until


def middle(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def nine_tenths(values: Sequence[float]) -> float | None:
    if len(values) < 2:
        return values[0] if values else None
    return quantiles(values, n=10, method="inclusive")[8]


def share(part: int, whole: int) -> float | None:
    return part / whole * 100 if whole else None


def estate(world: World, request_id: int) -> int | None:
    """The residence of a request, by its building, else its dwelling."""
    request = world.rows[Request][request_id - 1]
    building = request["building_id"]
    if building is None and request["dwelling_id"] is not None:
        building = world.rows[Dwelling][request["dwelling_id"] - 1]["building_id"]
    return None if building is None else world.rows[Building][building - 1]["residence_id"]


def fate(world: World, row: Row) -> str:
    """Where a commitment stands, told by its row and its request's pauses."""
    seen = row.get("kept_at") or NOW
    frozen = [
        pause
        for pause in world.rows.get(Pause, ())
        if pause["request_id"] == row["request_id"]
        and pause["starts_at"] <= row["due_at"]
        and (pause["ends_at"] is None or pause["ends_at"] >= seen)
    ]
    late = bool(row.get("breached_at")) or (row["due_at"] <= seen and not frozen)
    if row.get("kept_at"):
        return "late" if late else "in_time"
    if row.get("withdrawn_at") and not (row["promise"] == "3.7" and row.get("breached_at")):
        return "withdrawn"
    return "open_late" if late else "open"


def promises(world: World, since: date, until: date) -> list[Row]:
    """One row for each case: promise, residence, month, fate, days."""
    return [
        {
            "promise": row["promise"],
            "residence": estate(world, row["request_id"]),
            "month": local(row["opened_at"]).strftime("%Y-%m"),
            "fate": fate(world, row),
            "days": (row["kept_at"] - row["opened_at"]).total_seconds() / 86400 if row.get("kept_at") else None,
            "reason": row.get("breach_reason") or "",
        }
        for row in world.rows[Commitment]
        if within(row["opened_at"], since, until)
    ]


def summed(cases: Iterable[Row]) -> Row:
    """What a line of the report has to say of these cases."""
    cases = list(cases)
    counted = {name: sum(case["fate"] == name for case in cases) for name in _FATES}
    days = [case["days"] for case in cases if case["days"] is not None]
    decided = counted["in_time"] + counted["late"] + counted["open_late"]
    kept = share(counted["in_time"], decided)
    return {"cases": len(cases), **counted, "share": kept, "median": middle(days), "p90": nine_tenths(days)}


_FATES = ("in_time", "late", "open_late", "open", "withdrawn")


def requests(world: World, since: date, until: date) -> list[Row]:
    """One row for each tenant's request: residence, building, month, what it is about, whether it is a repeat."""
    found, seen = [], defaultdict(list)
    rows = [row for row in world.rows[Request] if row["kind"] not in ("contact", "call", "on_call")]
    for row in sorted(rows, key=lambda each: (each["created_at"], each["id"])):
        kind = "neighbourhood" if row["kind"] == "nuisance" else row["kind"]
        about = row["situation"].split(".")[0] if row["situation"] else kind
        earlier = seen[row["dwelling_id"], about]
        repeat = any(row["created_at"] - at <= timedelta(days=90) for at in earlier)
        if row["dwelling_id"] is not None:
            earlier.append(row["created_at"])
        if not within(row["created_at"], since, until):
            continue
        building = row["building_id"] or (
            world.rows[Dwelling][row["dwelling_id"] - 1]["building_id"] if row["dwelling_id"] else None
        )
        situation = row["situation"] or ""
        found.append(
            {
                "residence": estate(world, row["id"]),
                "building": building,
                "month": local(row["created_at"]).strftime("%Y-%m"),
                "about": about,
                "repeat": repeat,
                "tranquillity": about == "neighbourhood"
                or situation == "lock.forced_entry"
                or row["danger"] == "violence",
                "bulky_waste": situation == "common.bulky_waste",
                "arrears": row["kind"] == "financial_difficulty",
            }
        )
    return found


def visits(world: World, since: date, until: date) -> list[Row]:
    """One row for each visit: firm, how it was kept, whether it was enough."""
    found = []
    for row in world.rows[Appointment]:
        if not within(row["starts_at"], since, until):
            continue
        told = [each for each in world.rows[JobStatusUpdate] if each["appointment_id"] == row["id"]]
        found.append(
            {
                "firm": row["contractor_id"],
                "residence": estate(world, row["request_id"]),
                "status": row["status"],
                "kept": _kept(row, told),
                "enough": _enough(world, row, told),
                "by": {each["by"] for each in told if each["kind"] == "cancelled"},
            }
        )
    return found


def _kept(row: Row, told: Sequence[Row]) -> str:
    if row["status"] == "cancelled":
        return "cancelled"
    said = [(each["event_time"], each["by"]) for each in told if each["kind"] == "arrived"]
    arrived = sorted(at for at, by in said if by == "contractor" or at <= row["ends_at"])
    if not arrived:
        ends = ("done", "no_access", "parts_needed")
        arrived = [each["event_time"] for each in told if each["kind"] in ends and each["event_time"] <= row["ends_at"]]
    if arrived:
        if arrived[0] <= row["ends_at"]:
            return "in_time"
        warned = [each for each in told if each["kind"] == "late" and each["by"] == "contractor"]
        return "late_told" if any(each["event_time"] <= row["ends_at"] for each in warned) else "late_untold"
    if row["status"] == "missed":
        return "no_show"
    return "unknown" if row["ends_at"] <= NOW else "ahead"


def _enough(world: World, row: Row, told: Sequence[Row]) -> bool | None:
    same = [each for each in world.rows[Appointment] if each["request_id"] == row["request_id"]]
    attended = sorted((each["starts_at"], each["id"]) for each in same if each["status"] in ("done", "incomplete"))
    if not attended or attended[0][1] != row["id"] or NOW - row["starts_at"] < timedelta(days=30):
        return None
    later = [
        each
        for each in same
        if each["status"] != "cancelled"
        and each["id"] != row["id"]
        and timedelta(0) < each["starts_at"] - row["starts_at"] <= timedelta(days=30)
    ]
    return row["status"] == "done" and not later and "parts_needed" not in {each["kind"] for each in told}


def surveys(world: World, since: date, until: date, by_visit: bool = False) -> list[Row]:
    """One row for each survey, with its scores."""
    found = []
    for row in world.rows[FeedbackSet]:
        visit = world.rows[Appointment][row["appointment_id"] - 1]
        if within(visit["starts_at"] if by_visit else row["asked_at"], since, until):
            scores = [each for each in world.rows[FeedbackScore] if each["feedback_set_id"] == row["id"]]
            found.append(
                {
                    "firm": visit["contractor_id"],
                    "residence": estate(world, visit["request_id"]),
                    "month": local(row["asked_at"]).strftime("%Y-%m"),
                    "answered": row["date_time"] is not None,
                    "followed": row["follow_up_id"] is not None,
                    "scores": [(each["name"], each["current_score"]) for each in scores],
                }
            )
    return found


def waits(world: World, since: date, until: date) -> tuple[int, int, list[float]]:
    """Messages in, those left to people, and the seconds to each first answer."""
    questions = [
        row for row in world.rows[Exchange] if row["direction"] == "in" and within(row["created_at"], since, until)
    ]
    first: dict[int, datetime] = {}
    for row in world.rows[Exchange]:
        if row["direction"] == "out":
            first[row["cause_id"]] = min(first.get(row["cause_id"], row["created_at"]), row["created_at"])
    seconds = [(first[row["id"]] - row["created_at"]).total_seconds() for row in questions if row["id"] in first]
    return len(questions), sum(row["status"] == "recorded" for row in questions), seconds
