"""A night's report as a page to read and to print: A4, without script."""

from collections.abc import Iterable
from html import escape

from backend_client.night_report import IncidentLine, Report
from hotline import night_words as words
from hotline import plain_pages

STYLE = plain_pages.style("report")


def title(report: Report) -> str:
    return f"Rapport d'astreinte {words.span(report)}"


def body(report: Report, landlord: str) -> str:
    """Everything within ``<body>``."""
    so_far = '<p class="note">Le bureau est encore fermé : ce rapport n\'est pas complet.</p>' if report.so_far else ""
    parts = (
        f"<header><p>{escape(landlord)}</p><h1>Rapport d'astreinte</h1><p>{escape(words.span(report))}</p></header>",
        so_far,
        _figures(report),
        _section("À reprendre", [_line(each.reference, _open(each)) for each in report.open]),
        _section(
            "Alertes qui attendent un conseiller",
            [
                _line(each.reference, f"{words.alert(each.reason)}, {words.clock(each.raised_at, report)}")
                for each in report.alerts
            ],
        ),
        _section("Essais d'astreinte sans réponse", list(_tests(report))),
        _incidents(report),
    )
    return f"<main>{''.join(parts)}</main>"


def document(report: Report, landlord: str) -> str:
    """The whole page, for a file."""
    return plain_pages.document(title(report), body(report, landlord), STYLE)


def _figures(report: Report) -> str:
    cells = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in words.figures(report)
    )
    steps = f"<p>Appels par étape : {escape(words.steps(report))}.</p>" if report.steps else ""
    return f'<section aria-label="En chiffres"><dl class="figures">{cells}</dl>{steps}</section>'


def _section(heading: str, items: list[str]) -> str:
    return f"<section><h2>{escape(heading)}</h2><ul>{''.join(items)}</ul></section>" if items else ""


def _line(reference: str, text: str) -> str:
    return f"<li><b>{escape(reference)}</b> {escape(text)}</li>"


def _open(incident: IncidentLine) -> str:
    who = f", {incident.who}" if incident.who else ""
    return f"{words.status(incident)}{who} : {words.title(incident)}"


def _tests(report: Report) -> Iterable[str]:
    for test in report.unanswered_tests:
        sent = words.clock(test.asked_at, report)
        yield _line(test.who, f"{test.duty} niveau {test.level} : {words.test(test)}, envoyé {sent}")


def _incidents(report: Report) -> str:
    if not report.incidents:
        return "<section><h2>Incidents</h2><p>Aucun incident.</p></section>"
    return f"<section><h2>Incidents</h2>{''.join(_incident(each, report) for each in report.incidents)}</section>"


def _incident(incident: IncidentLine, report: Report) -> str:
    heading = (
        f'<h3><span class="ref">{escape(incident.reference)}</span> {escape(words.title(incident))} '
        f'<span class="status">{escape(words.status(incident))}</span></h3>'
    )
    times = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(at)}</dd></div>" for name, at in words.times(incident, report)
    )
    when = f'<dl class="times">{times}</dl>'
    told = "" if incident.private else _told(incident, report)
    return f"<article>{heading}<p>{escape(incident.duty)}{_who(incident)}</p>{when}{told}</article>"


def _who(incident: IncidentLine) -> str:
    if incident.private:
        return ""
    parts = [words.reporters(incident), incident.who or words.NOBODY]
    if incident.answered_after is not None:
        parts.append(f"accepté en {words.lasted(incident.answered_after)}")
    if said := words.agreement(incident):
        parts.append(said)
    return escape("".join(f" · {part}" for part in parts))


def _told(incident: IncidentLine, report: Report) -> str:
    rows = "".join(
        f"<tr><td>{escape(words.clock(page.at, report))}</td><td>{escape(page.who)}</td>"
        f"<td>{escape(words.means(page))}</td><td>{page.step}</td><td>{escape(words.page(page))}</td></tr>"
        for page in incident.pages
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Heure", "Qui", "Moyen", "Étape", "Résultat"))
    caption = f'<caption class="unseen">Appels pour {escape(incident.reference)}</caption>'
    pages = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    events = "".join(
        f"<li>{escape(words.clock(event.at, report))} {escape(words.event(event))}</li>" for event in incident.events
    )
    history = f'<ul class="events">{events}</ul>' if events else ""
    written = (
        f'<p class="report"><b>Compte rendu :</b> {escape(incident.report).replace(chr(10), "<br>")}</p>'
        if incident.report
        else ""
    )
    return pages + history + written
