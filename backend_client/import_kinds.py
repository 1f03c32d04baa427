"""What a line of each imported file becomes: one function per kind, which notes what it changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend_client import cells, cleaning, erasures, identity, wall_clock, work_orders
from backend_client.calendar import paris_day
from backend_client.cells import CellError
from backend_client.database import Base
from backend_client.duty_hours import HOLIDAYS
from backend_client.models import (
    Absence,
    AvailabilityException,
    AvailabilityTemplate,
    Building,
    CleaningRound,
    Contact,
    Contractor,
    ContractorAbsence,
    Duty,
    Dwelling,
    Person,
    Residence,
    Rotation,
    RotationMember,
    Technician,
    Tenancy,
    WorkOrder,
)
from backend_client.requests import request_by_reference
from backend_client.windows import MOST_TRAVEL
from backend_client.work_orders import WorkOrderError

_Row = TypeVar("_Row", bound=Base)
_CONTRACT = ("firm", "phone", "covers")
_RESIDENCE = (
    *("postcode", "city", "sector", "gas_number", "power_number"),
    *("lift_firm", "lift_phone", "caretaker", "shut_off"),
)
Cells = Mapping[str, str]


class Changes:
    """What a line did, over all the rows it speaks of: the strongest word wins."""

    _ORDER = ("unchanged", "updated", "created")

    def __init__(self) -> None:
        self.outcome = "unchanged"

    def note(self, outcome: str) -> None:
        self.outcome = max(self.outcome, outcome, key=self._ORDER.index)


@dataclass(frozen=True)
class Kind:
    """A kind of file: the columns it must have, those it may have, and what writes a line."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    write: Callable[[Session, Cells, Changes, datetime], None]


def _by_code(s: Session, model: type[_Row], code: str, what: str) -> _Row:
    row = s.scalar(select(model).filter_by(code=code))
    if row is None:
        raise CellError(f'{what} "{code}" is unknown: import it first, or correct the code')
    return row


def _write(
    s: Session,
    changes: Changes,
    model: type[_Row],
    key: Mapping[str, Any],
    fields: Mapping[str, Any],
    part: bool = False,
) -> _Row:
    """Create the row with this key or update it; a field that is the same is left alone.

    A new row that is ``part`` of the line's subject (a window of a contractor) is an update of the subject.
    """
    _check_lengths(model, {**key, **fields})
    row = s.scalar(select(model).filter_by(**key))
    if row is None:
        row = model(**key, **fields)
        s.add(row)
        changes.note("updated" if part else "created")
    else:
        for name, value in fields.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                changes.note("updated")
    s.flush()
    return row


def _check_lengths(model: type[Base], fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        limit = getattr(model.__table__.c[name].type, "length", None)
        if isinstance(value, str) and limit and len(value) > limit:
            raise CellError(f"{name} is longer than {limit} characters: shorten it")


def _technicians_phone(s: Session, changes: Changes, phone: str, technician: Technician, now: datetime) -> None:
    """A technician's number is theirs alone: it answers pages."""
    contact = s.scalar(select(Contact).filter_by(channel="sms", address=phone))
    if contact is None:
        s.add(Contact(channel="sms", address=phone, created_at=now, technician_id=technician.id))
        changes.note("updated")
        return
    tenants = contact.person_id is not None or identity.people_on_file(s, phone, now)
    if tenants or contact.technician_id not in (None, technician.id):
        raise CellError(f"the phone number {phone} is on file for somebody else: correct one of them")
    if contact.technician_id is None:
        contact.technician_id = technician.id
        changes.note("updated")


def _residence(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    contracts = {
        column.removeprefix("contract."): _contract(cell)
        for column, cell in line.items()
        if column.startswith("contract.") and cell
    }
    fields = {name: line.get(name, "") for name in ("name", *_RESIDENCE)}
    _write(s, changes, Residence, {"code": line["code"]}, {**fields, "contracts": contracts})


def _contract(cell: str) -> dict[str, str]:
    parts = [part.strip() for part in cell.split("|")]
    if len(parts) != len(_CONTRACT):
        raise CellError(f'"{cell}" is not a maintenance contract: write firm | phone | what it covers')
    return dict(zip(_CONTRACT, parts, strict=True))


def _building(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    residence = _by_code(s, Residence, line["residence"], "the residence")
    fields = {name: line.get(name, "") for name in ("name", "address", "access_code")}
    _write(s, changes, Building, {"code": line["code"]}, {**fields, "residence_id": residence.id})


def _dwelling(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    building = _by_code(s, Building, line["building"], "the building")
    fields = {name: line.get(name, "") for name in ("door", "floor")}
    _write(s, changes, Dwelling, {"code": line["code"]}, {**fields, "building_id": building.id})


def _tenant(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    dwelling = _by_code(s, Dwelling, line["dwelling"], "the dwelling")
    starts_on, ends_on = (cells.optional_day(line.get(name, "")) for name in ("starts_on", "ends_on"))
    if starts_on and ends_on and ends_on < starts_on:
        raise CellError("ends_on is before starts_on: correct one of the two")
    fields: dict[str, Any] = {
        "first_name": line.get("first_name", ""),
        "last_name": line["last_name"],
        "language": line.get("language") or None,
        "vulnerable": cells.yes_no(line.get("vulnerable", ""), empty=False),
    }
    if "birth_date" in line:
        fields["birth_date"] = born = cells.optional_day(line["birth_date"])
        if born and born > paris_day(now):
            raise CellError("birth_date is in the future: correct it")
    erased = erasures.erased_at(s, line["code"])
    if erased is not None:
        raise CellError(f"{line['code']} was erased on {erased:%Y-%m-%d}, as they asked: leave them out of the file")
    person = _write(s, changes, Person, {"code": line["code"]}, fields)
    key = {"person_id": person.id, "dwelling_id": dwelling.id}
    _write(s, changes, Tenancy, key, {"starts_on": starts_on, "ends_on": ends_on}, part=True)
    _phones_of(s, changes, person, [cells.phone(phone) for phone in cells.items(line.get("phone", ""))], now)


def _phones_of(s: Session, changes: Changes, person: Person, phones: list[str], now: datetime) -> None:
    """The numbers on file are those of the line; a number given up no longer opens the file.

    An empty cell says nothing about numbers and leaves them.
    """
    if not phones:
        return
    try:
        for _ in range(identity.put_on_file(s, person, phones, now)):
            changes.note("updated")
    except identity.NumberTaken as error:
        raise CellError(f"the phone number {error} is on file for somebody else: correct one of them") from error


def _technician(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    phone = cells.phone(line["phone"])
    other = s.scalar(select(Technician).where(Technician.phone == phone, Technician.code != line["code"]))
    if other is not None:
        raise CellError(f'{phone} is the number of technician "{other.code}": correct one of the two')
    active = cells.yes_no(line.get("active", ""), empty=True)
    fields = {"name": line["name"], "phone": phone, "active": active}
    technician = _write(s, changes, Technician, {"code": line["code"]}, fields)
    for contact in s.scalars(select(Contact).filter_by(technician_id=technician.id)):
        if contact.channel == "sms" and contact.address != phone:
            contact.technician_id = None
            changes.note("updated")
    _technicians_phone(s, changes, phone, technician, now)


def _duty(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    holidays = line.get("holidays") or HOLIDAYS[0]
    if holidays not in HOLIDAYS:
        raise CellError(
            f'"{holidays}" is not what a holiday can be: write {", ".join(HOLIDAYS[:-1])} or {HOLIDAYS[-1]}'
        )
    fields = {
        "label": line.get("label", ""),
        "hours": [span.row() for span in cells.spans(line.get("hours", ""))],
        "holidays": holidays,
        "sectors": cells.codes(line.get("sectors", "")),
        "trades": cells.codes(line.get("trades", "")),
    }
    if len(cells.codes(line["code"])) != 1:
        raise CellError("code names several duties: write one line for each")
    _write(s, changes, Duty, {"code": line["code"]}, fields)


def _absence(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    technician = _by_code(s, Technician, line["technician"], "the technician")
    starts_at, ends_at = cells.moment(line["starts"]), cells.moment(line["ends"])
    if ends_at <= starts_at:
        raise CellError("ends is not after starts: correct one of the two")
    overlapping = select(Absence).where(
        Absence.technician_id == technician.id,
        Absence.starts_at != starts_at,
        Absence.starts_at < ends_at,
        Absence.ends_at > starts_at,
    )
    if other := s.scalars(overlapping).first():
        span = f"from {wall_clock.write(other.starts_at)} to {wall_clock.write(other.ends_at)}"
        raise CellError(f"{technician.code} is away already {span}: correct one of the two")
    key = {"technician_id": technician.id, "starts_at": starts_at}
    _write(s, changes, Absence, key, {"ends_at": ends_at, "reason": line.get("reason", "")})


def _rotation(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    members = [_by_code(s, Technician, code, "the technician").id for code in cells.items(line["members"])]
    headcount, different = cells.number(line.get("headcount", ""), empty=1), len(set(members))
    if headcount > different:
        raise CellError(f"headcount is {headcount}, but there are {different} members: add members")
    fields = {
        "starts_on": cells.day(line["starts_on"]),
        "handover": cells.clock(line["handover"]),
        "days_per_turn": cells.number(line.get("days_per_turn", ""), empty=7),
        "headcount": headcount,
    }
    rotation = _write(s, changes, Rotation, {"duty": line["duty"], "level": cells.number(line["level"])}, fields)
    of_rotation = RotationMember.rotation_id == rotation.id
    in_order = select(RotationMember.technician_id).where(of_rotation).order_by(RotationMember.position)
    if list(s.scalars(in_order)) != members:
        s.execute(delete(RotationMember).where(of_rotation))
        s.add_all(
            RotationMember(rotation_id=rotation.id, position=position, technician_id=technician_id)
            for position, technician_id in enumerate(members)
        )
        changes.note("updated")


def _contractor(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    fields = {
        "name": line["name"],
        "phone": line.get("phone", ""),
        "trades": cells.codes(line["trades"]),
        "sectors": cells.codes(line.get("sectors", "")),
        "notice_hours": cells.number(line.get("notice_hours", ""), empty=24),
        "horizon_days": cells.number(line.get("horizon_days", ""), empty=30),
        "change_hours": cells.number(line.get("change_hours", ""), empty=2),
        "travel_minutes": _travel(line.get("travel_minutes", "")),
    }
    contractor = _write(s, changes, Contractor, {"code": line["code"]}, fields)
    places = cells.windows(line["windows"])
    for template in s.scalars(select(AvailabilityTemplate).filter_by(contractor_id=contractor.id)):
        if (template.weekday, template.starts) not in places:
            s.delete(template)
            changes.note("updated")
    for (weekday, starts), capacity in places.items():
        key = {"contractor_id": contractor.id, "weekday": weekday, "starts": starts}
        _write(s, changes, AvailabilityTemplate, key, {"capacity": capacity}, part=True)
    dates: dict[tuple[date, time | None], int] = cells.dated_windows(line.get("dates", ""))
    dates |= {(cells.day(cell), None): 0 for cell in cells.items(line.get("away", ""))}
    for exception in s.scalars(select(AvailabilityException).filter_by(contractor_id=contractor.id)):
        if (exception.day, exception.starts) not in dates:
            s.delete(exception)
            changes.note("updated")
    for (day, start), capacity in dates.items():
        key = {"contractor_id": contractor.id, "day": day, "starts": start}
        _write(s, changes, AvailabilityException, key, {"capacity": capacity}, part=True)


def _travel(cell: str) -> int | None:
    """Minutes; empty: the contractor's windows do not compete for teams."""
    if cell and not (cell.isascii() and cell.isdigit() and int(cell) <= MOST_TRAVEL):
        raise CellError(f'"{cell}" are not minutes of travel: write 0 to {MOST_TRAVEL}, or nothing')
    return int(cell) if cell else None


def _contractor_absence(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    contractor = _by_code(s, Contractor, line["contractor"], "the contractor")
    first, last = cells.day(line["first_day"]), cells.day(line["last_day"])
    if last < first:
        raise CellError("last_day is before first_day: correct one of the two")
    key = {"contractor_id": contractor.id, "first_day": first}
    _write(s, changes, ContractorAbsence, key, {"last_day": last, "reason": line.get("reason", "")})


def _work_order(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    request = request_by_reference(s, line["request"])
    if request is None:
        raise CellError(f'the request "{line["request"]}" is unknown: correct its reference')
    contractor = _by_code(s, Contractor, line["contractor"], "the contractor")
    sent_at = cells.moment(line["sent_at"]) if line.get("sent_at") else None
    work = line.get("description", "")
    _check_lengths(WorkOrder, {"reference": line["reference"], "description_of_work": work})
    try:
        _, created = work_orders.receive(
            s, line["reference"], request, contractor, now, source="csv", sent_at=sent_at, description=work
        )
    except WorkOrderError as error:
        raise CellError(str(error)) from error
    changes.note("created" if created else "unchanged")


def _cleaning(s: Session, line: Cells, changes: Changes, now: datetime) -> None:
    building = _by_code(s, Building, line["building"], "the building")
    key = {"building_id": building.id, "service": line["service"]}
    _write(s, changes, CleaningRound, key, cleaning.row_of(line))


# In the order in which they have to be imported: each speaks of codes of earlier ones.
KINDS: Mapping[str, Kind] = {
    "residences": Kind(("code", "name"), _RESIDENCE, _residence),
    "buildings": Kind(("code", "residence", "name", "address"), ("access_code",), _building),
    "dwellings": Kind(("code", "building"), ("door", "floor"), _dwelling),
    "cleaning": Kind(("building", "service", "days"), ("every_weeks", "first_day", "months", "firm"), _cleaning),
    "tenants": Kind(
        ("code", "last_name", "dwelling"),
        ("first_name", "phone", "language", "vulnerable", "starts_on", "ends_on", "birth_date"),
        _tenant,
    ),
    "technicians": Kind(("code", "name", "phone"), ("active",), _technician),
    "duties": Kind(("code",), ("label", "hours", "holidays", "sectors", "trades"), _duty),
    "rotations": Kind(("duty", "level", "starts_on", "handover", "members"), ("days_per_turn", "headcount"), _rotation),
    "absences": Kind(("technician", "starts", "ends"), ("reason",), _absence),
    "contractors": Kind(
        ("code", "name", "trades", "windows"),
        ("phone", "sectors", "notice_hours", "horizon_days", "change_hours", "travel_minutes", "away", "dates"),
        _contractor,
    ),
    "contractor_absences": Kind(("contractor", "first_day", "last_day"), ("reason",), _contractor_absence),
    "work_orders": Kind(("reference", "request", "contractor"), ("sent_at", "description"), _work_order),
}
