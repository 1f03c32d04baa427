"""Every text of identity and data rights fits an SMS with its longest facts and its lines."""

import re
from datetime import date
from typing import Any

import pytest

from channels import sms_text
from channels.base import Choice
from common.wording import Wording, day, text_of
from hotline.services import DATA

FACTS: dict[str, Any] = {
    "minutes": 10,
    "landlord": "Office Public de l'Habitat Démo",
    "code": "482913",
    "left": 4,
    "name": "Marie-Christine",
    "reference": "R-2026-000123",
    "day": day(date(2026, 9, 23)),
    "until": day(date(2026, 9, 23)),
    "requests": 12,
    "messages": 240,
    "appointments": 14,
    "months": 12,
    "hours": 24,
    "link": "https://astreinte.habitat-demo.example/mes-donnees/123456-0123456789abcdef0123456789abcdef",
    "dpo": "protection-des-donnees@office-public-habitat-demo.example",
    "reason": text_of("privacy-reason-incident"),
}
LINES = {
    "matter-privacy": ("privacy-see", "privacy-correct", "privacy-erase", "privacy-dpo"),
    "privacy-menu": ("privacy-see", "privacy-correct", "privacy-erase", "privacy-dpo"),
    "privacy-summary": ("privacy-export", "privacy-correct", "privacy-erase"),
    "privacy-correct": ("privacy-correct-name", "privacy-correct-number", "change-language"),
    "privacy-erase-confirm": ("privacy-erase-yes", "privacy-erase-no"),
    "identity-proven": ("status", "my-appointment", "my-data"),
    "identity-code-over": ("prove", "adviser"),
    "identity-code-sent": ("adviser",),
}


@pytest.mark.parametrize("language", ["fr", "en", "ar", "tr", "pt", "es"])
def test_every_text_fits_an_sms_with_its_lines(language: str) -> None:
    wording = Wording.load(DATA / "texts")
    source = (DATA / "texts" / language / "privacy.ftl").read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z-]+) =", source, re.MULTILINE)
    assert set(LINES) <= set(keys)
    for key in keys:
        titles = [wording.render(f"choice-{line}", {}, language, "sms") for line in LINES.get(key, ())]
        choices = [Choice(number, title) for number, title in enumerate(titles, start=1)]
        sent = sms_text.render(wording.render(key, FACTS, language, "sms"), choices, language)
        assert not sent.shortened, f"{language} {key}: {sent.text}"
