"""The tables. Invariants live here (unique keys, checks), not in the hope that callers are careful."""

from backend_client.models.accounts import Account, Assignment, RequestNote, SignInFailure, StaffSession
from backend_client.models.agreed_times import AgreedTime
from backend_client.models.appointments import (
    Appointment,
    AvailabilityException,
    AvailabilityTemplate,
    Contractor,
    ContractorAbsence,
    OffDayAgreement,
)
from backend_client.models.attachments import Attachment, UploadLink
from backend_client.models.commitments import Commitment, Pause
from backend_client.models.conversations import Contact, Conversation, Effect, Exchange
from backend_client.models.jobs import (
    AccessInformation,
    FeedbackScore,
    FeedbackSet,
    FirstInLine,
    FreedOffer,
    JobDay,
    JobStatusUpdate,
    WorkOrder,
)
from backend_client.models.oncall import (
    Alert,
    DutyCheck,
    Escalation,
    Incident,
    IncidentReport,
    Page,
    Timer,
    Worker,
)
from backend_client.models.places import Building, Dwelling, Person, Residence, Tenancy
from backend_client.models.privacy import AccessLog, Erasure, ExportLink, Identity, IdentityCheck, Speaker
from backend_client.models.requests import ReferenceCounter, Request, RequestEvent
from backend_client.models.rota import (
    Absence,
    CalendarFeed,
    Duty,
    Override,
    Rotation,
    RotationMember,
    Technician,
)
from backend_client.models.who_pays import WhoPaysAnswer, WhoPaysRules, WhoPaysTerms
from backend_client.models.works import CleaningRound, Follower, WorksBuilding, WorksNotice, WorksTelling

__all__ = [
    "Absence",
    "AccessInformation",
    "AccessLog",
    "Account",
    "AgreedTime",
    "Alert",
    "Appointment",
    "Assignment",
    "Attachment",
    "AvailabilityException",
    "AvailabilityTemplate",
    "Building",
    "CalendarFeed",
    "CleaningRound",
    "Commitment",
    "Contact",
    "Contractor",
    "ContractorAbsence",
    "Conversation",
    "Duty",
    "DutyCheck",
    "Dwelling",
    "Effect",
    "Erasure",
    "Escalation",
    "Exchange",
    "ExportLink",
    "FeedbackScore",
    "FeedbackSet",
    "FirstInLine",
    "Follower",
    "FreedOffer",
    "Identity",
    "IdentityCheck",
    "Incident",
    "IncidentReport",
    "JobDay",
    "JobStatusUpdate",
    "OffDayAgreement",
    "Override",
    "Page",
    "Pause",
    "Person",
    "ReferenceCounter",
    "Request",
    "RequestEvent",
    "RequestNote",
    "Residence",
    "Rotation",
    "RotationMember",
    "SignInFailure",
    "Speaker",
    "StaffSession",
    "Technician",
    "Tenancy",
    "Timer",
    "UploadLink",
    "WhoPaysAnswer",
    "WhoPaysRules",
    "WhoPaysTerms",
    "WorkOrder",
    "Worker",
    "WorksBuilding",
    "WorksNotice",
    "WorksTelling",
]
