"""The supervisor's page: a week of the rota, stand-ins, swaps and absences as forms, and the live incidents."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from backend_client import rota as rotas
from backend_client import rota_check, rota_edits
from backend_client.calendar import paris_day
from backend_client.rota import Absence, OnCallPerson, Override, Rota
from backend_client.rota_changes import Change, apply, changes
from backend_client.rota_check import Finding
from backend_client.rota_edits import Half, RotaEditError
from backend_client.rota_store import load_rota, people, unreachable
from backend_client.wall_clock import WallClockError, read
from hotline.desk import rota_view, words
from hotline.desk.auth import Refused, Staff, allowed
from hotline.desk.deeds import Problem
from hotline.desk.incidents_view import live
from hotline.desk.page import go_to, rendered, routes, services_of
from hotline.services import Services

PATH = "/desk/rota"
MOST_REASON, MOST_DAYS = 120, 400
_WEEK = timedelta(days=7)

Fields = Mapping[str, str]


class Risky(Exception):
    """A change that the check refuses: made all the same only when it is asked for again."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


def router() -> APIRouter:
    pages = routes()

    @pages.get(PATH)
    async def show(request: Request, staff: Annotated[Staff, Depends(allowed("rota"))], week: str = "") -> Response:
        return await asyncio.to_thread(_show, services_of(request), staff, week)

    @pages.post(PATH + "/{edit}")
    async def change(request: Request, edit: str, staff: Annotated[Staff, Depends(allowed("rota_edit"))]) -> Response:
        form = await request.form()
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return await asyncio.to_thread(_change, services_of(request), staff, edit, fields)

    return pages


def _show(
    services: Services,
    staff: Staff,
    week: str,
    problem: str = "",
    risks: tuple[rota_view.Wrong, ...] = (),
    edit: str = "",
    fields: Fields | None = None,
    status: int = 200,
) -> Response:
    now, landlord = services.clock(), services.backend.landlord
    today = paris_day(now)
    day = _day_of(week, today)
    with services.backend.reading() as s:
        rota, known = load_rota(s, landlord), people(s)
        shown = rota_view.week(rota, landlord, day, now, unreachable(s))
        incidents = live(s, services, staff)
        return rendered(
            services,
            "rota.html",
            staff,
            status,
            here=PATH,
            shown=shown,
            today=today,
            earlier=(shown.monday - _WEEK).isoformat(),
            later=(shown.monday + _WEEK).isoformat(),
            incidents=incidents,
            coming=rota_view.coming(rota, {person.id: person.name for person in known.values()}, now),
            people=sorted((person for person in known.values() if person.active), key=lambda person: person.name),
            seats=[(duty, rota.duty(duty).label or duty, rotas.levels(rota, duty)) for duty in rota.duty_codes()],
            seated=[
                (rota.duty(seat.duty).label or seat.duty, seat)
                for code in rota.duty_codes()
                for level in rotas.levels(rota, code)
                for seat in [rotas.Seat(code, level, person) for person in rotas.on_duty(rota, code, level, now)]
            ],
            problem=problem,
            risks=risks,
            edit=edit,
            given=dict(fields or {}),
        )


def _day_of(week: str, today: date) -> date:
    try:
        day = date.fromisoformat(week) if week else today
    except ValueError:
        return today
    return day if abs((day - today).days) <= MOST_DAYS else today


def _change(services: Services, staff: Staff, edit: str, fields: Fields) -> Response:
    if edit not in EDITS:
        raise Refused(404, "Cette page n'existe pas.")
    week, now = fields.get("week", ""), services.clock()
    try:
        with services.backend.transaction() as s:
            before, by_code = load_rota(s, services.backend.landlord), {p.code: p for p in people(s).values()}
            after = EDITS[edit](before, by_code, fields, now)
            made = changes(before, after, now)
            if not fields.get("force"):
                _check(s, services, before, after, made, now)
            apply(s, made)
    except Problem as problem:
        return _show(services, staff, week, str(problem), edit=edit, fields=fields, status=422)
    except RotaEditError as error:
        told = words.label(error.why, "rota_error").format(*error.names)
        return _show(services, staff, week, told, edit=edit, fields=fields, status=422)
    except Risky as risky:
        risks = tuple(rota_view.wrong(before, finding, now) for finding in risky.findings)
        return _show(services, staff, week, "", risks, edit, fields, 409)
    services.wake_up()
    return go_to(f"{PATH}?week={_day_of(week, paris_day(now)).isoformat()}")


def _check(s: Session, services: Services, before: Rota, after: Rota, made: list[Change], now: datetime) -> None:
    """:raises Risky: something is wrong with the rota that was not before, as far as the change reaches"""
    landlord, marks = services.backend.landlord, unreachable(s)
    ends = [each.after.ends_at for each in made if isinstance(each.after, Absence | Override)]
    days = min(max(rota_check.DAYS, *((end - now).days + 1 for end in ends), 0), MOST_DAYS)
    had = {finding.sentence for finding in rota_check.check(before, landlord, now, days, marks)}
    new = [each for each in rota_check.check(after, landlord, now, days, marks) if each.sentence not in had]
    if any(finding.refused for finding in new):
        raise Risky(new)


def _override(rota: Rota, who: Mapping[str, OnCallPerson], fields: Fields, now: datetime) -> Rota:
    duty, level = _seat(fields)
    instead = fields.get("instead_of", "")
    new = Override(
        duty,
        level,
        _person(who, fields, "who"),
        _moment(fields, "since"),
        _moment(fields, "until"),
        instead_of=_person(who, fields, "instead_of").id if instead else None,
        reason=fields.get("reason", "")[:MOST_REASON].strip() or None,
    )
    return replace(rota, overrides=(*rota.overrides, rota_edits.override(rota, new, now)))


def _swap(rota: Rota, who: Mapping[str, OnCallPerson], fields: Fields, now: datetime) -> Rota:
    where = _seat(fields) if fields.get("seat") else (None, None)
    one = Half(_person(who, fields, "who"), _day(fields, "day"), *where)
    other = Half(_person(who, fields, "other"), _day(fields, "other_day"), *where)
    return replace(rota, overrides=(*rota.overrides, *rota_edits.swap(rota, one, other, secrets.token_hex(4), now)))


def _absence(rota: Rota, who: Mapping[str, OnCallPerson], fields: Fields, now: datetime) -> Rota:
    reason = fields.get("reason", "")[:MOST_REASON].strip()
    new = Absence(_person(who, fields, "who"), _moment(fields, "since"), _moment(fields, "until"), reason)
    return replace(rota, absences=(*rota.absences, rota_edits.absence(rota, new, now)))


def _remove(rota: Rota, who: Mapping[str, OnCallPerson], fields: Fields, now: datetime) -> Rota:
    """Take a stand-in, both halves of a swap or an absence away; what is over stays as history."""
    key = fields.get("entry", "")
    overrides = tuple(o for o in rota.overrides if rota_view.override_key(o) != key or o.ends_at <= now)
    absences = tuple(a for a in rota.absences if rota_view.absence_key(a) != key or a.ends_at <= now)
    if (overrides, absences) == (rota.overrides, rota.absences):
        raise Problem("Ce changement n'existe plus.")
    return replace(rota, overrides=overrides, absences=absences)


EDITS: Mapping[str, Callable[[Rota, Mapping[str, OnCallPerson], Fields, datetime], Rota]] = {
    "override": _override,
    "swap": _swap,
    "absence": _absence,
    "remove": _remove,
}


def _seat(fields: Fields) -> tuple[str, int]:
    duty, _, level = fields.get("seat", "").rpartition(":")
    if not duty or not level.isdecimal():
        raise Problem("Choisissez une astreinte et un niveau.")
    return duty, int(level)


def _person(who: Mapping[str, OnCallPerson], fields: Fields, name: str) -> OnCallPerson:
    person = who.get(fields.get(name, ""))
    if person is None:
        raise Problem("Choisissez une personne.")
    return person


def _moment(fields: Fields, name: str) -> datetime:
    try:
        return read(fields.get(name, "")).instant
    except WallClockError as error:
        raise Problem("Donnez le jour et l'heure (une heure qui existe cette nuit-là).") from error


def _day(fields: Fields, name: str) -> date:
    try:
        return date.fromisoformat(fields.get(name, ""))
    except ValueError as error:
        raise Problem("Donnez les deux jours.") from error
