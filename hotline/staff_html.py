"""The HTML of a technician's link: what, where, and the buttons that apply. Everything is escaped, nothing is styled
by a file: one request on a bad connection shows it all."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

from sqlalchemy.orm import Session

from backend_client import attachments, escalations, incidents, visits
from backend_client.models import Contact, Incident, Page
from common.wording import time_of
from hotline import page_words
from hotline.services import Services
from hotline.tenant_news import first_name

STYLE = (
    "body{font:1.125rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1rem;color:#1a1a1a;"
    "background:#fff}h1{font-size:1.4rem;margin:.5rem 0}dt{font-weight:700;margin-top:.6rem}dd{margin:0}"
    "fieldset{border:1px solid #767676;border-radius:.4rem;margin:1rem 0;padding:.6rem}"
    "label{display:inline-block;padding:.5rem .8rem .5rem 0;min-height:2rem}"
    "input[type=radio]{width:1.3rem;height:1.3rem;vertical-align:middle}"
    "textarea{box-sizing:border-box;width:100%;min-height:5rem;font:inherit}"
    "button{font:inherit;display:block;width:100%;min-height:3rem;margin:.7rem 0;border-radius:.4rem;"
    "border:2px solid #0b3d91;background:#fff;color:#0b3d91}button.first{background:#0b3d91;color:#fff}"
    ":focus-visible{outline:3px solid #b35900;outline-offset:2px}.note{border-left:.3rem solid #0b3d91;"
    "padding-left:.7rem}"
)


class Html:
    """A page as it grows. Texts are keys of the catalogue, always escaped."""

    def __init__(self, services: Services, field: str = "") -> None:
        self._services = services
        self._field = field
        self._parts: list[str] = []

    def words(self, key: str, **facts: Any) -> str:
        return escape(self._services.wording.render(key, facts, "fr", "web"))

    def fact(self, value: Any) -> str:
        return escape(str(self._services.wording.worded(value, "fr", "web")))

    def note(self, key: str, **facts: Any) -> None:
        self._parts.append(f'<p class="note" role="status">{self.words(key, **facts)}</p>')

    def facts(self, rows: Sequence[tuple[str, Any]]) -> None:
        """A list of names and values; what is empty is left out."""
        lines = "".join(f"<dt>{self.words(key)}</dt><dd>{self.fact(value)}</dd>" for key, value in rows if value)
        self._parts.append(f"<dl>{lines}</dl>")

    def form(self, inner: str, *buttons: tuple[str, str], first: bool = False) -> None:
        """A form whose buttons say what is done."""
        style = ' class="first"' if first else ""
        pressed = "".join(f'<button name="act" value="{act}"{style}>{self.words(key)}</button>' for act, key in buttons)
        hidden = f'<input type="hidden" name="field" value="{escape(self._field)}">'
        self._parts.append(f'<form method="post">{hidden}{inner}{pressed}</form>')

    def minutes(self, choices: Sequence[int]) -> str:
        lines = "".join(
            f'<label><input type="radio" name="minutes" value="{minutes}"> '
            f"{self.words('link-minutes', minutes=minutes)}</label>"
            for minutes in choices
        )
        return f"<fieldset><legend>{self.words('link-choose-minutes')}</legend>{lines}</fieldset>"

    def report(self) -> str:
        return (
            f'<label for="report">{self.words("link-report")}</label>'
            '<textarea id="report" name="report" maxlength="1000"></textarea>'
        )

    def whole(self, title: str) -> str:
        body = "".join(self._parts)
        return (
            '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}"
            f"<p>{self.words('link-danger')}</p></main></body></html>"
        )


def notice(services: Services, key: str) -> str:
    """A page that only says something."""
    html = Html(services)
    html.note(key, hotline=services.backend.landlord.hotline_phone)
    return html.whole(html.words("link-title-gone"))


def shown(s: Session, services: Services, page: Page, field: str, minutes: Sequence[int], now: datetime) -> str:
    """The page as it stands now, for the technician it was sent to."""
    html, incident = Html(services, field), page.escalation.incident
    if incident.ended_at is not None:
        _over(html, page, incident)
    elif incident.technician_id == page.technician_id:
        _mine(s, services, html, page, minutes)
    elif page.escalation.purpose == "help" and page.status == "acknowledged" and incident.technician is not None:
        html.note("link-helping", name=first_name(incident.technician), phone=incident.technician.phone)
        _place(s, services, html, incident, door=True)
    elif page.status == "refused" and page.escalation.status == "open":
        html.note("link-refused")
        html.form("", ("take", "link-take"))
    elif page.escalation.status == "open":
        _waiting(s, services, html, page, minutes)
    else:
        html.note("link-nobody-needed" if incident.technician_id is None else "link-taken-by-other")
    return html.whole(html.words("link-title", reference=incident.request.reference))


def _over(html: Html, page: Page, incident: Incident) -> None:
    html.note("link-over")
    if incident.technician_id == page.technician_id and incident.status == "done" and not incident.report:
        html.form(html.report(), ("done", "link-done"), first=True)


def _waiting(s: Session, services: Services, html: Html, page: Page, minutes: Sequence[int]) -> None:
    incident = page.escalation.incident
    purpose, has_it = page.escalation.purpose, incident.technician
    if purpose != "take" and has_it is not None:
        html.note(f"link-for-{purpose.replace('_', '-')}", name=first_name(has_it))
    if incident.request.private:
        html.note("link-private-notice", hotline=services.backend.landlord.hotline_phone)
        html.form("", ("take", "link-take"), first=True)
    else:
        _place(s, services, html, incident, door=False)
        html.form(html.minutes(minutes), ("take", "link-take"), first=True)
    html.form("", ("refuse", "link-refuse"))


def _mine(s: Session, services: Services, html: Html, page: Page, minutes: Sequence[int]) -> None:
    incident, private = page.escalation.incident, page.escalation.request.private
    if private:
        html.note("link-private-taken", hotline=services.backend.landlord.hotline_phone)
    elif incident.status == "arrived":
        html.note("link-mine-arrived")
    elif incident.eta_at is not None:
        html.note("link-mine-expected", at=time_of(incident.eta_at))
    else:
        html.note("link-mine")
    if visits.agreement_asked(s, incident):
        html.note(f"link-agreement-{incident.agreement or 'asked'}")
    if not private:
        _place(s, services, html, incident, door=True)
    if incident.status == "taken":
        html.form("", ("on_site", "link-on-site"), first=True)
    html.form(html.report(), ("done", "link-done"), first=incident.status == "arrived")
    if incident.status == "taken" and not private:
        html.form(html.minutes(minutes), ("late", "link-late"))
    if escalations.open_search(s, incident, "help"):
        html.note("link-help-searching")
    else:
        html.form("", ("help", "link-help-button"))
    html.form("", ("give_back", "link-give-back"))


def _place(s: Session, services: Services, html: Html, incident: Incident, door: bool) -> None:
    """What happened and where; what opens and cuts off only for whoever goes there. Nothing of a private matter."""
    request = incident.request
    if request.private:
        return
    contact = s.get(Contact, request.contact_id) if request.contact_id else None
    place = page_words.place_facts(services, request)
    reported = len(incidents.reports(s, incident))
    html.facts(
        [
            ("link-label-what", place["what"]),
            ("link-label-where", place["where"]),
            ("link-label-who", place["who"]),
            ("link-label-door", page_words.door(request, contact) if door else []),
            ("link-label-called", reported if reported > 1 else None),
            ("link-label-photos", attachments.count_of(s, request, sensitive=False)),
        ]
    )
