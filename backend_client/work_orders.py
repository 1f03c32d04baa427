"""Work orders (bons de travaux) that the landlord sends to contractors: the tenant is told, and books."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.models import Contractor, Request, WorkOrder
from backend_client.requests import OPEN_STATUSES, change_status, record

TIMER = "work_order"
"""The tenant is told of a work order; the subject is the order."""


class WorkOrderError(ValueError):
    """A work order cannot be taken. The message says why and what to do."""


def receive(
    s: Session,
    reference: str,
    request: Request,
    contractor: Contractor,
    now: datetime,
    *,
    source: str,
    sent_at: datetime | None = None,
    description: str = "",
) -> tuple[WorkOrder, bool]:
    """Note that a work order was sent to a contractor, and have the tenant told at once (promise 3.3).

    Returns the order and whether it is new: the same reference again changes nothing. Raises :class:`WorkOrderError`
    where the reference is another order's, the request is closed, or nobody knows where it is.
    """
    known = s.scalar(select(WorkOrder).where(WorkOrder.reference == reference))
    if known is not None:
        if (known.request_id, known.contractor_id) != (request.id, contractor.id):
            raise WorkOrderError(f"the work order {reference} is another one's already: correct its reference")
        return known, False
    if request.private:
        raise WorkOrderError(f"{request.reference} is confidential: no contractor is sent there by the hotline")
    if request.status not in OPEN_STATUSES:
        raise WorkOrderError(f"{request.reference} is {request.status}: open it again first")
    order = WorkOrder(
        reference=reference,
        request_id=request.id,
        contractor_id=contractor.id,
        description_of_work=description,
        source=source,
        sent_at=sent_at or now,
        received_at=now,
    )
    s.add(order)
    s.flush()
    record(s, request, "work_order", "landlord", now, work_order_id=order.id, contractor_id=contractor.id)
    if request.status in ("received", "qualified", "assigned"):
        change_status(s, request, "work_order_sent", "landlord", now)
    timers.set_timer(s, TIMER, order.id, now)
    return order, True


def contractor_of(s: Session, request_id: int) -> int:
    """The contractor that a request's latest work order was sent to; 0: there is none."""
    orders = select(WorkOrder.contractor_id).where(WorkOrder.request_id == request_id)
    return s.scalar(orders.order_by(WorkOrder.id.desc()).limit(1)) or 0
