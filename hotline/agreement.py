"""A visit on a Saturday, Sunday or public holiday needs the tenant's express agreement (loi 89-462 art. 7 e).

Asked when a technician takes the incident; nobody is asked in an emergency, nor for what is not in their home.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, incidents, visits
from backend_client.models import Exchange, Incident
from common.wording import text_of
from hotline import paging
from hotline.rendering import offer
from hotline.services import Services
from hotline.turn_context import Context, Reply

INTENT = "hotline:agreement"
# What is also written for yes and no, beside the words of the list itself.
_ALSO: dict[str, tuple[str, ...]] = {
    "yes": (
        *("d'accord", "je suis d'accord", "ok", "okay", "oui d'accord", "oui merci", "agreed", "yes please"),
        *("de acuerdo", "vale", "está bem", "de acordo", "tamam", "olur", "kabul", "موافق", "حسنا"),
    ),
    "no": (
        *("pas d'accord", "non merci", "pas aujourd'hui", "pas maintenant", "not today", "no thanks", "hoy no"),
        *("hoje não", "bugün olmaz", "olmaz", "ليس اليوم"),
    ),
}


def needed(s: Session, services: Services, incident: Incident, now: datetime) -> bool:
    """Whether the tenant is asked for this incident at this hour."""
    request = incident.request
    if request.private or request.danger or request.urgency == "emergency" or request.contact_id is None:
        return False
    if incident.agreement is not None or not visits.needs_agreement(services.backend.landlord, now):
        return False
    situation = services.catalogue.situations.get(request.situation or "")
    in_home = request.scope != "building" and (situation is None or situation.place != "building")
    return in_home and not visits.agreement_asked(s, incident)


def ask(
    s: Session,
    services: Services,
    incident: Incident,
    key: str,
    facts: dict[str, Any],
    now: datetime,
    cause: Exchange | None,
) -> None:
    """Tell the tenant who comes, and ask in the same message whether they agree to it."""
    request = incident.request
    told = text_of(key, **facts, reference=request.reference)
    choices = [_choice(answer, incident) for answer in ("yes", "no")]
    row = paging.tell_tenant(
        s, request, "agreement-ask", {"told": told}, f"agreement-{incident.id}", cause, now, choices=choices
    )
    visits.ask_agreement(s, incident, now)
    if row is not None:
        offered = offer(services.wording, row, now)
        for choice in offered["choices"]:
            choice["titles"] += _ALSO[choice["value"]]
        row.conversation.offer = offered


def _choice(answer: str, incident: Incident) -> dict[str, Any]:
    return {
        "value": answer,
        "title": text_of(f"answer-{answer}"),
        "payload": {"intent": INTENT, "entities": {"incident_id": incident.id, "answer": answer}},
    }


def answered(turn: Context, entities: dict[str, Any]) -> Reply:
    """The tenant's own answer: recorded, and told to whoever comes. After the visit it is too late."""
    incident = incidents.locked(turn.s, int(entities["incident_id"]))
    if incident.ended_at is not None or incident.status == "arrived":
        return Reply("choice-expired")
    answer: visits.Agreement = "yes" if entities["answer"] == "yes" else "no"
    visits.agree(turn.s, incident, answer, "tenant", turn.now)
    paging.tell_technician(
        turn.s, incident, f"staff-agreement-{answer}", {}, f"agreement-{incident.id}-{turn.exchange.id}", turn.now
    )
    if answer == "no":
        # A refusal is never the last word: an adviser looks at it.
        alerts.raise_alert(turn.s, incident.request, "visit_refused", turn.now, None)
    return Reply(f"agreement-{answer}-noted", {"reference": incident.request.reference})
