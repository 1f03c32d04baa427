"""The report of residences (quality label L1, L2): volumes, repeats, what is followed per site, delays, hot spots."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend_client.audit import LEAST, Period, Places
from backend_client.audit_facts import audit_facts
from backend_client.audit_promises import Promised, promised, read_cases
from backend_client.audit_residences import HOT_SPOTS, Picture, Volume, picture
from backend_client.commitments import SIGNIFICANT_ACTION, promises
from hotline.audit_document import Cell, Chart, Column, Section, Series, Table, Unit, month, shown
from hotline.audit_promise_tables import share_of

_MOST_BARS = 15
_VOLUME = (
    Column("Demandes", short="Dem."),
    Column("Un an avant", short="Avant"),
    Column("Évolution", Unit.CHANGE, short="Évol."),
)
_PRIVATE = (
    "Tranquillité et impayés sont confidentiels : un nombre de 1 à 4 est écrit « < 5 », et ce qui permettrait de le "
    "retrouver « n. c. » (non communiqué)."
)


def sections(s: Session, period: Period, places: Places, now: datetime) -> tuple[list[tuple[str, str]], list[Section]]:
    """The figures that come first, and the sections."""
    seen = picture(s, period, places)
    kept = promised(read_cases(s, period, places, now), places)
    figures = [
        ("Demandes", shown(seen.total.now, Unit.COUNT)),
        ("Évolution sur un an", shown(seen.total.change, Unit.CHANGE)),
        ("Demandes répétées", shown(seen.repeat_share, Unit.PERCENT)),
        ("Agi à temps (3.2)", shown(kept.of[SIGNIFICANT_ACTION].share, Unit.PERCENT))
        if SIGNIFICANT_ACTION in kept.of
        else ("Agi à temps (3.2)", shown(None, Unit.PERCENT)),
    ]
    return figures, [
        _sites(seen, kept, places),
        _themes(seen),
        _categories(seen),
        _months(seen),
        _hot_spots(seen),
        _delays(kept),
    ]


def _sites(seen: Picture, kept: Promised, places: Places) -> Section:
    columns = (
        Column("Résidence", Unit.TEXT),
        Column("Logements", short="Log."),
        *_VOLUME,
        Column("Pour 100 logements", Unit.RATE, short="/100"),
        Column("Répétées", Unit.PERCENT, short="Rép."),
        *(Column(theme.title, short=theme.title.split()[0].strip(",")[:6] + ".") for theme in audit_facts().themes),
        Column("3.2 tenue", Unit.PERCENT, short="3.2"),
        Column("3.2, délai médian", Unit.DAYS, short="Méd."),
    )
    rows: list[list[Cell]] = [
        [
            site.place.name,
            site.place.dwellings,
            *_volume(site.requests),
            site.per_100,
            site.repeat_share,
            *site.themes.values(),
            *share_of(kept, SIGNIFICANT_ACTION, site.place.id),
        ]
        for site in seen.sites
    ]
    notes = (
        "Demandes reçues des locataires dans la période, sans les simples prises de contact "
        f"({shown(seen.contacts.now, Unit.COUNT)}) ni les avis internes. De résidence non connue : "
        f"{shown(seen.elsewhere, Unit.COUNT)}. « Un an avant » : les mêmes dates de l'année précédente.",
        "Répétée : une demande d'un logement qui en avait déjà fait une du même objet dans les 90 jours précédents.",
        _PRIVATE,
    )
    most = sorted((site for site in seen.sites if site.per_100), key=lambda site: -(site.per_100 or 0))[:_MOST_BARS]
    chart = Chart(
        "bars",
        "Demandes pour 100 logements",
        "; ".join(f"{site.place.name} : {shown(site.per_100, Unit.RATE)}" for site in most),
        [site.place.name for site in most],
        [Series("Demandes pour 100 logements", "good", [site.per_100 for site in most])],
        Unit.RATE,
    )
    several = len(places.listed) > 1 and len(most) > 1
    return Section("Les résidences", Table("sites", columns, rows), notes, chart if several else None)


def _volume(volume: Volume) -> list[Cell]:
    return [volume.now, volume.before, volume.change]


def _themes(seen: Picture) -> Section:
    rows: list[list[Cell]] = [[each.title, *_volume(seen.themes[each.code])] for each in audit_facts().themes]
    notes = (
        "Suivis par site au titre du label : tranquillité et sécurité (troubles de voisinage, occupations, intrusions, "
        "dégradations, violences), encombrants, difficultés à payer le loyer.",
        _PRIVATE,
    )
    return Section("Suivis par site", Table("themes", (Column("Sujet", Unit.TEXT), *_VOLUME), rows), notes)


def _categories(seen: Picture) -> Section:
    order = sorted(seen.categories.items(), key=lambda item: (-_plain(item[1].now), audit_facts().name(item[0])))
    rows: list[list[Cell]] = [[audit_facts().name(code), *_volume(volume)] for code, volume in order]
    drawn = [(code, volume) for code, volume in order if isinstance(volume.now, int) and volume.now][:_MOST_BARS]
    chart = Chart(
        "bars",
        "Demandes par objet, cette période et un an avant",
        "; ".join(f"{audit_facts().name(code)} : {volume.now}" for code, volume in drawn) or "Aucune demande.",
        [audit_facts().name(code) for code, _ in drawn],
        [
            Series("Cette période", "good", [_plain(volume.now) for _, volume in drawn]),
            Series("Un an avant", "open", [_plain(volume.before) for _, volume in drawn]),
        ],
    )
    note = "L'objet est la famille du problème reconnu, sinon la nature de la demande."
    return Section(
        "De quoi il s'agit", Table("subjects", (Column("Objet", Unit.TEXT), *_VOLUME), rows), (note, _PRIVATE), chart
    )


def _plain(cell: Cell) -> float:
    return cell if isinstance(cell, int | float) else 0


def _months(seen: Picture) -> Section:
    rows: list[list[Cell]] = [[month(first), now, before] for first, now, before in seen.months]
    chart = Chart(
        "months",
        "Demandes par mois, cette période et un an avant",
        "; ".join(f"{month(first)} : {now}, un an avant {before}" for first, now, before in seen.months),
        [month(first) for first, _, _ in seen.months],
        [
            Series("Cette période", "good", [now for _, now, _ in seen.months]),
            Series("Un an avant", "open", [before for _, _, before in seen.months]),
        ],
    )
    table = Table(
        "months",
        (Column("Mois", Unit.TEXT), Column("Demandes", short="Dem."), Column("Un an avant", short="Avant")),
        rows,
    )
    return Section("Mois par mois", table, (), chart)


def _hot_spots(seen: Picture) -> Section:
    columns = (
        Column("Bâtiment", Unit.TEXT),
        Column("Résidence", Unit.TEXT),
        Column("Logements", short="Log."),
        Column("Demandes", short="Dem."),
        Column("Pour 100 logements", Unit.RATE, short="/100"),
        Column("Objet le plus fréquent", Unit.TEXT),
        Column("dont"),
    )
    rows: list[list[Cell]] = [
        [
            each.building.name,
            each.residence.name,
            each.building.dwellings,
            each.requests,
            each.per_100,
            audit_facts().name(each.most),
            each.most_count,
        ]
        for each in seen.hot_spots
    ]
    notes = (
        f"Les {HOT_SPOTS} bâtiments qui ont le plus de demandes pour leur taille. Les sujets confidentiels n'y sont "
        f"pas comptés, ni les bâtiments de moins de {LEAST} logements.",
    )
    return Section("Points chauds", Table("hot-spots", columns, rows), notes)


def _delays(kept: Promised) -> Section:
    columns = (
        Column("N°", Unit.TEXT),
        Column("Promesse", Unit.TEXT),
        Column("Cas"),
        Column("Part tenue", Unit.PERCENT),
        Column("Délai médian", Unit.DAYS),
        Column("Ouverts, en retard"),
    )
    lines = [(each, kept.of[each.number]) for each in promises().by_number.values() if each.number in kept.of]
    rows: list[list[Cell]] = [
        [each.number, each.title, line.cases, line.share, line.median, line.open_late] for each, line in lines
    ]
    note = "Définitions et détail : rapport « Promesses »."
    return Section("Délais", Table("delays", columns, rows), (note,))
