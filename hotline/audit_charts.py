"""Charts of the reports as inline SVG: no script, a title and a description, patterns beside colours."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from math import ceil, log10

from hotline.audit_document import Chart, Series, Unit, shown

_WIDTH = 720
_LEFT, _RIGHT, _TOP = 250, 64, 34
_BAR, _GAP = 15, 9
_HEIGHT, _FOOT = 230, 34
_LETTER = 6.4
"""Width of a letter at the charts' size, about, to keep names within their room."""


def svg(chart: Chart, name: str) -> str:
    """The chart; ``name`` makes its ids unique in a page. Nothing to draw gives an empty text."""
    if not chart.labels:
        return ""
    height, body = _DRAW[chart.kind](chart)
    title = f'<title id="{name}-t">{escape(chart.title)}</title><desc id="{name}-d">{escape(chart.text)}</desc>'
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'preserveAspectRatio="xMinYMin meet">{title}{_patterns(name)}'
        f"{_legend(chart.series)}{body.replace('url(#', f'url(#{name}-')}</svg>"
    )


def _patterns(name: str) -> str:
    """Late is striped, late and open is crossed: told apart without colours."""
    stripes = (
        f'<pattern id="{name}-stripes" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="line" d="M0 0V6"/></pattern>'
    )
    cross = (
        f'<pattern id="{name}-cross" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="line" d="M0 0V7M0 0H7"/></pattern>'
    )
    return f"<defs>{stripes}{cross}</defs>"


_PATTERN = {"late": "stripes", "bad": "cross"}


def _box(x: float, y: float, width: float, height: float, style: str, told: str) -> str:
    """A rectangle of a series; ``told`` is what a pointer over it is told."""
    where = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
    over = f'<rect {where} fill="url(#{_PATTERN[style]})"/>' if style in _PATTERN else ""
    return f'<g><title>{escape(told)}</title><rect class="{style}" {where}/>{over}</g>'


def _text(x: float, y: float, text: str, style: str = "", anchor: str = "start") -> str:
    kind = f' class="{style}"' if style else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _legend(series: Sequence[Series]) -> str:
    if len(series) < 2:
        return ""
    parts, x = [], 0.0
    for each in series:
        parts.append(_box(x, 4, 13, 13, each.style, each.name).replace("url(#", "url(#"))
        parts.append(_text(x + 19, 15, each.name))
        x += 42 + len(each.name) * _LETTER
    return "".join(parts)


def _short(label: str, room: float) -> str:
    most = int(room / _LETTER)
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _start(chart: Chart) -> int:
    return _TOP if len(chart.series) > 1 else 8


def _stack(chart: Chart) -> tuple[float, str]:
    """One bar a label, its parts to the whole."""
    room, y, parts = _WIDTH - _LEFT - _RIGHT, float(_start(chart)), []
    for row, label in enumerate(chart.labels):
        values = [(each, each.values[row] or 0) for each in chart.series]
        whole = sum(value for _, value in values)
        parts.append(_text(_LEFT - 8, y + 12, _short(label, _LEFT - 8), anchor="end"))
        x = float(_LEFT)
        for each, value in values:
            width = room * value / whole if whole else 0
            if width:
                parts.append(_box(x, y, width, _BAR, each.style, f"{label}, {each.name} : {shown(value, chart.unit)}"))
            x += width
        parts.append(_text(_WIDTH - _RIGHT + 6, y + 12, shown(whole, chart.unit)))
        y += _BAR + _GAP
    return y, "".join(parts)


def _bars(chart: Chart) -> tuple[float, str]:
    """One bar a label and series, with its value beside it."""
    room = _WIDTH - _LEFT - _RIGHT
    top = chart.top or max((value or 0 for each in chart.series for value in each.values), default=0) or 1
    begun = y = float(_start(chart))
    parts = []
    for row, label in enumerate(chart.labels):
        middle = y + len(chart.series) * _BAR / 2 + 4
        parts.append(_text(_LEFT - 8, middle, _short(label, _LEFT - 8), anchor="end"))
        for each in chart.series:
            value = each.values[row]
            told = shown(value, chart.unit)
            width = room * (value or 0) / top
            parts.append(_box(_LEFT, y, width, _BAR - 2, each.style, f"{label}, {each.name} : {told}"))
            parts.append(_text(_LEFT + width + 5, y + 11, told, "small"))
            y += _BAR
        y += _GAP
    if chart.limit is not None:
        x = _LEFT + room * chart.limit / top
        # Before the bars, so that their figures stand upon it.
        parts.insert(0, f'<path class="limit" d="M{x:.1f} {begun - 4:.1f}V{y - _GAP + 2:.1f}"/>')
        parts.append(_text(x, y + 4, f"{chart.limit_name} {shown(chart.limit, chart.unit)}", "small", "middle"))
        y += 12
    return y, "".join(parts)


def _nice(top: float) -> tuple[float, float]:
    """A round number at or above the top, and the step of about four lines below it."""
    if top <= 4:
        return max(ceil(top), 1), 1
    size = 10 ** int(log10(top / 4))
    step = next(size * part for part in (1, 2, 2.5, 5, 10) if size * part * 4 >= top and size * part >= 1)
    return step * ceil(top / step), step


def _grid(top: float, step: float, y0: float) -> Iterator[str]:
    for line in range(int(top / step) + 1):
        y = y0 + _HEIGHT * (1 - line * step / top)
        yield f'<path class="grid" d="M48 {y:.1f}H{_WIDTH}"/>'
        yield _text(42, y + 4, shown(int(line * step), Unit.COUNT), "small", "end")


def _month_labels(chart: Chart, x0: float, width: float, y: float) -> Iterator[str]:
    """The month under each column; the year under the first one and each January. Long periods: not every month."""
    every = ceil(len(chart.labels) / 14)
    for number, label in enumerate(chart.labels):
        name, _, year = label.partition(" ")
        x = x0 + (number + 0.5) * width
        if number % every == 0:
            yield _text(x, y + 14, name, "small", "middle")
        if number == 0 or name.startswith("janv"):
            yield _text(x, y + 28, year, "small", "middle")


def _columns(chart: Chart, stacked: bool) -> tuple[float, str]:
    count, y0 = len(chart.labels), float(_start(chart)) + 6
    rows = [[each.values[n] or 0 for each in chart.series] for n in range(count)]
    top, step = _nice(max((sum(row) if stacked else max(row) for row in rows), default=0))
    width, x0 = (_WIDTH - 52) / count, 52.0
    bar = min(width * 0.72, 46) / (1 if stacked else len(chart.series))
    parts = list(_grid(top, step, y0))
    for number, row in enumerate(rows):
        x = x0 + (number + 0.5) * width - bar * (1 if stacked else len(chart.series)) / 2
        base = y0 + _HEIGHT
        for each, value in zip(chart.series, row, strict=True):
            height = _HEIGHT * value / top
            told = f"{chart.labels[number]}, {each.name} : {shown(value, chart.unit)}"
            if value:
                parts.append(_box(x, base - height, bar, height, each.style, told))
            base, x = (base - height, x) if stacked else (base, x + bar)
    parts += _month_labels(chart, x0, width, y0 + _HEIGHT)
    return y0 + _HEIGHT + _FOOT, "".join(parts)


_DRAW: dict[str, Callable[[Chart], tuple[float, str]]] = {
    "stack": _stack,
    "bars": _bars,
    "months": lambda chart: _columns(chart, stacked=False),
    "stacked_months": lambda chart: _columns(chart, stacked=True),
}
