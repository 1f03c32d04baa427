"""What technicians write back, read."""

import pytest

from backend_client.answers import read


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
    ],
)
def test_reading(text: str, takes: bool | None, codes: tuple[str, ...]) -> None:
    answer = read(text)
    assert (answer.takes, answer.codes) == (takes, codes)
