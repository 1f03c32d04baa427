"""``veilleur work-order``: a work order was sent to a contractor, and the tenant is told at once."""

from typing import Annotated

import typer
from sqlalchemy import select

from backend_client import work_orders
from backend_client.models import Contractor
from backend_client.requests import request_by_reference
from backend_client.wall_clock import WallClockError, read
from backend_client.work_orders import WorkOrderError
from hotline.terminal import backend_of, out, stop, the_settings


def work_order(
    reference: Annotated[str, typer.Argument(help="the work order's own reference")],
    request: Annotated[str, typer.Argument(help="the request's reference, R-2026-000123")],
    contractor: Annotated[str, typer.Argument(help="the contractor's code")],
    sent: Annotated[str, typer.Option(help="when it was sent, 2026-12-24 08:00; not given: now")] = "",
    work: Annotated[str, typer.Option(help="what is to be done, for the contractor")] = "",
) -> None:
    """Note a work order sent to a contractor: the tenant is told and offered windows in the same message."""
    backend = backend_of(the_settings())
    try:
        sent_at = read(sent).instant if sent else None
    except WallClockError as error:
        stop(f"{error}.")
    with backend.transaction() as s:
        about = request_by_reference(s, request)
        firm = s.scalar(select(Contractor).where(Contractor.code == contractor))
        if about is None:
            stop(f"The request {request} is unknown.")
        if firm is None:
            codes = ", ".join(s.scalars(select(Contractor.code).order_by(Contractor.code)))
            stop(f'The contractor "{contractor}" is unknown; there are {codes}.')
        try:
            _, created = work_orders.receive(
                s, reference, about, firm, backend.clock(), source="command", sent_at=sent_at, description=work
            )
        except WorkOrderError as error:
            stop(f"Nothing was changed: {error}.")
        name = firm.name
    out.print(f"{reference}: {name}, {request}. " + ("The tenant is being told." if created else "It was known."))
