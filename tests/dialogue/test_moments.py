"""Points in time as tenants write them, in six languages, over both DST nights."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.calendar import PARIS, local_instant, paris_day
from bot.actions import moments
from bot.actions.context import settings
from bot.actions.moments import Wish
from tests.backend.builders import DAY, NIGHT

# DAY is Monday 23 November 2026, 10:00 in Paris.
YESTERDAY_EVENING = "2026-11-22T17:00:00+00:00"
A_DAY_AGO = "2026-11-22T09:00:00+00:00"
THIS_MORNING = "2026-11-23T07:00:00+00:00"


def since(text: str, now: datetime = DAY) -> str | None:
    found = moments.since(text, settings().phrases, now)
    return found.at if found else None


def wish(text: str, now: datetime = DAY) -> dict[str, Any]:
    return moments.wish(text, settings().phrases, now).stored()


@pytest.mark.parametrize(
    ("texts", "at"),
    [
        (["depuis hier soir", "since yesterday evening", "dün akşamdan beri"], YESTERDAY_EVENING),
        (["ça fait 3 jours que", "for 3 days", "3 gündür", "há 3 dias", "hace 3 días", "منذ ثلاثة أيام"], "2026-11-20"),
        (["depuis lundi", "since Monday", "pazartesiden beri", "desde segunda", "desde el lunes"], "2026-11-16"),
        (["منذ يوم الاثنين"], "2026-11-16"),
        (["depuis ce matin", "sabahtan beri", "desde esta manhã", "desde esta mañana", "منذ هذا الصباح"], THIS_MORNING),
        (["depuis 8h", "since 8am", "saat 8'den beri", "desde as 8h", "desde las 8h", "منذ الساعة 8"], None),
        (["il y a deux semaines", "two weeks ago", "iki hafta önce", "há duas semanas", "منذ أسبوعين"], "2026-11-09"),
        (["depuis le 3 novembre", "since the 3rd of November", "depuis le 3/11", "depuis le 3"], "2026-11-03"),
        (["depuis un mois", "for a month", "há um mês", "desde hace un mes"], "2026-10-23"),
        (["depuis hier", "started yesterday", "dün başladı", "começou ontem", "desde ayer", "من البارح"], "2026-11-22"),
        (["depuis 14h"], "2026-11-22T13:00:00+00:00"),
        (["depuis 24h", "depuis 24 heures", "for 24h", "desde hace 24h", "há 24h"], A_DAY_AGO),
        (["depuis cette nuit"], "2026-11-22T23:00:00+00:00"),
    ],
)
def test_since_when(texts: list[str], at: str | None) -> None:
    told = {text: since(text) for text in texts}
    if at is None:
        assert all(told.values()), told
    else:
        assert told == dict.fromkeys(texts, at)


@pytest.mark.parametrize(
    "text", ["depuis longtemps", "j'ai 3 robinets", "le 3e étage", "il y a une fuite", "le hall est sali"]
)
def test_what_tells_no_time(text: str) -> None:
    assert since(text) is None


@pytest.mark.parametrize(
    ("texts", "read"),
    [
        (
            ["jeudi matin", "Thursday morning", "perşembe sabah", "quinta de manhã"],
            {"part": "morning", "weekdays": [3]},
        ),
        (["el jueves por la mañana", "الخميس صباحا"], {"part": "morning", "weekdays": [3]}),
        (
            ["demain après 17h", "tomorrow after 5pm", "yarın 17'den sonra", "amanhã depois das 17h"],
            {"first": "2026-11-24", "last": "2026-11-24", "starts": "17:00"},
        ),
        (
            ["mañana después de las 17h", "غدا بعد الساعة 17"],
            {"first": "2026-11-24", "last": "2026-11-24", "starts": "17:00"},
        ),
        (
            ["le 3/12", "on the 3rd", "3 aralık", "dia 3", "el 3 de diciembre", "3 ديسمبر"],
            {"first": "2026-12-03", "last": "2026-12-03"},
        ),
        (
            ["pas mercredi", "not Wednesday", "çarşamba olmaz", "quarta não", "el miércoles no", "ليس الأربعاء"],
            {"not_weekdays": [2]},
        ),
        (
            ["la semaine prochaine", "next week", "gelecek hafta", "la semana que viene", "الأسبوع القادم"],
            {"first": "2026-11-30"},
        ),
        (
            ["entre 14h et 16h", "between 2pm and 4pm", "14:00-16:00", "entre las 14h y las 16h"],
            {"starts": "14:00", "ends": "16:00"},
        ),
        (
            ["avant 10h", "before 10am", "saat 10'dan önce", "antes das 10h", "antes de las 10h", "قبل الساعة 10"],
            {"ends": "10:00"},
        ),
        (["pas avant le 3/12"], {"first": "2026-12-03"}),
        (["pas cette semaine"], {"first": "2026-11-30"}),
        (["dans deux semaines", "in two weeks", "iki hafta sonra", "dentro de dos semanas"], {"first": "2026-12-07"}),
        (["pas demain"], {"not_days": ["2026-11-24"]}),
        (["pas le matin"], {"part": "afternoon"}),
        (["je ne travaille pas jeudi", "I don't work Thursday"], {"weekdays": [3]}),
        (["je ne peux pas mardi, l'aprem sinon"], {"part": "afternoon", "not_weekdays": [1]}),
        (["après 17"], {"starts": "17:00"}),
        (["j'ai 2 chats", "je ne sais pas trop", "oui"], {}),
    ],
)
def test_when_somebody_may_come(texts: list[str], read: dict[str, Any]) -> None:
    assert {text: wish(text) for text in texts} == dict.fromkeys(texts, read)


def test_a_wish_is_the_same_after_it_was_stored() -> None:
    said = moments.wish("pas lundi, plutôt jeudi entre 14h et 16h", settings().phrases, DAY)
    assert Wish.of(said.stored()) == said
    assert not Wish.of({})


# Both nights of 2026 in which clocks change, hour by hour, and the days around them.
AROUND = [datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)]
NOWS = st.builds(
    lambda start, minutes: start + timedelta(minutes=minutes), st.sampled_from(AROUND), st.integers(0, 4000)
)
TEXTS = [
    "depuis hier soir",
    "depuis lundi",
    "depuis ce matin",
    "depuis {n}h",
    "depuis {n} jours",
    "depuis le {n}",
    "depuis le {n}/2",
    "depuis cette nuit",
    "il y a {n} minutes",
    "depuis {n} mois",
    "since {n}am",
    "منذ الساعة {n}",
]


@given(text=st.sampled_from(TEXTS), n=st.integers(0, 31), now=NOWS)
def test_what_began_is_never_in_the_future(text: str, n: int, now: datetime) -> None:
    at = since(text.format(n=n), now)
    if at is not None:
        told = datetime.fromisoformat(at) if "T" in at else local_instant(date.fromisoformat(at), time(0))
        assert told <= now


@given(hours=st.integers(1, 12), now=NOWS)
def test_hours_ago_are_hours_whatever_the_clock_does(hours: int, now: datetime) -> None:
    at = since(f"depuis {hours} heures", now)
    assert at is not None
    assert datetime.fromisoformat(at) == now - timedelta(hours=hours)


@given(
    text=st.sampled_from(["demain", "jeudi", "le 3", "le 31/1", "la semaine prochaine", "dans 3 semaines"]), now=NOWS
)
def test_a_wished_day_is_never_past(text: str, now: datetime) -> None:
    said = moments.wish(text, settings().phrases, now)
    assert said
    assert said.first is None or said.first >= paris_day(now).isoformat()


@given(now=NOWS, hour=st.integers(7, 19))
def test_after_an_hour_no_window_starts_before_it(now: datetime, hour: int) -> None:
    said = moments.wish("après 17h", settings().phrases, now)
    starts_at = local_instant(paris_day(now) + timedelta(days=1), time(hour))
    assert said.search().suits(starts_at) == (hour >= 17)
    assert starts_at.astimezone(PARIS).hour == hour


def test_the_night_of_yesterday_began_yesterday() -> None:
    assert since("desde ontem à noite", NIGHT) == "2026-11-22T21:00:00+00:00"
