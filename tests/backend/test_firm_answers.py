"""What contractors write of today's appointments."""

from datetime import date

import pytest

from backend_client.firm_answers import read
from backend_client.job_reports import Said

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("en route", Said("on_the_way")),
        ("En route, 20 min", Said("on_the_way", minutes=20)),
        ("on arrive dans 10", Said("on_the_way", minutes=10)),
        ("pas encore arrivé", Said("on_the_way")),
        ("RETARD 30", Said("late", minutes=30)),
        ("j'ai du retard, 1h", Said("late", minutes=60)),
        ("retard", Said("late")),
        ("Arrivé", Said("arrived")),
        ("sur place", Said("arrived")),
        ("fini joint changé", Said("done", work="joint changé")),
        ("réparé le joint", Said("done", work="réparé le joint")),
        ("terminé mais il faut revenir", Said("done", fixed=False, work="mais il faut revenir")),
        ("fini, la voisine était absente", Said("done", work="la voisine était absente")),
        ("personne", Said("no_access")),
        ("locataire absent, avis laissé", Said("no_access", work="locataire absent, avis laissé")),
        ("pièces 12/12", Said("parts_needed", parts_on=date(2026, 12, 12), work="12/12")),
        ("pieces le 15/01", Said("parts_needed", parts_on=date(2027, 1, 15), work="le 15/01")),
        ("pièces le 31/02", Said("parts_needed", work="le 31/02")),
        ("pièces 12/12/2025", Said("parts_needed", work="12/12/2025")),
        ("personne ?", None),
        ("bonjour", None),
        ("ok", None),
        ("", None),
    ],
)
def test_what_is_read(text: str, said: Said | None) -> None:
    assert read(text, TODAY).said == said


def test_the_request_that_is_named() -> None:
    found = read("fini r 2026 12 joint remplacé", TODAY)
    assert (found.references, found.said) == (("R-2026-000012",), Said("done", work="joint remplacé"))
