"""The tables. Invariants live here (unique keys, checks), not in the hope that callers are careful."""

from backend_client.models.appointments import (
    Appointment,
    AvailabilityException,
    AvailabilityTemplate,
    Contractor,
)
from backend_client.models.conversations import Contact, Conversation, Effect, Exchange
from backend_client.models.oncall import (
    Alert,
    Escalation,
    Override,
    Page,
    Rotation,
    RotationMember,
    Technician,
    Timer,
)
from backend_client.models.places import Building, Dwelling, Person, Residence, Tenancy
from backend_client.models.requests import ReferenceCounter, Request, RequestEvent

__all__ = [
    "Alert",
    "Appointment",
    "AvailabilityException",
    "AvailabilityTemplate",
    "Building",
    "Contact",
    "Contractor",
    "Conversation",
    "Dwelling",
    "Effect",
    "Escalation",
    "Exchange",
    "Override",
    "Page",
    "Person",
    "ReferenceCounter",
    "Request",
    "RequestEvent",
    "Residence",
    "Rotation",
    "RotationMember",
    "Technician",
    "Tenancy",
    "Timer",
]
