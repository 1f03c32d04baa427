"""The reports of satisfaction (charter 6.2) and of firms (4.1, 4.2)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from backend_client.audit import LEAST, Figure, Hidden, Period, Places, by_name, percent
from backend_client.audit_facts import audit_facts
from backend_client.audit_firms import Firm, FirmLine, firms
from backend_client.audit_satisfaction import Question, Rating, Satisfaction, rating, satisfaction
from backend_client.landlord import FirmThresholds
from hotline.audit_document import Cell, Chart, Column, Section, Series, Table, Unit, month, shown
from hotline.audit_words import MARKS, UNKNOWN_PLACE

_RATED = (
    Column("Avis demandés", short="Dem."),
    Column("Répondus", short="Rép."),
    Column("En partie", short="Part."),
    Column("Taux de réponse", Unit.PERCENT, short="Taux"),
    Column("Note sur 5", Unit.SCORE, short="Note"),
    Column("Satisfaits", Unit.PERCENT, short="Satisf."),
    Column("Notes basses suivies", short="Suivies"),
)
_POINTS = Column("Évolution", Unit.POINTS, short="Évol.")


def satisfaction_sections(s: Session, period: Period, places: Places) -> tuple[list[tuple[str, str]], list[Section]]:
    """The figures that come first, and the sections."""
    found = satisfaction(s, period, places)
    figures = [
        ("Avis demandés", shown(found.total.asked, Unit.COUNT)),
        ("Taux de réponse", shown(found.total.rate, Unit.PERCENT)),
        ("Note moyenne sur 5", shown(found.total.score, Unit.SCORE)),
        ("Satisfaits", shown(found.total.satisfied, Unit.PERCENT)),
    ]
    names = [(number, place.name) for number, place in places.residences.items() if places.shown(number)]
    listed = [(name, found.by_residence[number]) for number, name in names if number in found.by_residence]
    if None in found.by_residence:
        listed.append((UNKNOWN_PLACE, found.by_residence[None]))
    by_firm = sorted(found.by_firm.items(), key=lambda item: by_name(item[0]))
    months = [(month(first), found.by_month.get(first, rating(()))) for first in period.months]
    return figures, [
        _overall(found),
        *_questions(found.questions),
        _rated("Par mois", "by-month", "Mois", months, _rates(months)),
        _rated("Par entreprise", "by-firm", "Entreprise", by_firm),
        _rated("Par résidence", "by-residence", "Résidence", listed),
    ]


def _rating(found: Rating) -> list[Cell]:
    counts: list[Cell] = [found.asked, found.answered, found.partly]
    return [*counts, found.rate, found.score, found.satisfied, found.followed]


def _overall(found: Satisfaction) -> Section:
    rows: list[list[Cell]] = [["Cette période", *_rating(found.total)], ["Un an avant", *_rating(found.before)]]
    notes = (
        "Avis demandés au locataire après chaque intervention, dans le mois où l'avis a été demandé. Taux de réponse = "
        "répondus jusqu'au bout ÷ demandés. « Un an avant » : les mêmes dates de l'année précédente.",
        "Note : moyenne des réponses à la question de satisfaction, de 1 à 5. Satisfaits : réponses dans le quart "
        f"supérieur de leur échelle (4 et 5 sur 5). Moins de {LEAST} avis : pas de moyenne.",
        "Les enquêtes de perception (questionnaires généraux) sont d'une autre nature ; elles ne sont ni mêlées à ces "
        "avis ni enregistrées ici.",
    )
    return Section("L'année en un coup d'œil", Table("overall", (Column("Période", Unit.TEXT), *_RATED), rows), notes)


def _rated(
    title: str, name: str, first: str, lines: Sequence[tuple[str, Rating]], chart: Chart | None = None
) -> Section:
    rows: list[list[Cell]] = [[label, *_rating(found)] for label, found in lines]
    return Section(title, Table(name, (Column(first, Unit.TEXT), *_RATED), rows), (), chart)


def _rates(months: Sequence[tuple[str, Rating]]) -> Chart:
    return Chart(
        "months",
        "Avis demandés et répondus, par mois",
        "; ".join(f"{name} : {found.asked} demandés, {found.answered} répondus" for name, found in months),
        [name for name, _ in months],
        [
            Series("Demandés", "open", [found.asked for _, found in months]),
            Series("Répondus", "good", [found.answered for _, found in months]),
        ],
    )


def _questions(questions: Sequence[Question]) -> list[Section]:
    columns = (
        Column("Question", Unit.TEXT),
        Column("Échelle", Unit.TEXT),
        Column("Réponses"),
        Column("Moyenne", Unit.SCORE),
        Column("Satisfaits", Unit.PERCENT, short="Satisf."),
    )
    rows: list[list[Cell]] = [[_asked(each), _scale(each), each.answers, *_means(each)] for each in questions]
    told = [each for each in questions if each.answers >= LEAST]
    answers: list[list[Cell]] = [
        [_asked(each), _answer(each, value), count, percent(count, each.answers)]
        for each in told
        for value, count in each.counts
    ]
    spread = (
        Column("Question", Unit.TEXT),
        Column("Réponse", Unit.TEXT),
        Column("Nombre"),
        Column("Part", Unit.PERCENT),
    )
    return [
        Section("Par question", Table("by-question", columns, rows), (), _spread(told)),
        Section("Les réponses", Table("answers", spread, answers)),
    ]


def _asked(question: Question) -> str:
    return audit_facts().questions.get(question.name, question.name)


def _scale(question: Question) -> str:
    return "non ou oui" if _yes_no(question) else f"{question.minimum} à {question.maximum}"


def _answer(question: Question, value: int) -> str:
    return ("non", "oui")[value] if _yes_no(question) else str(value)


def _yes_no(question: Question) -> bool:
    return (question.minimum, question.maximum) == (0, 1)


def _means(question: Question) -> tuple[Figure, Figure]:
    few = question.answers < LEAST
    return (Hidden.SMALL, Hidden.SMALL) if few else (question.mean, question.satisfied)


_SHADES = ("bad", "late", "open", "fair", "good")


def _spread(questions: Sequence[Question]) -> Chart | None:
    """How the answers of five steps spread; other scales have only their table."""
    drawn = [each for each in questions if len(each.counts) == len(_SHADES)]
    if not drawn:
        return None
    series = [
        Series(str(value), style, [each.counts[n][1] for each in drawn])
        for n, (style, (value, _)) in enumerate(zip(_SHADES, drawn[0].counts, strict=True))
    ]
    text = "; ".join(f"{_asked(each)} : moyenne {shown(each.mean, Unit.SCORE)}" for each in drawn)
    return Chart(
        "stack", "Réponses par question, de la plus basse à la plus haute", text, [_asked(e) for e in drawn], series
    )


def firm_sections(
    s: Session, period: Period, places: Places, now: datetime, thresholds: FirmThresholds
) -> tuple[list[tuple[str, str]], list[Section]]:
    """The figures that come first, and the sections."""
    found, total, before = firms(s, period, places, thresholds, now)
    figures = [
        ("Passages", shown(total.visits, Unit.COUNT)),
        ("À l'heure", shown(total.punctual, Unit.PERCENT)),
        ("Réparé à la 1re visite", shown(total.first_time, Unit.PERCENT)),
        ("Note sur 5", shown(total.score, Unit.SCORE)),
    ]
    everybody = Firm("", "Ensemble", total, before, ())
    return figures, [
        _results([*found, everybody], thresholds),
        _plans(found, thresholds),
        _visits([*found, everybody]),
    ]


def _results(found: Sequence[Firm], thresholds: FirmThresholds) -> Section:
    columns = (
        Column("Entreprise", Unit.TEXT),
        Column("Passages", short="Pass."),
        Column("À l'heure", Unit.PERCENT, short="À l'h."),
        _POINTS,
        Column("Rendez-vous manqués", Unit.PERCENT, short="Manq."),
        _POINTS,
        Column("Réparé à la 1re visite", Unit.PERCENT, short="1re v."),
        _POINTS,
        Column("Note sur 5", Unit.SCORE, short="Note"),
        Column("Évolution", Unit.SCORE_CHANGE, short="Évol."),
        Column("Avis"),
    )
    rows: list[list[Cell]] = [
        [
            each.name,
            each.now.visits,
            *_and_change(each.now.punctual, each.before.punctual),
            *_and_change(each.now.missed, each.before.missed),
            *_and_change(each.now.first_time, each.before.first_time),
            *_and_change(each.now.score, each.before.score),
            each.now.answers,
        ]
        for each in found
    ]
    notes = (
        "Passages : créneaux convenus, non annulés et échus, par date du créneau. À l'heure : arrivée avant la fin du "
        "créneau ÷ passages dont l'arrivée est connue ou manquée. Évolution : par rapport aux mêmes dates un an avant.",
        "Réparé à la 1re visite : premier passage d'une demande, terminé sans pièce manquante, sans autre rendez-vous "
        "dans les 30 jours ; les passages de moins de 30 jours ne comptent pas encore.",
        "Note : moyenne des réponses des locataires à la question de satisfaction, de 1 à 5 ; moins de "
        f"{LEAST} avis : pas de note.",
    )
    chart = _punctual([each for each in found if isinstance(each.now.punctual, float)], thresholds)
    return Section("Résultats", Table("results", columns, rows, total=True), notes, chart)


def _and_change(now: Figure, before: Figure) -> tuple[Cell, Cell]:
    moved = now - before if isinstance(now, float) and isinstance(before, float) else None
    return now, moved


def _punctual(found: Sequence[Firm], thresholds: FirmThresholds) -> Chart:
    return Chart(
        "bars",
        "À l'heure et réparé à la première visite",
        "; ".join(
            f"{each.name} : à l'heure {shown(each.now.punctual, Unit.PERCENT)}, réparé à la première visite "
            f"{shown(each.now.first_time, Unit.PERCENT)}"
            for each in found
        )
        or "Aucun passage.",
        [each.name for each in found],
        [
            Series("À l'heure", "good", [_plain(each.now.punctual) for each in found]),
            Series("Réparé à la 1re visite", "fair", [_plain(each.now.first_time) for each in found]),
        ],
        Unit.PERCENT,
        limit=thresholds.punctual_percent,
        limit_name="seuil de ponctualité",
        top=100,
    )


def _plain(figure: Figure) -> float | None:
    return figure if isinstance(figure, int | float) else None


def _plans(found: Sequence[Firm], thresholds: FirmThresholds) -> Section:
    """Which firms are asked for a corrective plan."""
    columns = (Column("Entreprise", Unit.TEXT), Column("Sous le seuil", Unit.TEXT), Column("Passages", short="Pass."))
    rows: list[list[Cell]] = [
        [each.name, ", ".join(MARKS[mark] for mark in each.below), each.now.visits] for each in found if each.below
    ]
    least = f"{shown(thresholds.punctual_percent, Unit.PERCENT)} à l'heure"
    first = f"{shown(thresholds.first_time_percent, Unit.PERCENT)} réparés à la 1re visite"
    most = f"{shown(thresholds.no_show_percent, Unit.PERCENT)} de rendez-vous manqués"
    note = (
        f"Seuils du bailleur : au moins {least}, au plus {most}, au moins {first}, au moins "
        f"{shown(thresholds.score, Unit.SCORE)} de note ; à partir de {thresholds.least_visits} passages."
    )
    return Section("Plans d'action à demander (4.2)", Table("plans", columns, rows), (note,))


def _visits(found: Sequence[Firm]) -> Section:
    columns = (
        Column("Entreprise", Unit.TEXT),
        Column("Passages", short="Pass."),
        Column("À l'heure", short="À l'h."),
        Column("Retard annoncé", short="Ann."),
        Column("Retard sans prévenir", short="N.ann."),
        Column("Manqués", short="Manq."),
        Column("Non renseignés", short="Inc."),
        Column("Logement fermé", short="Fermé"),
        Column("Annulés par l'entreprise", short="A.ent."),
        Column("Annulés par le locataire", short="A.loc."),
        Column("1res visites jugées", short="1res"),
        Column("dont réparées", short="rép."),
    )
    rows = [[each.name, *_counts(each.now)] for each in found]
    notes = (
        "Retard annoncé : l'entreprise l'a dit avant la fin du créneau. Manqué : personne n'est venu. Non renseigné : "
        "personne n'a dit ce qu'il en était. Logement fermé : l'entreprise est venue sans pouvoir entrer.",
    )
    return Section("Ce que sont devenus les passages", Table("visits", columns, rows, total=True), notes)


def _counts(line: FirmLine) -> list[Cell]:
    kept: list[Cell] = [line.visits, line.in_time, line.late_told, line.late_untold, line.no_shows, line.unknown]
    ended: list[Cell] = [line.no_access, line.cancelled_by_firm, line.cancelled_by_tenant]
    return [*kept, *ended, line.first_visits, line.fixed]
