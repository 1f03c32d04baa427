"""What technicians write back, read."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.answers import LEAST_BARE, MOST_MINUTES, Answer, Verb, read


@pytest.mark.parametrize(
    ("text", "takes", "codes"),
    [
        ("OK 4821", True, ("4821",)),
        ("ok", True, ()),
        ("Ok.", True, ()),
        ("4821", True, ("4821",)),
        (" 4821 ! ", True, ("4821",)),
        ("j'y vais", True, ()),
        ("J’y vais 4821", True, ("4821",)),
        ("jy vais", True, ()),
        ("je m'en occupe", True, ()),
        ("d'accord je prends", True, ()),
        ("yes 12345", True, ("12345",)),
        ("👍", True, ()),
        ("NON", False, ()),
        ("non 4821", False, ("4821",)),
        ("je peux pas", False, ()),
        ("impossible ce soir", False, ()),
        ("j'y vais pas", False, ()),
        ("non j'y vais pas", False, ()),
        ("Je refuse 4821", False, ("4821",)),
        ("ok non", None, ()),
        ("c'est où ?", None, ()),
        ("4821 ?", None, ("4821",)),
        ("le code 4821 marche pas", None, ("4821",)),
        ("ok 4821 4822", True, ("4821", "4822")),
        ("", None, ()),
        ("rappelez le 0639980000", None, ()),
        ("merci", None, ()),
    ],
)
def test_yes_and_no(text: str, takes: bool | None, codes: tuple[str, ...]) -> None:
    answer = read(text)
    assert (answer.takes, answer.codes) == (takes, codes)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("sur place", Verb.ON_SITE),
        ("SUR PLACE 4821", Verb.ON_SITE),
        ("arrivé", Verb.ON_SITE),
        ("Arrivée", Verb.ON_SITE),
        ("j'y suis", Verb.ON_SITE),
        ("chui la", Verb.ON_SITE),
        ("je suis arrivé mais personne n'ouvre", Verb.ON_SITE),
        ("j'arrive", Verb.TAKE),
        ("pas encore sur place", None),
        ("AIDE", Verb.HELP),
        ("besoin de renfort", Verb.HELP),
        ("à deux", Verb.HELP),
        ("il faut être à deux", Verb.HELP),
        ("c'est à deux rues", None),
        ("pas besoin d'aide", None),
        ("je ne peux plus y aller", Verb.GIVE_BACK),
        ("je peux plus venir 4821", Verb.GIVE_BACK),
        ("finalement non", Verb.GIVE_BACK),
        ("le locataire est d'accord", Verb.AGREED),
        ("accord oui", Verb.AGREED),
        ("accord non", Verb.NOT_AGREED),
        ("locataire pas d'accord", Verb.NOT_AGREED),
        ("la locataire refuse", Verb.NOT_AGREED),
        ("d'accord", Verb.TAKE),
        ("retard", Verb.EXPECT),
        ("fait froid ici", None),
        ("pas fini", None),
        ("fini ?", None),
        ("bonjour", None),
        ("ça sent le gaz", None),
    ],
)
def test_verbs(text: str, verb: Verb | None) -> None:
    assert read(text).verb is verb


@pytest.mark.parametrize(
    ("text", "verb", "minutes"),
    [
        ("OK 4821 40", Verb.TAKE, 40),
        ("4821 40", Verb.TAKE, 40),
        ("ok 40 min", Verb.TAKE, 40),
        ("ok 4821 dans 40mn", Verb.TAKE, 40),
        ("j'arrive dans 1h", Verb.TAKE, 60),
        ("ok 1h30", Verb.TAKE, 90),
        ("ok dans une demi-heure", Verb.TAKE, 30),
        ("ok un quart d'heure", Verb.TAKE, 15),
        ("ok trois quarts d'heure", Verb.TAKE, 45),
        ("je pars 25min", Verb.TAKE, 25),
        ("retard 30", Verb.EXPECT, 30),
        ("j'ai du retard, 20 min", Verb.EXPECT, 20),
        ("40", Verb.EXPECT, 40),
        ("je serai sur place dans 20 min", Verb.EXPECT, 20),
        ("ok 3", Verb.TAKE, None),
        ("ok 06 39 98 00 00", Verb.TAKE, None),
        ("ok 4821", Verb.TAKE, None),
        ("NON 40", Verb.REFUSE, None),
    ],
)
def test_minutes(text: str, verb: Verb, minutes: int | None) -> None:
    answer = read(text)
    assert (answer.verb, answer.minutes) == (verb, minutes)


@pytest.mark.parametrize(
    ("text", "clock"),
    [("j'arrive vers 23h30", (23, 30)), ("ok 4821 à 2h", (2, 0)), ("ok vers 23:15", (23, 15)), ("ok à 27h", None)],
)
def test_a_time_of_day_is_no_number_of_minutes(text: str, clock: tuple[int, int] | None) -> None:
    answer = read(text)
    assert (answer.clock, answer.minutes) == (clock, None)


@pytest.mark.parametrize(
    ("text", "codes", "references", "report"),
    [
        ("FINI joint remplacé", (), (), "joint remplacé"),
        ("Fini", (), (), ""),
        ("terminé : vanne coupée", (), (), "vanne coupée"),
        ("J'ai terminé, radiateur purgé", (), (), "radiateur purgé"),
        ("fait : purge", (), (), "purge"),
        ("ok c'est fini joint changé", (), (), "joint changé"),
        ("réparé la vanne", (), (), "réparé la vanne"),
        ("FINI 4821 joint, compteur 1200", ("4821",), (), "joint, compteur 1200"),
        ("4821 fini joint", ("4821",), (), "joint"),
        ("fini R-2026-000123 vanne changée", (), ("R-2026-000123",), "vanne changée"),
        ("R2026-123 terminé", (), ("R-2026-000123",), ""),
    ],
)
def test_done(text: str, codes: tuple[str, ...], references: tuple[str, ...], report: str) -> None:
    assert read(text) == Answer(Verb.DONE, codes, references, report=report)


@pytest.mark.parametrize(
    ("text", "name", "references"),
    [
        ("passe à Léa", "Léa", ()),
        ("je passe la main à Sandrine", "Sandrine", ()),
        ("Passe R-2026-000012 à Léa Essai", "Léa Essai", ("R-2026-000012",)),
        ("je laisse à Karim, merci", "Karim", ()),
        ("transfère à Jean-Luc", "Jean-Luc", ()),
    ],
)
def test_whom_to_hand_over_to(text: str, name: str, references: tuple[str, ...]) -> None:
    answer = read(text)
    assert (answer.verb, answer.name, answer.references) == (Verb.HAND_OVER, name, references)


def test_a_short_reference_is_one_too() -> None:
    assert read("sur place r 12").references == ("12",)


WORDS = st.sampled_from(
    ["ok", "OK", "dans", "j'arrive", "retard", "min", "oui", "code", "environ", "à", "vers", "fini"]
)


@given(st.lists(WORDS, max_size=4), st.integers(1000, 99_999_999), st.lists(WORDS, max_size=4))
def test_a_code_is_never_taken_for_minutes(before: list[str], code: int, after: list[str]) -> None:
    answer = read(" ".join([*before, str(code), *after]))
    assert answer.minutes is None
    assert answer.clock is None


@given(st.integers(1000, 9999), st.integers(LEAST_BARE, MOST_MINUTES), st.sampled_from(["", " min", "mn"]))
def test_minutes_are_read_beside_a_code(code: int, minutes: int, unit: str) -> None:
    answer = read(f"OK {code} {minutes}{unit}")
    assert answer == Answer(Verb.TAKE, (str(code),), minutes=minutes)


@given(st.text(max_size=200))
def test_nothing_that_is_written_breaks_the_reading(text: str) -> None:
    answer = read(text)
    assert answer.minutes is None or 1 <= answer.minutes <= MOST_MINUTES
    assert answer.clock is None or (answer.clock[0] < 24 and answer.clock[1] < 60)
    assert all(code.isdecimal() for code in answer.codes)


@given(st.text(alphabet=string.ascii_letters + "éèà ,.'", min_size=1, max_size=120))
def test_a_report_is_kept_as_it_was_written(words: str) -> None:
    report = " ".join(words.split()).lstrip(" ,.'")
    answer = read(f"FINI : {report}")
    assert answer.verb is Verb.DONE
    assert answer.report == report.strip()
