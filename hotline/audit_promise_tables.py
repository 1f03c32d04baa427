"""The report of the charter's promises: what was promised, kept, late, and what stands for the rest."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from backend_client.audit import AuditError, Hidden, Period, Places, percent
from backend_client.audit_facts import audit_facts
from backend_client.audit_firms import firm_line
from backend_client.audit_jobs import read_surveys, read_visits
from backend_client.audit_promises import Line, Promised, promised, read_cases
from backend_client.audit_satisfaction import rating
from backend_client.audit_service import on_call, orders, reach
from backend_client.commitments import promises
from hotline.audit_document import Cell, Chart, Column, Section, Series, Table, Unit, month, shown
from hotline.audit_words import UNKNOWN_PLACE, reason

_FIGURES = (
    Column("Cas"),
    Column("Tenus à temps", short="À temps"),
    Column("Tenus en retard", short="Retard"),
    Column("Ouverts, en retard", short="O. ret."),
    Column("Ouverts, à temps", short="Ouv."),
    Column("Retirés", short="Ret."),
    Column("Part tenue", Unit.PERCENT, short="Part"),
    Column("Délai médian", Unit.DAYS, short="Méd."),
    Column("9 cas sur 10 en", Unit.DAYS, short="9/10"),
)
_PROMISE = (Column("N°", Unit.TEXT), Column("Promesse", Unit.TEXT))
_RULES = (
    "Un cas compte dans le mois où l'engagement a été pris. Il n'est tenu que par l'acte qui y met fin (appel passé, "
    "visite faite, témoignage recueilli), daté et signé dans l'historique de la demande.",
    "Part tenue = tenus à temps ÷ (tenus à temps + tenus en retard + ouverts en retard). Un cas ouvert dont la date "
    "est passée compte comme non tenu ; un créneau manqué (3.7) le reste, même si un autre suit. Un cas ouvert à temps "
    "ou retiré ne compte pas encore, ou plus.",
    "Délais en jours de 24 heures, de l'engagement à l'acte, pauses comprises, sur les cas tenus (à temps ou non). "
    "« 9 cas sur 10 en » est le 90e centile. L'échéance, elle, est repoussée du temps des pauses.",
)
_PRIVATE = (
    "Sujets confidentiels (3.4, 3.5, 3.8, 7.2, 8.1) : par mois et par résidence, un nombre de 1 à 4 est écrit « < 5 », "
    "et ce qui permettrait de le retrouver « n. c. » (non communiqué) ; ils ne sont pas dans les totaux."
)
_STATES = (
    ("Tenus à temps", "good", "in_time"),
    ("Tenus en retard", "late", "late"),
    ("Ouverts, en retard", "bad", "open_late"),
    ("Ouverts, à temps", "open", "open"),
)


def check_promise(number: str) -> None:
    """:raises AuditError: the charter has no such promise with cases"""
    if number and number not in promises().by_number:
        raise AuditError(f'There is no promise "{number}" with cases: one of {", ".join(promises().by_number)}.')


def sections(
    s: Session, period: Period, places: Places, now: datetime, promise: str = ""
) -> tuple[list[tuple[str, str]], list[Section]]:
    """The figures that come first, and the sections; ``promise``: of this one only."""
    check_promise(promise)
    cases = read_cases(s, period, places, now)
    found = promised([case for case in cases if promise in ("", case.promise)], places)
    total = found.of.get(promise, found.total) if promise else found.total
    figures = [
        ("Cas suivis", shown(total.cases, Unit.COUNT)),
        ("Part tenue", shown(total.share, Unit.PERCENT)),
        ("Délai médian", shown(total.median, Unit.DAYS)),
        ("Ouverts, en retard", shown(total.open_late, Unit.COUNT)),
    ]
    parts = [
        _by_promise(found, promise),
        _by_month(found, period, promise),
        _by_residence(found, places, promise),
        _reasons(found),
        *_detail(found, period, places),
    ]
    service: dict[str, Callable[[], list[Section]]] = {
        "3.1": lambda: [_reach(s, period), _on_call(s, period, places)],
        "3.3": lambda: [_orders(s, period, places)],
        "3.7": lambda: [_windows(s, period, places, now)],
        "6.2": lambda: [_surveys(s, period, places)],
    }
    parts += [part for number, make in service.items() if promise in ("", number) for part in make()]
    return figures, parts if promise else [*parts, _stands()]


def _cells(line: Line) -> list[Cell]:
    states: list[Cell] = [line.cases, line.in_time, line.late, line.open_late, line.open, line.withdrawn]
    return [*states, line.share, line.median, line.p90]


_NO_CASE = Line(0, 0, 0, 0, 0, 0, 0, None, None, None)


def _by_promise(found: Promised, promise: str) -> Section:
    numbers = [promise] if promise else list(promises().by_number)
    rows = [[n, promises().by_number[n].title, *_cells(found.of.get(n, _NO_CASE))] for n in numbers]
    total: list[Cell] = ["Total", "sans les sujets confidentiels", *_cells(found.total)]
    table = Table("by-promise", (*_PROMISE, *_FIGURES), rows if promise else [*rows, total], total=not promise)
    paused = sum(line.paused for line in found.of.values() if isinstance(line.paused, int))
    notes = [*_RULES, f"Ouverts à temps dont le délai est en pause aujourd'hui : {paused}."]
    chart = _states_chart("Où en sont les cas, par promesse", {n: found.of.get(n, _NO_CASE) for n in numbers})
    return Section("Par promesse", table, notes, chart)


def _states_chart(title: str, lines: Mapping[str, Line]) -> Chart:
    """Parts of a whole; what is hidden or has no case has no bar."""
    titles = promises().by_number
    drawn = {f"{number} {titles[number].title}": line for number, line in lines.items() if _countable(line)}
    text = "; ".join(f"{key} : {shown(line.share, Unit.PERCENT)} tenus" for key, line in drawn.items())
    return Chart("stack", title, text or "Aucun cas à montrer.", list(drawn), _series(drawn.values()))


def _series(lines: Iterable[Line]) -> list[Series]:
    lines = list(lines)
    return [Series(label, style, [_plain(getattr(line, name)) for line in lines]) for label, style, name in _STATES]


def _countable(line: Line) -> bool:
    return any(_plain(count) for count in (line.in_time, line.late, line.open_late, line.open))


def _plain(cell: Cell) -> float:
    return cell if isinstance(cell, int | float) else 0


def _by_month(found: Promised, period: Period, promise: str) -> Section:
    lines = {
        m: found.by_month.get((promise, m), _NO_CASE) if promise else found.months.get(m, _NO_CASE)
        for m in period.months
    }
    rows = [[month(first), *_cells(line)] for first, line in lines.items()]
    text = "; ".join(f"{month(m)} : {shown(line.cases, Unit.COUNT)} cas" for m, line in lines.items())
    chart = Chart("stacked_months", "Cas par mois", text, [month(m) for m in lines], _series(lines.values()))
    return Section("Par mois", Table("by-month", (Column("Mois", Unit.TEXT), *_FIGURES), rows), _mixed(promise), chart)


def _mixed(promise: str) -> tuple[str, ...]:
    return () if promise else (_PRIVATE,)


def _by_residence(found: Promised, places: Places, promise: str) -> Section:
    lines = {number: line for (_, number), line in found.by_residence.items()} if promise else dict(found.residences)
    rows = [[place.name, *_cells(lines.get(place.id, _NO_CASE))] for place in places.listed]
    if None in lines:
        rows.append([UNKNOWN_PLACE, *_cells(lines[None])])
    worst = sorted((row for row in rows if isinstance(row[7], float)), key=lambda row: _plain(row[7]))[:15]
    chart = Chart(
        "bars",
        "Part tenue par résidence, les plus basses d'abord",
        "; ".join(f"{row[0]} : {shown(row[7], Unit.PERCENT)}" for row in worst) or "Aucune part à montrer.",
        [str(row[0]) for row in worst],
        [Series("Part tenue", "good", [_plain(row[7]) for row in worst])],
        Unit.PERCENT,
        top=100,
    )
    table = Table("by-residence", (Column("Résidence", Unit.TEXT), *_FIGURES), rows)
    return Section("Par résidence", table, _mixed(promise), chart if len(worst) > 1 else None)


def _reasons(found: Promised) -> Section:
    counts = sorted(found.reasons.items(), key=lambda item: (-item[1], item[0]))
    late = sum(found.reasons.values())
    rows = [[reason(code), count, percent(count, late)] for code, count in counts]
    columns = (Column("Raison notée", Unit.TEXT), Column("Cas en retard"), Column("Part", Unit.PERCENT))
    note = "La raison est notée au passage de l'échéance, ou par un conseiller ; sujets confidentiels non compris."
    return Section("Pourquoi en retard", Table("reasons", columns, rows), (note,))


def _detail(found: Promised, period: Period, places: Places) -> list[Section]:
    """Every promise by month, and by residence: only as files."""
    titles = promises().by_number
    months: list[list[Cell]] = [
        [n, titles[n].title, month(first), *_cells(found.by_month[n, first])]
        for n in titles
        for first in period.months
        if (n, first) in found.by_month
    ]
    listed: list[tuple[int | None, str]] = [*((each.id, each.name) for each in places.listed), (None, UNKNOWN_PLACE)]
    residences: list[list[Cell]] = [
        [n, titles[n].title, name, *_cells(found.by_residence[n, number])]
        for n in titles
        for number, name in listed
        if (n, number) in found.by_residence
    ]
    by_month = Table("by-promise-and-month", (*_PROMISE, Column("Mois", Unit.TEXT), *_FIGURES), months)
    by_place = Table("by-promise-and-residence", (*_PROMISE, Column("Résidence", Unit.TEXT), *_FIGURES), residences)
    return [
        Section("Chaque promesse par mois", by_month, (_PRIVATE,), page=False),
        Section("Chaque promesse par résidence", by_place, (_PRIVATE,), page=False),
    ]


def _reach(s: Session, period: Period) -> Section:
    found = reach(s, period)
    columns = (
        Column("Messages reçus", short="Reçus"),
        Column("Ayant reçu une réponse", short="Répondus"),
        Column("Remis à un conseiller", short="Remis"),
        Column("Part répondue", Unit.PERCENT, short="Part"),
        Column("1re réponse, médiane", Unit.SECONDS, short="Médiane"),
        Column("9 sur 10 en", Unit.SECONDS),
        Column("Heures d'interruption", short="Interruption"),
    )
    row = [found.messages, found.answered, found.for_staff, found.share, found.median, found.p90, Hidden.NOT_MEASURED]
    notes = (
        "Messages des locataires, tous canaux, toutes résidences. Remis à un conseiller : la conversation était prise "
        "en main, ou l'expéditeur avait refusé les messages ; la part répondue porte sur les autres.",
        "La première réponse est datée de sa mise en envoi. Les interruptions du service ne sont pas enregistrées ici.",
    )
    return Section("3.1 Joignabilité : les messages", Table("reach", columns, [row]), notes)


def _on_call(s: Session, period: Period, places: Places) -> Section:
    found = on_call(s, period, places)
    columns = (
        Column("Urgences transmises"),
        Column("Prises en charge"),
        Column("Part", Unit.PERCENT),
        Column("Délai médian", Unit.MINUTES),
        Column("9 sur 10 en", Unit.MINUTES),
    )
    row = [found.incidents, found.taken, found.share, found.median, found.p90]
    note = (
        "De l'ouverture de l'incident à l'accord d'un technicien ; les signalements d'une même panne sont un seul "
        "incident."
    )
    return Section("3.1 Joignabilité : l'astreinte", Table("on-call", columns, [row]), (note,))


def _orders(s: Session, period: Period, places: Places) -> Section:
    found = orders(s, period, places)
    columns = (
        Column("Bons de travaux"),
        Column("Locataire prévenu"),
        Column("Part", Unit.PERCENT),
        Column("Délai médian", Unit.HOURS),
        Column("9 sur 10 en", Unit.HOURS),
    )
    row = [found.orders, found.told, found.share, found.median, found.p90]
    note = "De l'envoi du bon à l'entreprise au message au locataire, par mois d'envoi du bon."
    return Section("3.3 Bons de travaux annoncés", Table("orders", columns, [row]), (note,))


def _windows(s: Session, period: Period, places: Places, now: datetime) -> Section:
    line = firm_line(read_visits(s, period, places, now, judged=False), ())
    columns = (
        Column("Créneaux échus", short="Échus"),
        Column("Arrivée dans le créneau", short="À l'heure"),
        Column("Retard annoncé", short="Annoncé"),
        Column("Retard sans prévenir", short="Non ann."),
        Column("Personne n'est venu", short="Manqués"),
        Column("Non renseignés", short="Inconnus"),
        Column("Part à l'heure", Unit.PERCENT, short="Part"),
    )
    row = [line.visits, line.in_time, line.late_told, line.late_untold, line.no_shows, line.unknown, line.punctual]
    notes = (
        "Créneaux de deux heures convenus et non annulés, par date du créneau. Un retard est annoncé quand "
        "l'entreprise l'a dit avant la fin du créneau. Part à l'heure = dans le créneau ÷ (tous sauf non renseignés).",
    )
    return Section("3.7 Créneaux de passage", Table("windows", columns, [row]), notes)


def _surveys(s: Session, period: Period, places: Places) -> Section:
    found = rating(read_surveys(s, period, places))
    columns = (
        Column("Avis demandés"),
        Column("Répondus"),
        Column("Taux de réponse", Unit.PERCENT),
        Column("Note moyenne sur 5", Unit.SCORE),
        Column("Satisfaits", Unit.PERCENT),
    )
    row = [found.asked, found.answered, found.rate, found.score, found.satisfied]
    note = "Le détail est dans le rapport « Satisfaction »."
    return Section("6.2 Avis après intervention", Table("surveys", columns, [row]), (note,))


def _stands() -> Section:
    rows = [[each.promise, each.title, each.text] for each in audit_facts().stands]
    table = Table("without-cases", (*_PROMISE, Column("Ce qui en rend compte", Unit.TEXT)), rows)
    return Section("Promesses sans échéance par cas", table)


def share_of(found: Promised, number: str, residence: int) -> tuple[Cell, Cell]:
    """Of a residence: the share kept of a promise and its median delay."""
    line = found.by_residence.get((number, residence), _NO_CASE)
    return line.share, line.median
