"""``veilleur request``: the life of a request by command: what it owes, what was done, and the next step."""

from datetime import datetime
from typing import Annotated, NoReturn

import typer
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import commitments, request_acts, request_steps
from backend_client.models import Commitment, Request, RequestEvent
from backend_client.request_life import life
from backend_client.requests import TransitionRefused, request_by_reference
from backend_client.wall_clock import write
from hotline.terminal import backend_of, out, stop, the_settings

app = typer.Typer(help="The life of a request: show it, and record what was done.", no_args_is_help=True)

Reference = Annotated[str, typer.Argument(help="the request's reference, R-2026-000123")]
By = Annotated[str, typer.Option(help="who does it: the adviser's name")]

# The statuses that people set by this command; the others come with an appointment or a work order.
_SETTABLE = ("qualified", "in_progress", "done", "closed", "refused", "reopened")


def _at(instant: datetime) -> str:
    """An instant in Paris, to the minute."""
    return write(instant.replace(second=0, microsecond=0))


def _request(s: Session, reference: str) -> Request:
    found = request_by_reference(s, reference.strip().upper())
    if found is None:
        stop(f"The request {reference} is unknown.")
    return found


def _by(name: str) -> str:
    if not name.strip():
        stop("Say who does it: --by with the adviser's name.")
    return f"adviser:{name.strip()}"


def _refused(error: Exception) -> NoReturn:
    stop(f"Nothing was changed: {error}.")


@app.command()
def show(reference: Reference) -> None:
    """Show where a request stands: its dates, its promises, its history and what may be done."""
    backend = backend_of(the_settings())
    with backend.reading() as s:
        request = _request(s, reference)
        about = "private" if request.private else request.situation or request.kind
        out.print(f"{request.reference}  {request.status}  {about}  {request.urgency or 'no urgency'}", highlight=False)
        out.print(f"team: {request.team or '-'}; due: {_at(request.due_at) if request.due_at else '-'}")
        if pause := commitments.open_pause(s, request):
            out.print(f"paused since {_at(pause.starts_at)}: waiting for {pause.reason}, by {pause.by}")
        out.print(_promises(s, request))
        out.print(_history(s, request))
        out.print("acts: " + (", ".join(each.name for each in request_acts.acts_of(request)) or "none"))


def _promises(s: Session, request: Request) -> Table:
    table, titles = Table("promise", "what", "due", "state"), commitments.promises().by_number
    made = select(Commitment).where(Commitment.request_id == request.id).order_by(Commitment.opened_at, Commitment.id)
    for each in s.scalars(made):
        table.add_row(each.promise, titles[each.promise].title, _at(each.due_at), _state(each))
    return table


def _state(commitment: Commitment) -> str:
    late = f", late ({commitment.breach_reason})" if commitment.breached_at else ""
    if commitment.kept_at:
        return f"kept on {_at(commitment.kept_at)}{late}"
    if commitments.is_missed(commitment):
        return f"missed{late}"
    return f"withdrawn{late}" if commitment.withdrawn_at else f"open{late}"


def _history(s: Session, request: Request) -> Table:
    table = Table("when", "what", "by")
    events = select(RequestEvent).where(RequestEvent.request_id == request.id).order_by(RequestEvent.id)
    for event in s.scalars(events):
        table.add_row(_at(event.at), event.kind, event.by)
    return table


@app.command()
def act(
    reference: Reference,
    name: Annotated[str, typer.Argument(metavar="ACT", help="what was done; `show` lists what may be recorded")],
    by: By,
    note: Annotated[str, typer.Option(help="a word for colleagues; the tenant never reads it")] = "",
) -> None:
    """Record what a human being did for a request; promises that it ends are kept by it."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        request = _request(s, reference)
        try:
            request_acts.act(s, request, name, _by(by), backend.clock(), note)
        except (request_acts.ActRefused, TransitionRefused) as error:
            _refused(error)
        title = life().acts[name].title
    out.print(f"{reference}: {title}.", highlight=False)


@app.command()
def status(
    reference: Reference,
    to: Annotated[str, typer.Argument(help=f"one of {', '.join(_SETTABLE)}")],
    by: By,
    reason: Annotated[str, typer.Option(help="why: needed to refuse, and to close what is still owed")] = "",
) -> None:
    """Move a request along; the tenant is told where it concerns them. An illegal step changes nothing."""
    if to not in _SETTABLE:
        stop(f"{to} is no status to set here; there are {', '.join(_SETTABLE)}.")
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        request, now, who = _request(s, reference), backend.clock(), _by(by)
        try:
            if to == "reopened":
                current = request_steps.reopen(s, backend.landlord, request, who, now)
                told = f"{current.reference} is open again."
            else:
                why = {"reason": reason} if reason else {}
                moved = request_acts.move(s, request, to, who, now, **why)
                told = f"{reference} is {to}." if moved else f"{reference} was {to} already."
        except TransitionRefused as error:
            _refused(error)
    out.print(told, highlight=False)


@app.command()
def assign(reference: Reference, team: Annotated[str, typer.Argument(help="the team's code")], by: By) -> None:
    """Give a request to a team."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        try:
            request_steps.assign(s, _request(s, reference), team, _by(by), backend.clock())
        except TransitionRefused as error:
            _refused(error)
    out.print(f"{reference} is {team}'s.", highlight=False)


@app.command()
def pause(
    reference: Reference,
    reason: Annotated[str, typer.Argument(help=f"what is waited for: {', '.join(life().pauses)}")],
    by: By,
) -> None:
    """Stop a request's clock; the tenant is told what is waited for."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        try:
            request_steps.pause(s, backend.landlord, _request(s, reference), reason, _by(by), backend.clock())
        except TransitionRefused as error:
            _refused(error)
    out.print(f"{reference} waits for {reason}.", highlight=False)


@app.command()
def resume(reference: Reference, by: By) -> None:
    """Start a request's clock again: its dates move by the working time that the pause took."""
    backend = backend_of(the_settings())
    with backend.transaction() as s:
        request = _request(s, reference)
        try:
            request_steps.resume(s, backend.landlord, request, _by(by), backend.clock())
        except TransitionRefused as error:
            _refused(error)
        due = _at(request.due_at) if request.due_at else "-"
    out.print(f"{reference} goes on; due: {due}.", highlight=False)
