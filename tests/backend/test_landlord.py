"""The landlord's file: read whole, or refused in a sentence that names the key."""

from pathlib import Path

import pytest

from backend_client.landlord import Landlord, LandlordError, Step

SAMPLE = Path(__file__).parents[2] / "landlord.toml"


def test_the_sample_is_complete() -> None:
    landlord = Landlord.load(SAMPLE)
    assert landlord.name == "Habitat Démo"
    assert landlord.paging.alert_seconds == 900
    assert landlord.policy_for("technical").steps[0] == Step("level:1", "sms", 120)
    assert landlord.policy_for("supervisor").steps[-1].page == "last_resort"
    assert landlord.duty_for("plumbing") == "technical" and landlord.duty_for("tenancy") == "supervisor"


@pytest.mark.parametrize(
    ("written", "instead", "named"),
    [
        ('hotline_phone = "01 99 00 10 00"', "", "hotline_phone"),
        ("alert_seconds = 900", "alert_seconds = 5", "paging.alert_seconds"),
        ("alert_seconds = 900", "alert_second = 900", "alert_second"),
        ('page = "level:1", by = "sms", wait = 120', 'page = "level:1", by = "fax", wait = 120', "escalation.default"),
        ('page = "level:1", by = "sms", wait = 120', 'page = "leval:1", by = "sms", wait = 120', "escalation.default"),
        ('page = "last_resort", by = "voice"', 'page = "supervisor", by = "voice"', "has to page last_resort"),
        ("[escalation.default]", "[escalation.technical]", "default"),
        ('monday = ["14:00-18:00"]', 'monday = ["18:00-14:00"]', "teams.tranquillity.monday"),
        ("capacity = 3", "capacity = 0", "teams.advisers.capacity"),
        ('holiday_region = ""', 'holiday_region = "Alsace"', "holiday_region"),
        ('"2026-05-15"', '"2026-02-30"', "extra_closed"),
        ('starts = "10-15"', 'starts = "02-30"', "heating_season.starts"),
        ('friday = ["09:00-12:00"', 'friday = ["12:00-09:00"', "opening.friday"),
        ("saturday = []", "saturday = [", "TOML"),
    ],
)
def test_an_error_names_the_file_and_the_key(tmp_path: Path, written: str, instead: str, named: str) -> None:
    content = SAMPLE.read_text(encoding="utf-8")
    assert written in content
    file = tmp_path / "landlord.toml"
    file.write_text(content.replace(written, instead), encoding="utf-8")
    with pytest.raises(LandlordError) as error:
        Landlord.load(file)
    assert str(error.value).startswith("landlord.toml: ") and named in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LandlordError, match="cannot be read"):
        Landlord.load(tmp_path / "landlord.toml")
