"""A night's report as plain text, for a terminal or a mail."""

from collections.abc import Iterator

from backend_client.night_report import IncidentLine, Report
from hotline import night_words as words


def render(report: Report, landlord: str) -> str:
    """The whole report; lines are not wrapped."""
    return "\n".join(_lines(report, landlord)) + "\n"


def _lines(report: Report, landlord: str) -> Iterator[str]:
    yield f"{landlord}, rapport d'astreinte {words.span(report)}"
    if report.so_far:
        yield "Le bureau est encore fermé : ce rapport n'est pas complet."
    yield ""
    yield from (f"{name} : {value}" for name, value in words.figures(report))
    if report.steps:
        yield f"Appels par étape : {words.steps(report)}"
    yield from _section("À reprendre", [line for each in report.open for line in _short(each)])
    yield from _section(
        "Alertes qui attendent un conseiller",
        [f"{a.reference}  {words.alert(a.reason)}, {words.clock(a.raised_at, report)}" for a in report.alerts],
    )
    yield from _section(
        "Essais d'astreinte sans réponse",
        [
            f"{test.who}, {test.duty} niveau {test.level} : {words.test(test)}, "
            f"envoyé {words.clock(test.asked_at, report)}"
            for test in report.unanswered_tests
        ],
    )
    yield from _section("Incidents", [line for each in report.incidents for line in _whole(each, report)])
    if not report.incidents:
        yield "Aucun incident."


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title.upper(), *lines)


def _short(incident: IncidentLine) -> Iterator[str]:
    yield f"{incident.reference}  {words.status(incident)} : {words.title(incident)}"


def _whole(incident: IncidentLine, report: Report) -> Iterator[str]:
    yield f"{incident.reference}  {incident.duty}, {words.status(incident)} : {words.title(incident)}"
    yield "    " + ", ".join(f"{name} {at}" for name, at in words.times(incident, report))
    if incident.private:
        return
    told = [words.reporters(incident), f"par {incident.who}" if incident.who else words.NOBODY]
    if incident.answered_after is not None:
        told.append(f"accepté en {words.lasted(incident.answered_after)}")
    yield "    " + ", ".join([*told, *filter(None, [words.agreement(incident)])])
    calls = [
        (page.at, f"{words.means(page)} à {page.who}, étape {page.step} : {words.page(page)}")
        for page in incident.pages
    ]
    history = [*calls, *((event.at, words.event(event)) for event in incident.events)]
    for at, line in sorted(history, key=lambda entry: entry[0]):
        yield f"    {words.clock(at, report)} {line}"
    if incident.report:
        yield f"    Compte rendu : {incident.report}".replace("\n", " / ")
