"""The danger guard: recall and false alarms on the message sets, its rules as data, its cards, its speed."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.sms_text import FOLDED, UCS2_PARTS
from common.gsm7 import is_gsm7, parts, to_gsm7
from hotline.guard import Alarm, Guard, load_guard
from hotline.guard_rules import load_dangers

ROOT = Path(__file__).parents[2]
DATA = ROOT / "bot" / "data"
LANGUAGES = sorted(path.stem for path in (DATA / "guard").glob("*.toml"))
DANGERS = load_dangers(DATA)
# The longest numbers a residence may have: an overseas department, an international prefix.
FACTS = {"gas_number": "0 800 47 33 33", "power_number": "09 72 67 50 971"}
SPOKEN = sorted(folder.name for folder in (DATA / "texts").iterdir() if folder.is_dir())


# The plain words for each danger and their look-alikes: what the rules were written from. They also teach the model.
ROWS = [
    {"language": language, **json.loads(line)}
    for language in LANGUAGES
    for line in (DATA / "guard" / "examples" / f"{language}_plain.jsonl").read_text("utf-8").splitlines()
]
ALARMS = [row for row in ROWS if row["danger"]]
LOOKALIKES = [row for row in ROWS if not row["danger"]]


@pytest.fixture(scope="module")
def guard() -> Guard:
    return load_guard(DATA)


def test_the_sets_are_large_enough() -> None:
    counted = {
        (name, language): sum(row["language"] == language for row in rows)
        for name, rows in (("alarms", ALARMS), ("lookalikes", LOOKALIKES))
        for language in LANGUAGES
    }
    assert counted["alarms", "fr"] >= 260 and counted["alarms", "en"] >= 90
    assert counted["lookalikes", "fr"] >= 300 and counted["lookalikes", "en"] >= 100
    assert {row["danger"] for row in ALARMS} == {danger["code"] for danger in DANGERS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_danger_of_the_sets_is_missed(guard: Guard, language: str) -> None:
    rows = [row for row in ALARMS if row["language"] == language]
    missed = [row["text"] for row in rows if guard.assess(row["text"]) is None]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_card_is_shown(guard: Guard, language: str) -> None:
    rows = [row for row in ALARMS if row["language"] == language]
    other = [row["text"] for row in rows if _danger(guard, row["text"]) != row["danger"]]
    assert len(other) <= 0.02 * len(rows), other


@pytest.mark.parametrize("language", LANGUAGES)
def test_lookalikes_wake_nobody(guard: Guard, language: str) -> None:
    rows = [row for row in LOOKALIKES if row["language"] == language]
    woken = [row["text"] for row in rows if guard.assess(row["text"]) is not None]
    assert len(woken) <= 0.02 * len(rows), woken


def test_a_stated_language_never_hides_a_danger(guard: Guard) -> None:
    for row in ALARMS:
        for stated in (*LANGUAGES, "tr", None):
            assert guard.assess(row["text"], stated) is not None


@pytest.mark.parametrize(
    ("danger", "denied", "felt"),
    [
        ("gas", "ça ne sent pas le gaz", "ça sent le gaz"),
        ("gas", "il n'y a plus d'odeur de gaz", "il y a une odeur de gaz"),
        ("gas", "que faire si ça sent le gaz", "que faire ça sent le gaz"),
        ("gas", "hier il y avait une odeur de gaz", "depuis hier il y a une odeur de gaz"),
        ("gas", "the kitchen does not smell of gas", "the kitchen smells of gas"),
        ("fire", "le voisin fume, fumée de cigarette dans le hall", "fumée noire dans le hall"),
        ("lift_trapped", "ascenseur bloqué, personne dedans", "ascenseur bloqué, je suis dedans"),
        ("gas", "l'odeur de gaz c'est réparé", "c'est réparé la fuite d'eau mais ça sent le gaz"),
        ("suicide", "je ne veux plus vivre ici", "je ne veux plus vivre"),
        ("collapse", "la peinture du plafond tombe", "le plafond tombe"),
        ("carbon_monoxide", "mal à la tête, la chaudière est en panne", "mal à la tête quand la chaudière est allumée"),
    ],
)
def test_what_cancels_and_what_does_not(guard: Guard, danger: str, denied: str, felt: str) -> None:
    assert guard.assess(denied) is None
    assert _danger(guard, felt) == danger


def test_a_lookalike_does_not_hide_the_danger_beside_it(guard: Guard) -> None:
    text = "j'ai reçu ma facture de gaz, et là ça sent le gaz dans l'entrée"
    assert _danger(guard, text) == "gas"


def test_one_sentence_in_a_long_story(guard: Guard) -> None:
    story = "Je vous ai écrit lundi pour mon robinet et personne n'est venu. " * 20
    assert _danger(guard, story + "Mon fils s'est électrocuté. " + story) == "electrocution"


def test_doubt_is_said(guard: Guard) -> None:
    plain, doubtful = (
        guard.assess("il y a le feu chez le voisin"),
        guard.assess("je crois qu'il y a le feu chez le voisin"),
    )
    assert plain is not None and plain.certain
    assert doubtful is not None and not doubtful.certain


def test_every_danger_of_a_message_is_found_most_pressing_first(guard: Guard) -> None:
    found = [alarm.danger for alarm in guard.assess_all("ça sent le gaz et mon mari ne respire plus")]
    assert found[:2] == ["gas", "medical"]
    order = [danger["code"] for danger in DANGERS]
    certain = [a.danger for a in guard.assess_all("il y a le feu et ça sent le gaz et on me frappe") if a.certain]
    assert certain == sorted(certain, key=order.index) and len(certain) == 3


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 0x10FFFF), max_size=80).map(lambda points: "".join(map(chr, points))))
def test_any_text_is_read_without_an_error(guard: Guard, text: str) -> None:
    alarm = guard.assess(text)
    assert alarm is None or isinstance(alarm, Alarm)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(sorted({word for row in ALARMS for word in row["text"].split()})), max_size=60))
def test_any_shuffle_of_danger_words_is_read_the_same_twice(guard: Guard, some: list[str]) -> None:
    text = " ".join(some)
    first = guard.assess_all(text)
    assert first == guard.assess_all(text)
    order = [danger["code"] for danger in DANGERS]
    assert first == sorted(first, key=lambda alarm: (not alarm.certain, order.index(alarm.danger)))
    assert guard.assess(text) == (first[0] if first else None)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "🔥" * 400, "a" * 20_000, "pas gaz sent " * 500, "?" * 3000]
)
def test_hostile_texts(guard: Guard, text: str) -> None:
    guard.assess_all(text)


def test_sixteen_hundred_characters_cost_milliseconds(guard: Guard) -> None:
    """Processor time, so that a busy machine does not fail it; the bound leaves room for a slow one."""
    texts = [" ".join(row["text"] for row in LOOKALIKES[at : at + 60])[:1600] for at in range(0, 240, 4)]
    for text in texts:
        guard.assess(text)
    costs = sorted(_cost(guard, text) for text in texts)
    assert costs[len(costs) // 2] < 0.010


def _cost(guard: Guard, text: str) -> float:
    begin = time.process_time()
    guard.assess(text)
    return time.process_time() - begin


def _danger(guard: Guard, text: str) -> str | None:
    alarm = guard.assess(text)
    return alarm.danger if alarm else None


# --- data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    for name in ("guard", "schema"):
        shutil.copytree(DATA / name, copy / name)
    shutil.copy(DATA / "dangers.toml", copy / "dangers.toml")
    return copy


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("guard/en.toml", "negation_reach = 3", "negation_reach = 30", "en.toml: negation_reach: 30"),
        ("guard/en.toml", 'danger = "gas"', 'danger = "gass"', "en.toml: rules.gas.smell.danger: unknown danger gass"),
        (
            "guard/en.toml",
            'sets = ["smell", "gas"]',
            'sets = ["smel", "gas"]',
            "en.toml: rules.gas.smell.sets: unknown set smel",
        ),
        ("guard/en.toml", 'language = "en"', 'language = "tr"', "en.toml: language: tr"),
        ("guard/en.toml", "smoke = [", 'smoke = ["{nowhere}", ', "en.toml: {nowhere}: unknown set nowhere"),
        ("guard/en.toml", "smoke = [", 'smoke = ["a (b|(c))", ', "en.toml: a (b|(c)): brackets not understood"),
        ("guard/en.toml", "smoke = [", 'smoke = ["{smoke} x", ', "a set that holds itself"),
        ("guard/en.toml", "smoke = [", 'smoke = ["? x", ', "a phrase begins with a word"),
        ("guard/en.toml", 'language = "en"', "language = ", "en.toml: "),
        ("dangers.toml", 'notify = "duty"', 'notify = "everyone"', "dangers.toml: dangers.0.notify: 'everyone'"),
        ("dangers.toml", "priority = 2", "priority = 1", "dangers.toml: dangers: priority given twice"),
    ],
)
def test_a_broken_file_is_named_with_its_key(data: Path, file: str, old: str, new: str, said: str) -> None:
    path = data / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ValueError) as raised:
        load_guard(data)
    assert said in str(raised.value)


def test_no_language_at_all_is_refused(data: Path) -> None:
    shutil.rmtree(data / "guard")
    with pytest.raises(ValueError, match="no language"):
        load_guard(data)


def test_a_language_is_only_data(data: Path) -> None:
    (data / "guard" / "tr.toml").write_text(
        'language = "tr"\nnegation_reach = 2\nnot_typos = []\nmasks = []\nnegation = ["yok"]\nnegation_free = []\n'
        'doubt = []\n[cancels]\n[sets]\ngas = ["gaz"]\nsmell = ["koku*", "kokuyor"]\n'
        '[[rules]]\nname = "gas.smell"\ndanger = "gas"\nsets = ["gas", "smell"]\n',
        "utf-8",
    )
    alarm = load_guard(data).assess("mutfakta gaz kokusu var", "tr")
    assert alarm == Alarm("gas", True, "gas.smell", "tr")


def test_people_are_never_named_to_a_technician() -> None:
    for danger in DANGERS:
        assert danger["private"] == (danger["notify"] == "supervisor"), danger["code"]
    by_code = {danger["code"]: danger for danger in DANGERS}
    assert not by_code["gas"]["ask_question"]
    assert by_code["violence"]["neutral_words"]


# --- cards


def _messages(language: str) -> tuple[FluentBundle, dict[str, Any]]:
    resource = FluentResource((DATA / "texts" / language / "safety.ftl").read_text("utf-8"))
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(resource)
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    return bundle, {e.id.name: bundle.get_message(e.id.name) for e in resource.body if isinstance(e, ast.Message)}


def _said(language: str) -> Iterator[tuple[str, str, str]]:
    """Key, text and SMS text of every message, with the longest facts."""
    bundle, messages = _messages(language)
    told = max((bundle.format_pattern(m.value)[0] for k, m in messages.items() if k.startswith("told-")), key=len)
    for key, message in messages.items():
        text, errors = bundle.format_pattern(message.value, FACTS | {"told": told})
        short, more = bundle.format_pattern(message.attributes.get("sms", message.value), FACTS | {"told": told})
        assert not errors and not more, key
        yield key, text, short


@pytest.mark.parametrize("language", SPOKEN)
def test_every_danger_has_its_card_and_question(language: str) -> None:
    _, messages = _messages(language)
    for danger in DANGERS:
        assert "sms" in messages[danger["card"]].attributes
        assert danger["card"] == f"card-{danger['code'].replace('_', '-')}"
        if danger["ask_question"]:
            assert danger["question"] in messages
        assert f"told-{danger['notify'].replace('_', '-')}" in messages
    assert {"card-bot-notice", "card-thanks-safe", "card-stay-line"} <= set(messages)


def test_all_languages_say_the_same_keys() -> None:
    keys = {language: set(_messages(language)[1]) for language in SPOKEN}
    assert all(keys[language] == keys["fr"] for language in SPOKEN)


@pytest.mark.parametrize("language", SPOKEN)
def test_sms_texts_fit(language: str) -> None:
    """One part; in Arabic, which has to go out in UCS-2, no more than the four that an SMS may have."""
    for key, _, short in _said(language):
        sent = to_gsm7(short) if language in FOLDED else short
        assert is_gsm7(sent) == (language in FOLDED), key
        assert parts(sent) <= (1 if language in FOLDED else UCS2_PARTS), (key, len(sent))


# How each language says that the emergency services were not called by us.
NOT_CALLED = {
    "fr": "nous n'avons",
    "en": "we have",
    "ar": "لم نتصل",
    "tr": "biz aramad",
    "pt": "por nos",
    "es": "no hemos",
}


@pytest.mark.parametrize(("language", "called"), NOT_CALLED.items())
def test_each_card_names_its_numbers_and_says_nobody_was_called(language: str, called: str) -> None:
    spoken = {"3114": "31 14", "3919": "39 19", "gas": FACTS["gas_number"], "power": FACTS["power_number"]}
    texts = {key: (text, short) for key, text, short in _said(language)}
    for danger in DANGERS:
        text, short = texts[danger["card"]]
        for said in (text, short):
            assert called in to_gsm7(said.replace("ó", "o")).lower(), danger["code"]
        for number in danger["numbers"]:
            assert spoken.get(number, number) in text, (danger["code"], number)


@pytest.mark.parametrize("language", SPOKEN)
def test_the_words_for_violence_are_neutral(language: str) -> None:
    telling = (
        "violen",
        "frapp",
        "mari",
        "conjoint",
        "danger",
        "police",
        "agress",
        "husband",
        "hit",
        "abuse",
        "secours",
        *("marido", "peligro", "policia", "policía", "maltrat", "perigo", "polícia", "socorro", "vítima"),
        *("şiddet", "koca", "tehlike", "polis", "saldır", "عنف", "زوج", "خطر", "شرطة", "ضرب"),
    )
    for key, text, short in _said(language):
        if key == "card-violence":
            assert not [word for word in telling if word in (text + short).casefold()]
