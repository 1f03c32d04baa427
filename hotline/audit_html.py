"""A report as HTML: figures first, each chart with its table below it, definitions beside the figures. No script."""

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from backend_client.audit import Hidden
from hotline.audit_charts import svg
from hotline.audit_document import Cell, Chart, Column, Report, Section, Table, Unit, shown, span
from hotline.audit_reports import TITLES

PATH = "/desk/report"
FEW = 14
"""A table of so few rows is printed on one page."""

SHORT = ' class="short"'
TOTAL, CURRENT = ' class="total"', ' aria-current="page"'


def address(report: str, kind: str = "", **query: str) -> str:
    """A report's page, or with ``kind`` one of its tables as a file; only what is set is in the query."""
    given = urlencode({name: value for name, value in query.items() if value})
    return f"{PATH}/{report}{f'/{kind}.csv' if kind else ''}{f'?{given}' if given else ''}"


def body(report: Report, landlord: str, query: Mapping[str, str] | None = None, form: str = "") -> str:
    """The report, without the page around it.

    :param query: the filters of its address, for the links to files; None: a page without links (to print, to send)
    :param form: the filters as a form, HTML
    """
    lead = "".join(f'<p class="note">{escape(each)}</p>' for each in report.lead)
    sections = "".join(
        _section(report, each, number, query) for number, each in enumerate(report.sections, 1) if each.page
    )
    return (
        f'<article class="audit"><header><p>{escape(landlord)}</p><h1>{escape(report.title)}</h1>'
        f"<p>{escape(report.where)}, {escape(span(report.period))}</p>"
        f'<p class="made">Établi le {escape(report.made_at)}, à partir des demandes enregistrées.</p></header>'
        f"{form}{lead}{_figures(report)}{sections}{_files(report, query)}</article>"
    )


def _figures(report: Report) -> str:
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in report.figures)
    return f'<section aria-label="En chiffres"><dl class="figures">{cells}</dl></section>'


def _section(report: Report, section: Section, number: int, query: Mapping[str, str] | None) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in section.notes)
    figure = _figure(section.chart, f"c{number}") if section.chart else ""
    short = SHORT if len(section.table.rows) <= FEW and not figure else ""
    return (
        f'<section{short}><h2 id="{section.table.name}">{escape(section.title)}</h2>{figure}'
        f"{_table(section.table, section.title)}"
        f'<div class="notes">{notes}</div>{_link(report, section.table, query)}</section>'
    )


def _figure(chart: Chart, name: str) -> str:
    drawn = svg(chart, name)
    return f"<figure><figcaption>{escape(chart.title)}</figcaption>{drawn}</figure>" if drawn else ""


def _link(report: Report, table: Table, query: Mapping[str, str] | None) -> str:
    if query is None or not table.rows:
        return ""
    where = escape(address(report.name, table.name, **query))
    return f'<p class="file"><a href="{where}" download>Télécharger ce tableau (CSV)</a></p>'


def _files(report: Report, query: Mapping[str, str] | None) -> str:
    """The tables that are too long for a page."""
    only = [each for each in report.sections if not each.page and each.table.rows]
    if query is None or not only:
        return ""
    lines = "".join(
        f'<li><a href="{escape(where)}" download>{escape(title)} (CSV)</a></li>'
        for title, where in ((each.title, address(report.name, each.table.name, **query)) for each in only)
    )
    return f'<section class="file"><h2>Détail, à télécharger</h2><ul>{lines}</ul></section>'


def _table(table: Table, title: str) -> str:
    if not table.rows:
        return '<p class="nothing">Rien dans cette période.</p>'
    if len(table.rows) == 1 and table.columns[0].unit is not Unit.TEXT:
        return _single(table, title)
    head = "".join(f'<th scope="col"{_class(column.unit)}>{escape(column.title)}</th>' for column in table.columns)
    last = len(table.rows) - 1
    rows = "".join(
        _row(row, table.columns, total=table.total and number == last) for number, row in enumerate(table.rows)
    )
    wide = ' class="wide"' if len(table.columns) > 8 else ""
    caption = f'<caption class="unseen">{escape(title)}</caption>'
    return f"<table{wide}>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _single(table: Table, title: str) -> str:
    """A table of one row of figures stands upright."""
    rows = "".join(
        f'<tr><th scope="row">{escape(column.title)}</th>{_cell(cell, column)}</tr>'
        for cell, column in zip(table.rows[0], table.columns, strict=True)
    )
    return f'<table class="single"><caption class="unseen">{escape(title)}</caption><tbody>{rows}</tbody></table>'


def _row(row: Sequence[Cell], columns: Sequence[Column], total: bool) -> str:
    """The first cell names the row. On a phone each row is a card, and ``data-of`` names its cells."""
    cells = "".join(_cell(cell, column) for cell, column in zip(row[1:], columns[1:], strict=True))
    first = f'<th scope="row">{escape(shown(row[0], columns[0].unit))}</th>'
    return f"<tr{TOTAL if total else ''}>{first}{cells}</tr>"


def _cell(cell: Cell, column: Column) -> str:
    kinds = [name for name, holds in (("n", column.unit is not Unit.TEXT), ("held", isinstance(cell, Hidden))) if holds]
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return f'<td{kind} data-of="{escape(column.title)}">{escape(shown(cell, column.unit))}</td>'


def _class(unit: Unit) -> str:
    return "" if unit is Unit.TEXT else ' class="n"'


def filters(
    report: str, places: Sequence[tuple[str, str]], promises: Sequence[tuple[str, str]], query: Mapping[str, str]
) -> str:
    """The form that chooses report, period and place. ``places`` and ``promises``: (value, title)."""
    tabs = "".join(
        f'<li><a href="{where}"{CURRENT if name == report else ""}>{escape(title)}</a></li>'
        for name, title, where in ((n, t, escape(address(n, **_kept(query)))) for n, t in TITLES.items())
    )
    days = "".join(
        f'<label>{title} <input type="date" name="{name}" value="{escape(query.get(name, ""))}" required></label>'
        for name, title in (("since", "Du"), ("until", "au"))
    )
    chosen = _select("residence", "Résidence", "Toutes", places, query)
    one = _select("promise", "Promesse", "Toutes", promises, query) if promises else ""
    return (
        f'<nav class="tabs" aria-label="Rapports"><ul>{tabs}</ul></nav>'
        f'<form class="filters" method="get" action="{escape(address(report))}">{days}{chosen}{one}'
        "<button>Afficher</button></form>"
    )


def _kept(query: Mapping[str, str]) -> dict[str, str]:
    """What another report is asked for too."""
    return {name: value for name, value in query.items() if name != "promise"}


def _select(name: str, title: str, every: str, options: Sequence[tuple[str, str]], query: Mapping[str, str]) -> str:
    wanted = query.get(name, "")
    lines = "".join(
        f'<option value="{escape(value)}"{" selected" if value == wanted else ""}>{escape(label)}</option>'
        for value, label in (("", every), *options)
    )
    return f'<label>{title} <select name="{name}">{lines}</select></label>'
