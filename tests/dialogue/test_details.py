"""What a message says beside the problem, in six languages."""

from pathlib import Path
from typing import Any

import pytest

from bot.actions import details, phrases, understanding
from bot.actions.context import settings
from bot.actions.phrases import BadPhrases
from tests.backend.builders import DAY
from tests.dialogue.conftest import DATA


def read(text: str) -> dict[str, Any]:
    return details.read(text, settings().phrases, DAY).stored()


def test_a_long_first_message_leaves_little_to_ask() -> None:
    text = (
        "Bonjour je suis Mme Diallo, 12 bis rue des Lilas bat B appt 34, fuite sous l'évier de la cuisine "
        "depuis hier soir, j'ai un bébé de 3 mois"
    )
    assert read(text) == {
        "name": "Diallo",
        "address": "12 bis rue des Lilas bat B appt 34",
        "room": "kitchen",
        "since": "2026-11-22T17:00:00+00:00",
        "since_words": "depuis hier soir",
        "household": ["baby"],
        "age": "3 months",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ici Karim B. au 3e étage", "Karim B"),
        ("c'est Fatou du 3e", "Fatou"),
        ("Je m'appelle jean dupont et j'habite ici", "jean dupont"),
        ("Cordialement, Nadia Benali", "Nadia Benali"),
        ("my name is John Smith, no heating", "John Smith"),
        ("benim adım Ayşe Yılmaz, su yok", "Ayşe Yılmaz"),
        ("Chamo-me Ana Silva", "Ana Silva"),
        ("Me llamo María López", "María López"),
        ("اسمي فاطمة بن علي عندي تسرب", "فاطمة بن علي"),
        ("C'EST URGENT VENEZ", None),
        ("je suis malade et enceinte", None),
        ("je suis Bloquée dehors", None),
        ("mon voisin Mr Dupont fait du bruit", None),
        ("c'est le robinet", None),
    ],
)
def test_who_writes(text: str, name: str | None) -> None:
    assert read(text).get("name") == name


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("2 rue des tilleuls il y a une fuite", "2 rue des tilleuls"),
        ("j'habite 5 avenue du Général de Gaulle 35990 Valbourg", "5 avenue du Général de Gaulle 35990 Valbourg"),
        ("I live at 12 rue Pasteur", "12 rue Pasteur"),
        ("3 pièces et une place de parking", None),
        ("il y a 2 portes cassées", None),
        ("5allini nehder m3a mra", None),
    ],
)
def test_where_they_live(text: str, address: str | None) -> None:
    assert read(text).get("address") == address


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("au 3e étage", 3),
        ("troisième étage", 3),
        ("au rdc", 0),
        ("second floor", 2),
        ("2. katta oturuyorum", 2),
        ("tercer piso", 3),
        ("terceiro andar", 3),
        ("الطابق الثالث", 3),
        ("depuis le 3 du mois", None),
    ],
)
def test_the_floor(text: str, floor: int | None) -> None:
    assert read(text).get("floor") == floor


@pytest.mark.parametrize(
    ("text", "household"),
    [
        ("ma mère a 84 ans", ["elderly"]),
        ("ma fille a 2 ans", ["baby"]),
        ("my mother is 80 years old", ["elderly"]),
        ("bebeğim 6 aylık", ["baby"]),
        ("estou grávida", ["pregnant"]),
        ("tengo 78 años", ["elderly"]),
        ("عندي رضيع", ["baby"]),
        ("je suis en fauteuil roulant", ["wheelchair"]),
        ("mon mari est sous oxygène", ["medical_device"]),
        ("pas de bébé chez moi", None),
        ("two slats of the kitchen blind are bent", None),
        ("merdiven altında bebek arabası var", None),
        ("yaşlı kombi değişecek", None),
        ("I am blind", ["disabled"]),
        ("un crédit de 48 mois", None),
    ],
)
def test_who_lives_there(text: str, household: list[str] | None) -> None:
    told = details.read(text, settings().phrases, DAY)
    assert told.stored().get("household") == household
    assert told.conditions == ({"vulnerable_person": True} if household else {})


def test_a_callback_with_number_and_hour() -> None:
    told = read("rappelez moi au 06 39 98 00 12 après 17h")
    assert (told["callback"], told["phone"], told["wish"]) == (True, "+33639980012", {"starts": "17:00"})


def test_a_reference_that_was_already_given() -> None:
    told = read("déjà signalé R-2026-000123, toujours rien")
    assert (told["reported_before"], told["reference"]) == (True, "R-2026-000123")


def test_what_the_technician_meets_at_the_door() -> None:
    told = read("digicode 45B12, attention j'ai un chien. dispo jeudi matin")
    assert told == {"access_code": "45B12", "dog": True, "wish": {"part": "morning", "weekdays": [3]}}


@pytest.mark.parametrize(
    "text", ["", "😀", "fuite", "?!", "a" * 4000, "1 " * 1500, "de de de, , , " * 200, ", " * 1000, "في من على " * 250]
)
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read(text), dict)


def test_later_words_win_and_households_add_up() -> None:
    merged = details.merged({"floor": 3, "household": ["baby"]}, {"floor": 4, "household": ["pregnant"]})
    assert merged == {"floor": 4, "household": ["baby", "pregnant"]}


def test_all_languages_are_there() -> None:
    assert {each.language for each in settings().phrases} == set(settings().languages)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('language = "fr"', 'language = "french"', "language"),
        ('"urgent", "urgence"', '"urgent(", "urgence"', "fr.toml"),
        ("[rooms]", "[places]", "places"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, before: str, after: str, told: str) -> None:
    text = (DATA / "details" / "fr.toml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "fr.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadPhrases, match=told):
        phrases.load(tmp_path, DATA / "schema" / "details.schema.json")


def test_since_when_is_no_wish() -> None:
    told = read("fuite depuis lundi, venez vite jeudi après 14h")
    assert (told["since"], told["wish"]) == ("2026-11-16", {"weekdays": [3], "starts": "14:00"})
    assert "wish" not in read("en panne jeudi dernier, venez vite")


@pytest.mark.parametrize(
    "text",
    [
        "no tengo agua hasta mañana",
        "la fuga está bajo el fregadero",
        "the heating stopped working",
        "ma box internet ne marche plus",
    ],
)
def test_words_of_one_language_mean_nothing_in_another(text: str) -> None:
    told = read(text)
    assert not {"household", "floor"} & set(told)
    assert told.get("room") in (None, "kitchen")


def test_conditions_are_heard_in_six_languages() -> None:
    said = [
        "je n'arrive pas à couper l'eau",
        "I can't stop the water",
        "suyu durduramıyorum",
        "não consigo fechar a água",
        "no puedo cerrar el agua",
        "لا أستطيع إيقاف الماء",
    ]
    assert [set(understanding.heard(text, settings())) for text in said] == [{"leak_cannot_be_stopped"}] * 6


def test_scope_is_heard_in_six_languages() -> None:
    building = [
        "tout l'immeuble",
        "the whole building",
        "bütün bina",
        "o prédio todo",
        "todo el edificio",
        "كل العمارة",
    ]
    dwelling = ["que chez moi", "only in my flat", "sadece bende", "só na minha casa", "solo en mi casa", "عندي فقط"]
    for texts, scope in ((building, "building"), (dwelling, "dwelling")):
        assert {text: understanding.scope_heard(text, settings()) for text in texts} == dict.fromkeys(texts, scope)


def test_negation_takes_back_in_six_languages() -> None:
    said = [
        "l'eau ne coule plus, bébé",
        "it's stopped, we have a baby",
        "artık akmıyor, bebek",
        "já parou, bebé",
        "ya no gotea, bebé",
        "توقف التسرب، رضيع",
    ]
    assert [understanding.heard(text, settings()) for text in said] == [{}] * 6


@pytest.mark.parametrize("text", ["le chien du voisin aboie", "two big dogs in the stairwell", "köpeğimiz yok"])
def test_a_dog_that_is_not_theirs(text: str) -> None:
    assert "dog" not in read(text)


def test_a_number_that_is_not_for_calling() -> None:
    assert "callback" not in read("effacez mon numéro de vos fichiers")
