"""A configuration mistake is one sentence that says what to set."""

from pathlib import Path

import pytest

from hotline.settings import SettingsError, load_settings

TWILIO = {"VEILLEUR_TWILIO_ACCOUNT_SID": "AC1", "VEILLEUR_TWILIO_AUTH_TOKEN": "t"}


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"VEILLEUR_TWILIO_ACCOUNT_SID": "AC1"}, "VEILLEUR_TWILIO_AUTH_TOKEN"),
        (TWILIO, "VEILLEUR_TWILIO_FROM"),
        ({**TWILIO, "VEILLEUR_TWILIO_FROM": "+33199001000"}, "VEILLEUR_PUBLIC_URL"),
        ({"VEILLEUR_TELEGRAM_TOKEN": "1:a", "VEILLEUR_TELEGRAM_MODE": "webhook"}, "VEILLEUR_PUBLIC_URL"),
        ({"VEILLEUR_PORT": "many"}, "VEILLEUR_PORT"),
        ({"VEILLEUR_SECRETS_FILE": "/nowhere/at/all"}, "VEILLEUR_SECRETS_FILE"),
    ],
)
def test_one_sentence(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=told) as caught:
        load_settings()
    assert "\n" not in str(caught.value)


def test_without_anything_phones_are_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().simulated
    for name, value in {
        **TWILIO,
        "VEILLEUR_TWILIO_FROM": "+33199001000",
        "VEILLEUR_PUBLIC_URL": "https://hotline.example.org",
    }.items():
        monkeypatch.setenv(name, value)
    assert not load_settings().simulated


def test_secrets_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secrets.env"
    file.write_text("VEILLEUR_TELEGRAM_TOKEN=123:abc\n")
    monkeypatch.setenv("VEILLEUR_SECRETS_FILE", str(file))
    settings = load_settings()
    assert settings.telegram_token.get_secret_value() == "123:abc"
    assert "123:abc" not in repr(settings)


def test_the_signing_key_is_made_once_and_kept_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(tmp_path))
    key = load_settings().signing_key
    assert load_settings().signing_key == key
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
