"""The HTML of a contractor's page of the day: when, what, where, how to get in, and what can be said now.

Nothing but what whoever comes needs; of a private request nothing at all. Everything is escaped.
"""

from html import escape
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import job_days, jobs
from backend_client.models import AccessInformation, Appointment, Request, WorkOrder
from common.wording import text_of, time_of, window
from hotline import page_words
from hotline.services import Services

WAY_MINUTES, LATE_MINUTES = (10, 20, 30, 45), (15, 30, 60, 90)
FIELD = "field"


class Html:
    """A page as it grows. Texts are keys of the catalogue (``visit-<name>``), always escaped."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.parts: list[str] = []

    def words(self, name: str, **facts: Any) -> str:
        return escape(self._services.wording.render(f"visit-{name}", facts, "fr", "web"))

    def fact(self, value: Any) -> str:
        return escape(str(self._services.wording.worded(value, "fr", "web")))

    def note(self, name: str) -> None:
        hotline = self._services.backend.landlord.hotline_phone
        self.parts.append(f'<p class="note" role="status">{self.words(name, hotline=hotline)}</p>')

    def facts(self, rows: list[tuple[str, Any]]) -> None:
        lines = "".join(f"<dt>{self.words(name)}</dt><dd>{self.fact(value)}</dd>" for name, value in rows if value)
        self.parts.append(f"<dl>{lines}</dl>")

    def form(self, act: str, field: str, inner: str = "", legend: str = "", plain: bool = False) -> None:
        """A form of one button, which says what is done."""
        style = ' class="plain"' if plain else ""
        hidden = f'<input type="hidden" name="{FIELD}" value="{escape(field)}">'
        button = f'<button name="act" value="{act}"{style}>{self.words("act-" + act.replace("_", "-"))}</button>'
        held = f"{inner}{button}"
        if legend:
            held = f"<fieldset><legend>{self.words(legend)}</legend>{held}</fieldset>"
        self.parts.append(f'<form method="post">{hidden}{held}</form>')

    def picks(self, name: str, values: dict[str, str], chosen: str = "") -> str:
        """Radio buttons; ``values``: what each is called, escaped, by its value."""
        return "".join(
            f'<label class="pick"><input type="radio" name="{name}" value="{value}"'
            f"{' checked' if value == chosen else ''}> {title}</label>"
            for value, title in values.items()
        )

    def body(self, title: str) -> str:
        return f"<main><h1>{title}</h1>{''.join(self.parts)}</main>"


def notice(services: Services, name: str) -> tuple[str, str]:
    """The title and the body of a page that only says something."""
    html = Html(services)
    html.note(name)
    return "Rendez-vous", html.body(html.words("title-gone"))


def shown(
    s: Session, services: Services, appointment: Appointment, field: str, phase: str, said: str
) -> tuple[str, str]:
    """The title and the body of the page as it stands now.

    :param said: what came of the button just pressed; empty: none was
    """
    html, request = Html(services), s.get_one(Request, appointment.request_id)
    if said:
        html.note(said)
    if phase in ("cancelled", "past"):
        html.note(phase)
    elif appointment.status != "booked":
        # Codes and telephone numbers are shown as long as somebody has to get in.
        html.note("missed" if appointment.status == "missed" else "over")
    else:
        _facts(s, services, html, appointment, request)
        if phase == "early":
            html.note("early")
        else:
            _forms(s, html, appointment, field)
    title = services.wording.render("visit-title", {"reference": request.reference}, "fr", "web")
    return title, html.body(escape(title))


def _facts(s: Session, services: Services, html: Html, appointment: Appointment, request: Request) -> None:
    access = s.get(AccessInformation, request.id) or AccessInformation(
        contact_name="", phone="", keysafe="", description=""
    )
    order = s.scalar(
        select(WorkOrder).where(
            WorkOrder.request_id == request.id, WorkOrder.contractor_id == appointment.contractor_id
        )
    )
    html.facts(
        [
            ("when", window(appointment.starts_at, appointment.ends_at)),
            ("what", page_words.what(services, request)),
            ("order", f"{order.reference} {order.description_of_work}".strip() if order else ""),
            ("where", page_words.where(request)),
            ("code", access.keysafe),
            ("contact", access.contact_name or page_words.who(request)),
            ("phone", access.phone),
            ("dog", text_of("visit-dog-yes") if access.dog else ""),
            ("access", access.description),
        ]
    )
    if job_days.day_of_known(s, appointment).confirmed_at:
        html.parts.append(f"<p>{html.words('confirmed')}</p>")


def _forms(s: Session, html: Html, appointment: Appointment, field: str) -> None:
    """What can still be said, most likely first."""
    updates = jobs.updates_of(s, appointment)
    told = [update for update in updates if update.kind in ("on_the_way", "late", "arrived")]
    if told:
        lines = "".join(
            f"<li>{html.fact(time_of(each.event_time))} {html.words('told-' + each.kind.replace('_', '-'))}</li>"
            for each in told
        )
        html.parts.append(f"<h2>{html.words('history')}</h2><ul>{lines}</ul>")
    kinds = {update.kind for update in told}
    if "arrived" not in kinds:
        if "on_the_way" not in kinds:
            way = f'<p class="label">{html.words("minutes-way")}</p>{_minutes(html, WAY_MINUTES)}'
            html.form("on_the_way", field, way, "legend-way")
        late = f'<p class="label">{html.words("minutes-late")}</p>{_minutes(html, LATE_MINUTES)}'
        html.form("late", field, late, "legend-late")
        html.form("arrived", field)
    fixed = html.picks("fixed", {"yes": html.words("fixed-yes"), "no": html.words("fixed-no")}, "yes")
    work = f'<label class="block" for="work">{html.words("work")}</label>'
    work += '<textarea id="work" name="work" maxlength="1000"></textarea>'
    html.form("done", field, f'<p class="label">{html.words("fixed")}</p>{fixed}{work}', "legend-done")
    parts = f'<label class="block" for="parts_on">{html.words("parts-on")}</label>'
    html.form("parts_needed", field, f'{parts}<input type="date" id="parts_on" name="parts_on">', "legend-parts")
    if "arrived" not in kinds:
        html.form("no_access", field, plain=True)


def _minutes(html: Html, choices: tuple[int, ...]) -> str:
    return html.picks("minutes", {str(each): html.words("minutes", minutes=each) for each in choices})
