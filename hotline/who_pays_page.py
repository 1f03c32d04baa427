"""Who pays, as a page for everybody: the same knowledge as the answers, searchable, in every language, printable.

It works without a script: a search is a plain ``GET``. Nothing is asked of another site, nothing is remembered.
"""

import asyncio
import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from common.text import fold
from common.who_pays import Facts, decide, explain
from common.who_pays_data import Rules, Subject
from common.who_pays_search import search
from common.wording import FALLBACK, Wording
from hotline.services import Services
from hotline.settings import Settings

PATH = "/qui-paie"
LANGUAGES: Mapping[str, str] = {
    "fr": "Français",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "pt": "Português",
    "es": "Español",
}
_STYLE = Path(__file__).parent / "static" / "who_pays.css"
_CHANNEL = "page"
_MOST_ASKED = 80
# What each exception states; the answer that it changes is told, with the word of the fact.
_EXCEPTIONS: Mapping[str, Mapping[str, Any]] = {
    "wear": {"wear": True},
    "defect": {"defect": True},
    "at_entry": {"at_entry": True},
    "third_party": {"third_party": True},
    "force_majeure": {"force_majeure": True},
    "misuse": {"misuse": True},
    "extent": {"extent": "whole"},
    "place": {"place": "common"},
}
_WORDS = {"extent": "value-whole", "place": "value-common"}
# In which order the kinds of subject are shown, each under its own heading.
_KINDS = ("situation", "item", "line")


@dataclass(frozen=True)
class Row:
    """One line of the table, in words. ``language``: of ``label``, where it is not the page's."""

    label: str
    language: str | None
    who: str
    why: str
    source: str
    unsure: str
    exceptions: tuple[str, ...]


def link_of(settings: Settings) -> str:
    """Where the page is."""
    return f"{settings.base_url}{PATH}"


def router(services: Services) -> APIRouter:
    """``GET /qui-paie?lang=&q=``. :raises common.who_pays_data.BadRules: the rules cannot be used"""
    routes, rules = APIRouter(), Rules.load(services.data / "who_pays", services.catalogue)
    name = services.backend.landlord.name

    @lru_cache(maxsize=len(LANGUAGES))
    def table_in(language: str) -> Mapping[str, Row]:
        return rows(services.wording, rules, language)

    @routes.get(PATH)
    async def page(lang: str = Query("fr", max_length=8), q: str = Query("", max_length=400)) -> HTMLResponse:
        """The whole table, or the lines that a search finds; an unknown language is French."""
        language = lang if lang in LANGUAGES else FALLBACK
        asked = q.strip()[:_MOST_ASKED]

        def body() -> str:
            return _body(services.wording, rules, table_in(language), name, language, asked)

        return _response(_say(services.wording, "title", language), await asyncio.to_thread(body), language)

    return routes


def _say(wording: Wording, key: str, language: str, **facts: Any) -> str:
    return wording.render(f"who-pays-page-{key}", facts, language, _CHANNEL)


def rows(wording: Wording, rules: Rules, language: str) -> Mapping[str, Row]:
    """Every subject's line, by its code."""
    return {code: _row(wording, rules, subject, language) for code, subject in rules.subjects.items()}


def _row(wording: Wording, rules: Rules, subject: Subject, language: str) -> Row:
    label = rules.labels[subject.code]
    # A danger is answered first; what the law says comes once it is over.
    facts = Facts(subject.code, danger=False)
    outcome = decide(facts, rules)
    changed: dict[str, list[str]] = {}
    for name, added in _EXCEPTIONS.items():
        who = explain(replace(facts, **added), rules)[-1].rule.who
        if who != outcome.who:
            word = _WORDS.get(name, f"fact-{name.replace('_', '-')}")
            changed.setdefault(who, []).append(wording.render(f"who-pays-{word}", {}, language, _CHANNEL))
    return Row(
        label=label.get(language) or label[FALLBACK],
        language=None if language in label else FALLBACK,
        who=_told_who(wording, subject, outcome.who, language),
        why=wording.render(outcome.why, outcome.why_facts, language, _CHANNEL),
        source=f"{outcome.source.cite} : {outcome.source.heading}",
        unsure=_say(wording, "to-confirm", language) if outcome.basis == "to_confirm" else "",
        exceptions=tuple(
            _say(wording, "exception", language, who=_say(wording, f"who-{who}", language), facts=", ".join(words))
            for who, words in changed.items()
        ),
    )


def _told_who(wording: Wording, subject: Subject, who: str, language: str) -> str:
    said = _say(wording, f"who-{who}", language)
    if not subject.danger:
        return said
    return _say(wording, "after-danger", language, first=_say(wording, "who-danger-first", language), who=said)


def found(rules: Rules, table: Mapping[str, Row], asked: str, language: str) -> list[str]:
    """The codes that a search finds: those whose words it shares, then those that hold it as written."""
    by_words = search(asked, rules, language)
    written = fold(asked, language)
    holding = [code for code, row in table.items() if written in fold(f"{row.label} {row.who}", language)]
    return list(dict.fromkeys([*by_words, *holding]))


def _body(wording: Wording, rules: Rules, table: Mapping[str, Row], landlord: str, language: str, asked: str) -> str:
    shown = found(rules, table, asked, language) if asked else list(table)

    def say(key: str, **facts: Any) -> str:
        return escape(_say(wording, key, language, **facts))

    count = say("found", count=len(shown)) if asked else ""
    sections = [_section(rules, table, [c for c in shown if rules.subjects[c].kind == k], say, k) for k in _KINDS]
    nothing = "" if shown else f'<p class="none">{say("nothing")}</p>'
    clear = f' <a href="{PATH}?{urlencode({"lang": language})}">{say("clear")}</a>' if asked else ""
    return f"""<header><p>{escape(landlord)}</p><h1>{say("title")}</h1></header>
<nav aria-label="{say("languages")}">{_languages(language, asked)}</nav>
<main>
<p class="note">{say("indicative", landlord=landlord)}</p>
<form method="get" action="{PATH}" role="search"><input type="hidden" name="lang" value="{language}">
<label for="q">{say("search")}</label>
<div><input id="q" name="q" type="search" maxlength="{_MOST_ASKED}" value="{escape(asked)}">
<button>{say("go")}</button></div>
</form>
<p role="status">{count}{clear}</p>{nothing}
{"".join(sections)}
<p class="note">{say("disagree")}</p>
</main>
<footer><p>{escape(landlord)} · {say("version", version=rules.version)}</p></footer>"""


def _languages(language: str, asked: str) -> str:
    links = []
    for code, name in LANGUAGES.items():
        query = escape(urlencode({"lang": code, **({"q": asked} if asked else {})}))
        here = ' aria-current="page"' if code == language else ""
        links.append(f'<a href="{PATH}?{query}" lang="{code}" hreflang="{code}"{here}>{name}</a>')
    return " ".join(links)


def _section(rules: Rules, table: Mapping[str, Row], codes: list[str], say: Any, kind: str) -> str:
    if not codes:
        return ""
    names = ("item", "who", "why", "source", "exceptions")
    head = "".join(f'<th scope="col">{say(f"column-{name}")}</th>' for name in names)
    lines = "".join(_line(table[code], say) for code in codes)
    return f"<h2>{say(f'kind-{kind}')}</h2>\n<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>\n"


def _line(row: Row, say: Any) -> str:
    other = f' lang="{row.language}" dir="ltr"' if row.language else ""
    unsure = f' <span class="unsure">{escape(row.unsure)}</span>' if row.unsure else ""
    exceptions = "".join(f"<li>{escape(each)}</li>" for each in row.exceptions)
    return (
        f'<tr><th scope="row"{other}>{escape(row.label)}</th>'
        f'<td data-name="{say("column-who")}"><strong>{escape(row.who)}</strong>{unsure}</td>'
        f'<td data-name="{say("column-why")}">{escape(row.why)}</td>'
        f'<td data-name="{say("column-source")}"><span lang="fr" dir="ltr">{escape(row.source)}</span></td>'
        f'<td data-name="{say("column-exceptions")}">{f"<ul>{exceptions}</ul>" if exceptions else "-"}</td></tr>\n'
    )


def _response(title: str, body: str, language: str) -> HTMLResponse:
    """The page: its policy allows its own style and a search of our own, nothing else."""
    css = _STYLE.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    headers = {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        ),
        "Cache-Control": "public, max-age=600",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    direction = "rtl" if language == "ar" else "ltr"
    document = (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n'
        f"<title>{escape(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return HTMLResponse(document, headers=headers)
