"""Which language a message is in: none by its shape, darija, bad spelling, languages that are not spoken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.language import detect

NO_LANGUAGE = [
    "", " ", "1", "0", "2)", "12", "4/5", "19,5", "120 €", "18 °C", "25 euros", "٣٤", "ok", "OK !", "ok ok", "k",
    "STOP", "stop", "👍", "🙏🙏", "👌🏽", "❤️", ":)", "xD", "?", "!!!", "…", "-",
    "4 rue des Lilas", "4 bis rue des Lilas", "12rue pasteur", "27, bd Voltaire", "RUE DE LA REPUBLIQUE",
    "14 rue du 8 mai 1945", "44 avenue de la gare 44000 Nantes", "8 allée Jules Verne, 33000 Bordeaux",
    "bat C esc 2 apt 314", "Bât. B, 2e ét.", "RDC droite", "2ème gauche", "tour 7 etg 11 pte 1104", "escalier B",
    "Résidence Les Mimosas", "Les Tilleuls bât A2", "cité Jean Zay", "35000 Rennes", "59200 TOURCOING", "Lyon",
    "R-2026-000123", "r-2026-000123", "R2026000123", "réf: R-2026-000123", "n° R-2026-000123 ?", "DEM-2026-88",
    "06 39 98 00 00", "+33 6 39 98 00 00", "06.39.98.00.00", "tel 0639980000", "0033 6 39 98 00 00",
    "24/12/2026", "2026-12-24", "24.12", "14h", "14h30", "9h-12h", "8:00", "17H",
    "A12B4", "1947B", "#4471*", "code 4418A", "samir.b@example.org", "https://example.org/a?b=c",
    "Mohamed", "Aminata Traoré", "M. Ferreira", "Mme Diallo", "Jean-Pierre Dupont", "LOPEZ Maria", "Nguyen Van Minh",
    "Petru Zbarnoveanu", "خالد", "عائشة بن علي",
]  # fmt: skip

SENTENCES = [
    ("il n'y a plus d'eau chaude depuis hier soir", "fr"),
    ("the heating in my flat has stopped working", "en"),
    ("no tengo agua caliente desde ayer", "es"),
    ("a torneira da cozinha está sempre a pingar", "pt"),
    ("dün akşamdan beri sıcak su yok", "tr"),
    ("لا يوجد ماء ساخن منذ أمس", "ar"),
]

FRENCH_BY_SMS = [
    "g plu de chofage depui 2 jour",
    "slt ya une fuite ds la sdb ki coule tt le tps",
    "c koi le num du gardien svp",
    "jcomprend pa pk vs repondé pa",
    "lassenceur marche pa kan sa sera reparé",
    "dsl jpe pa etre la dem1",
    "ya pa dlo chode",
    "ki doi payé la serrur",
    "JE SUIS SANS ELECTRICITE",
    "12 rue des Lilas il y a de l'eau partout dans la cave",
]

DARIJA = [
    "3andi mouchkil f lma",
    "makaynch skhoun men lbare7",
    "wach 3andkom chi 7ed yji lyoum",
    "7na bla daw hadi yumayn",
    "chkoun ghadi ykhelles had chi",
    "rani nestenna men sbah",
    "sba7 lkhir khouya",
]

WITHOUT_ACCENTS = [
    ("dusta sicak su akmiyor", "tr"),
    ("nao consigo abrir a janela da cozinha", "pt"),
    ("el bano huele a humedad y no se por que", "es"),
]

SHORT = [
    ("plus de lumière", "fr"), ("fuite d'eau", "fr"), ("merci", "fr"), ("no hot water", "en"), ("thank you", "en"),
    ("sin agua", "es"), ("buenas tardes", "es"), ("sem água", "pt"), ("obrigada", "pt"), ("ışık yok", "tr"),
    ("teşekkür ederim", "tr"), ("شكرا", "ar"), ("ماكاينش الضو", "ar"),
]  # fmt: skip

NOT_SPOKEN = [
    ("nu avem lumină pe scară", "ro"),
    ("multumesc mult pentru ajutor", "ro"),
    ("nie mamy swiatla na klatce schodowej", "pl"),
    ("у мене зламався замок", "uk"),
    ("нет света в подъезде", "ru"),
    ("c'è una perdita sotto il lavandino", "it"),
    ("die Tür geht nicht mehr zu", "de"),
    ("nuk kemi rrymë në banesë", "sq"),
    ("电梯坏了", "zh"),
    ("お湯が出ません", "ja"),
    ("온수가 안 나와요", "ko"),
    ("தண்ணீர் இல்லை", "ta"),
    ("পানি নেই", "bn"),
    ("پانی ٹپک رہا ہے", "ur"),
    ("در خانه باز نمی‌شود", "fa"),
    ("دروازه ماته ده مرسته وکړئ", "ps"),
    ("წყალი არ არის", "ka"),
    ("ջուր չկա", "hy"),
    ("ውሃ የለም", "am"),
    ("ማይ የለን ኣብ ቤት", "ti"),
    ("पानी नहीं आ रहा", "hi"),
    ("δεν έχουμε νερό", "el"),
    ("elromlott a lift és nem tudok kimenni", "hu"),
    ("det finns ingen värme i lägenheten", "sv"),
]


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_some_texts_carry_no_language(text: str) -> None:
    assert detect(text) == (None, 0.0)


@pytest.mark.parametrize(("text", "language"), SENTENCES)
def test_plain_sentences(text: str, language: str) -> None:
    code, confidence = detect(text)
    assert code == language
    assert confidence > 0.9


@pytest.mark.parametrize("text", FRENCH_BY_SMS)
def test_french_by_sms_is_not_taken_for_another_language(text: str) -> None:
    assert detect(text)[0] == "fr"


@pytest.mark.parametrize("text", DARIJA)
def test_arabic_in_latin_letters_is_arabic(text: str) -> None:
    assert detect(text)[0] == "ar"


@pytest.mark.parametrize(("text", "language"), WITHOUT_ACCENTS)
def test_phones_write_without_accents(text: str, language: str) -> None:
    assert detect(text)[0] == language


@pytest.mark.parametrize(("text", "language"), SHORT)
def test_one_or_two_words(text: str, language: str) -> None:
    assert detect(text)[0] == language


@pytest.mark.parametrize(("text", "language"), NOT_SPOKEN)
def test_a_language_that_is_not_spoken_is_named(text: str, language: str) -> None:
    assert detect(text)[0] == language


def test_the_first_letter_in_capitals_does_not_make_a_name() -> None:
    assert detect("Merci")[0] == "fr"
    assert detect("Bonjour Marie")[0] == "fr"
    assert detect("Good Morning")[0] == "en"


def test_a_word_beside_a_number_still_tells_the_language() -> None:
    assert detect("06 39 98 00 00 merci")[0] == "fr"
    assert detect("call me 06 39 98 00 00")[0] == "en"


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=200),
        st.text(alphabet=st.characters(categories=("L", "N", "Zs", "So", "Cc", "Cf", "Mn")), max_size=200),
        st.lists(st.sampled_from(["fuite", "water", "ماء", "👍", "3andi", "вода", "\x00", "\u200f", "水", "12"])).map(
            " ".join
        ),
        st.text(min_size=1, max_size=5).map(lambda part: part * 2_000),
    )
)
def test_any_text_gets_a_code_or_none(text: str) -> None:
    code, confidence = detect(text)
    assert code is None or (code.isascii() and code.islower() and 2 <= len(code) <= 3)
    assert 0.0 <= confidence <= 1.0
    assert (code is None) == (confidence == 0.0)
    assert detect(text)[0] == code
