"""What fits in a part of an SMS, and how a text is folded to fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.gsm7 import is_gsm7, parts, to_gsm7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # an extension character counts twice
        ("€" * 81, 2),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("ê" * 134, 2),
        ("ê" * 135, 3),
        ("😀" * 35, 1),  # an emoji is two UTF-16 units
        ("😀" * 36, 2),
    ],
)
def test_parts(text: str, expected: int) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("char", "éèàùìòÉÇñÑäöüÄÖÜß@£$¥¿¡§¤")
def test_letters_of_the_alphabet_are_kept(char: str) -> None:
    assert is_gsm7(char)
    assert to_gsm7(char) == char


@pytest.mark.parametrize("char", "çêâîôûëïœÀÈÊ«»’“”…–—°\u00a0\u202f")
def test_letters_that_cost_a_part_are_not_gsm7(char: str) -> None:
    assert not is_gsm7(char)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("C’est coupé à l’étage", "C'est coupé à l'étage"),
        ("“Fuite d’eau”", '"Fuite d\'eau"'),
        ("Êtes-vous sûr ? Ça goutte…", "Etes-vous sur ? Ça goutte..."),
        ("cœur, œuvre, Œuf", "coeur, oeuvre, OEuf"),
        ("19 °C", "19 oC"),
        ("8 h – 10 h", "8 h - 10 h"),
        ("À bientôt", "A bientot"),
    ],
)
def test_french_is_folded(written: str, sent: str) -> None:
    assert to_gsm7(written) == sent
    assert is_gsm7(to_gsm7(written))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Não há água, ligue já", "Nao ha agua, ligue ja"),
        ("Alguém à porta, três lâmpadas", "Alguém à porta, tres lampadas"),
        ("a reparação do fogão, põe-se", "a reparacao do fogao, poe-se"),
        ("3.º andar, 2ª porta", "3.o andar, 2a porta"),
        ("Está lá? Ótimo", "Esta la? Otimo"),
    ],
)
def test_portuguese_is_folded(written: str, sent: str) -> None:
    assert to_gsm7(written) == sent
    assert is_gsm7(sent)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("¿Está en peligro? Llame al 112, ¡ahora!", "¿Esta en peligro? Llame al 112, ¡ahora!"),
        ("Dígalo aquí: cómo, cuándo, qué", "Digalo aqui: como, cuando, qué"),
        ("La señal del desagüe, mañana", "La señal del desagüe, mañana"),
        ("Última opción: ÁTICO, ÍNDICE", "Ultima opcion: ATICO, INDICE"),
    ],
)
def test_spanish_is_folded(written: str, sent: str) -> None:
    assert to_gsm7(written) == sent
    assert is_gsm7(sent)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Işık yanmıyor, şalter attı", "Isik yanmiyor, salter atti"),
        ("İtfaiyeyi arayın, çıkın", "Itfaiyeyi arayin, cikin"),
        ("Düğmeye dokunmayın, Çocuk", "Dügmeye dokunmayin, Çocuk"),
        ("üst komşu, öğleden sonra, kâğıt", "üst komsu, ögleden sonra, kagit"),
    ],
)
def test_turkish_is_folded(written: str, sent: str) -> None:
    assert to_gsm7(written) == sent
    assert is_gsm7(sent)


def test_the_spaces_of_guillemets_go_and_those_around_them_stay() -> None:
    assert to_gsm7("dites « fuite » puis 1") == 'dites "fuite" puis 1'


@pytest.mark.parametrize("text", ["تسرب ماء", "вода", "😀"])
def test_other_scripts_stay(text: str) -> None:
    assert to_gsm7(text) == text


@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cc", "Cs"])))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert to_gsm7(to_gsm7(text)) == to_gsm7(text)


@given(st.text(), st.text())
def test_a_longer_text_never_takes_fewer_parts(text: str, more: str) -> None:
    assert parts(text + more) >= parts(text)
