"""The words of a night's report: French, for the landlord's office. Times are Europe/Paris."""

from datetime import datetime, timedelta

from babel.dates import format_date

from backend_client.calendar import PARIS
from backend_client.night_report import EventLine, IncidentLine, PageLine, Report, TestLine

NOBODY = "personne encore"
PRIVATE = "dossier confidentiel"
_MEANS = {"sms": "SMS", "voice": "appel", "telegram": "Telegram"}
_VIA = {"sms": "par SMS", "key": "par touche", "link": "par lien", "telegram": "par Telegram"}
_STATUS = {"open": "à prendre", "taken": "pris", "arrived": "sur place", "done": "terminé", "cancelled": "annulé"}
_PAGE = {
    "intended": "en attente d'envoi",
    "sent": "envoyé, sans réponse",
    "delivered": "remis, sans réponse",
    "failed": "non abouti",
    "acknowledged": "accepté",
    "refused": "refusé",
    "expired": "sans réponse",
}
_REASON = {
    "machine": "répondeur",
    "undelivered": "non remis",
    "failed": "refusé par l'opérateur",
    "no_receipt": "pas d'accusé de réception",
    "no_key": "pas de touche",
}
_PURPOSE = {"help": "demande d'aide", "hand_over": "passage de main"}
_EVENT = {
    "incident_raised": "une personne fragile est concernée",
    "round_in_vain": "tour complet sans réponse",
    "given_back": "rendu",
    "help_asked": "aide demandée",
    "hand_over_asked": "passage de main demandé",
    "handed_over": "main passée",
    "incident_cancelled": "annulé",
}
_TEST = {
    "sent": "réponse attendue",
    "acknowledged": "réussi",
    "refused": "a répondu NON",
    "unanswered": "sans réponse",
}
_ALERT = {
    "danger": "danger à suivre",
    "urgent": "urgence à prendre",
    "nobody_answered": "personne d'astreinte n'a répondu",
    "undelivered": "message non remis",
    "danger_denied": "danger démenti par le locataire",
    "unqualified": "message à lire",
    "voice_message": "message vocal à écouter",
    "visit_refused": "visite refusée par le locataire",
    "duty_check": "essai d'astreinte",
    "rota_check": "planning d'astreinte",
    "who_pays_review": "réponse « qui paie » contestée",
}
_AGREEMENT = {"yes": "accord du locataire pour un passage un jour férié : oui", "no": "accord du locataire : non"}


def clock(at: datetime, report: Report) -> str:
    """The time of day, with its day where the report spans several."""
    local = at.astimezone(PARIS)
    several = (report.until - report.since) > timedelta(hours=24) or not report.since <= at <= report.until
    day = f"{format_date(local, 'EEE d/M', locale='fr')} " if several else ""
    return f"{day}{local:%H:%M}"


def span(report: Report) -> str:
    """From when to when, in words."""
    return f"du {_moment(report.since)} au {_moment(report.until)}"


def _moment(at: datetime) -> str:
    local = at.astimezone(PARIS)
    return f"{format_date(local, 'EEEE d MMMM', locale='fr')} {local:%H:%M}"


def lasted(time: timedelta | None) -> str:
    """A duration: "45 s", "4 min", "1 h 05"."""
    if time is None:
        return "-"
    seconds = round(time.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h {seconds % 3600 // 60:02d}"


def title(incident: IncidentLine) -> str:
    """What and where; of a private one only that it is."""
    if incident.private:
        return PRIVATE
    return ", ".join(part for part in (incident.what, incident.where) if part) or "message à lire"


def status(incident: IncidentLine) -> str:
    return _STATUS[incident.status]


def reporters(incident: IncidentLine) -> str:
    """How many tenants reported it."""
    count = f"{incident.tenants} signalement" + ("s" if incident.tenants > 1 else "")
    return f"{count}, personne fragile" if incident.vulnerable else count


def times(incident: IncidentLine, report: Report) -> list[tuple[str, str]]:
    """The steps of an incident that took place, in their order."""
    named = (
        ("signalé", incident.opened_at),
        ("premier appel", incident.paged_at),
        ("accepté", incident.taken_at),
        ("arrivée prévue", incident.eta_at),
        ("sur place", incident.arrived_at),
        ("annulé" if incident.status == "cancelled" else "terminé", incident.ended_at),
    )
    return [(name, clock(at, report)) for name, at in named if at is not None]


def page(line: PageLine) -> str:
    """What became of a page."""
    said = _PAGE[line.status]
    details = (
        _REASON.get(line.reason, line.reason) if line.lost else "",
        _VIA.get(line.via, line.via) if line.status in ("acknowledged", "refused") else "",
    )
    known = ", ".join(part for part in details if part)
    return f"{said} ({known})" if known else said


def means(line: PageLine) -> str:
    purpose = _PURPOSE.get(line.purpose)
    name = _MEANS.get(line.means, line.means)
    return f"{name} ({purpose})" if purpose else name


def event(line: EventLine) -> str:
    by = line.by.removeprefix("technician:")
    return _EVENT[line.kind] + (f" ({by})" if by not in ("hotline", "tenant") else "")


def test(line: TestLine) -> str:
    return _TEST.get(line.status, line.status)


def alert(reason: str) -> str:
    """Why an adviser has to look; of a private request only that it is one."""
    return _ALERT.get(reason, "à voir") if reason else PRIVATE


def agreement(incident: IncidentLine) -> str:
    """What the tenant said to a visit on a Sunday or holiday; empty: it was not asked."""
    return _AGREEMENT.get(incident.agreement, "")


def figures(report: Report) -> list[tuple[str, str]]:
    """The night in a few numbers."""
    return [
        ("Incidents", str(len(report.opened))),
        ("Encore ouverts", str(len(report.open))),
        ("Appels à l'astreinte", str(report.pages)),
        ("Appels non aboutis", str(len(report.failed))),
        ("Tours sans réponse", str(report.rounds_in_vain)),
        ("Délai d'acceptation médian", lasted(report.median)),
        ("Délai le plus long", lasted(report.longest)),
        ("Essais sans réponse", str(len(report.unanswered_tests))),
    ]


def steps(report: Report) -> str:
    """How many pages each step of the searches took: "étape 1 : 3, étape 2 : 1"."""
    return ", ".join(f"étape {step} : {count}" for step, count in report.steps)


def headline(report: Report) -> str:
    """The night in one line, for the desk."""
    opened, open_ = len(report.opened), len(report.open)
    if report.quiet:
        return "Nuit calme : aucun incident."
    parts = [f"{opened} incident" + ("s" if opened > 1 else "")]
    parts += [f"{open_} encore ouvert" + ("s" if open_ > 1 else "")] if open_ else []
    parts += [f"{len(report.unanswered_tests)} essai(s) d'astreinte sans réponse"] if report.unanswered_tests else []
    return f"Nuit : {', '.join(parts)}."
