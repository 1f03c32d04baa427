"""When a letter was sent, as its writer tells it, and when it came (charter 3.6: answered within 8 days). Pure."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from backend_client.calendar import is_working_day, paris_day
from backend_client.landlord import Landlord
from bot.actions import moments
from bot.actions.phrases import Phrases
from bot.actions.promise_words import spoken
from common.text import fold

ANSWERED_WITHIN = timedelta(days=8)
_IN_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](?:20)?(\d\d))?(?![\d/])")
_MOST_DAYS_BACK = 366
_NO_DATE = r"(?![\w/.:]|\s*(?:h|eur))"


def sent_on(text: str, phrases: Iterable[Phrases], language: str | None, now: datetime) -> date | None:
    """The day on which something was sent: "il y a 10 jours", "le 3", "3 novembre", "12/11". None: not told.

    A day without its month is the last one with that number; nothing lies in the future, nor more than a year back.
    """
    listed, today = list(phrases), paris_day(now)
    since = moments.since(text, listed, now)
    if since is not None:
        return date.fromisoformat(since.at[:10])
    figures = _IN_FIGURES.search(text)
    if figures:
        return _last(today, int(figures[1]), int(figures[2]))
    for each in listed:
        if found := _in_words(each, text, today):
            return found
    return _lone(text, language, today)


def _in_words(phrases: Phrases, text: str, today: date) -> date | None:
    """A day with the name of its month, in either order."""
    folded = phrases.fold(text)
    for number, names in phrases.time.months.items():
        match = names.search(folded)
        if match is None:
            continue
        before = re.search(r"(?<!\d)(\d{1,2})(?:er|st|nd|rd|th)?\s*(?:of |de )?$", folded[: match.start()])
        behind = re.match(r"\s*(\d{1,2})(?!\d)", folded[match.end() :])
        told = before or behind
        if told:
            return _last(today, int(told[1]), number)
    return None


def _lone(text: str, language: str | None, today: date) -> date | None:
    """A day of the month alone, behind a word that dates: "le 3"."""
    for each in spoken(language):
        folded = fold(text, each.language)
        if told := re.search(rf"(?<!\w)(?:{each.dated}) (\d{{1,2}})(?:er|st|nd|rd|th)?{_NO_DATE}", folded):
            return _last(today, int(told[1]), None)
        if told := re.search(rf"(?<!\d)(\d{{1,2}})(?:'?\w{{0,3}})? ?(?:{each.dated})(?!\w)", folded):
            return _last(today, int(told[1]), None)
    return None


def _last(today: date, day: int, month: int | None) -> date | None:
    """The last date, up to today, with this day (and month)."""
    days = (today - timedelta(days=back) for back in range(_MOST_DAYS_BACK))
    return next((each for each in days if each.day == day and month in (None, each.month)), None)


def received_on(landlord: Landlord, sent: date) -> date:
    """When a letter that was sent on a day is taken to have come: on the next working day."""
    day = sent + timedelta(days=1)
    while not is_working_day(landlord, day):
        day += timedelta(days=1)
    return day
