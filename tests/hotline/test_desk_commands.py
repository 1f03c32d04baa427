"""``veilleur account``, ``veilleur inbox`` and the way into a trial."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from backend_client import accounts, alerts, requests
from backend_client.backend import Backend
from backend_client.models import Account
from hotline.cli import app
from hotline.desk import demo
from hotline.settings import Settings
from hotline.terminal import backend_of

PASSWORD = re.compile(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}")


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backend:
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "240")
    return backend_of(Settings(data_dir=tmp_path))


def _run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def _account(backend: Backend, login: str) -> Account:
    with backend.reading() as s:
        found = accounts.by_login(s, login)
        assert found is not None
        return found


def test_an_account_is_made_changed_reset_and_closed(backend: Backend) -> None:
    told = _run("account", "add", "Marie Essai", "--role", "adviser", "--login", "marie", "--team", "social")
    [password] = PASSWORD.findall(told)
    made = _account(backend, "marie")
    assert (made.role, made.teams, made.one_time) == ("adviser", ["social"], True)
    assert accounts.is_password(made.password_hash, password)
    assert password not in _run("account", "list")
    _run("account", "set", "marie", "--role", "supervisor", "--team", "rent")
    assert (_account(backend, "marie").role, _account(backend, "marie").teams) == ("supervisor", ["rent"])
    [other] = PASSWORD.findall(_run("account", "reset", "marie"))
    assert not accounts.is_password(_account(backend, "marie").password_hash, password)
    assert accounts.is_password(_account(backend, "marie").password_hash, other)
    _run("account", "unlock", "marie")
    _run("account", "disable", "marie")
    assert _account(backend, "marie").disabled_at is not None


def test_mistakes_are_one_sentence(backend: Backend) -> None:
    assert "is unknown" in _run("account", "add", "Marie", "--role", "king", code=1)
    assert "no account" in _run("account", "disable", "personne", code=1)
    assert "is unknown" in _run("inbox", "--view", "nonsense", code=1)


def test_the_inbox_in_the_terminal_hides_what_is_confidential_unless_asked(backend: Backend) -> None:
    now = backend.clock()
    with backend.transaction() as s:
        for number, private in enumerate((False, True)):
            request = requests.open_request(
                s, kind="repair", channel="sms", contact_id=None, now=now, typed_address=f"{number} rue des Essais"
            )
            request.private = private
            alerts.raise_alert(s, request, "urgent", now, None)
    told = _run("inbox")
    assert "0 rue des Essais" in told
    assert "confidentiel" in told
    assert "1 rue des Essais" not in told
    assert "1 rue des Essais" in _run("inbox", "--private")


def test_a_trial_has_one_way_in_that_closes_when_the_phones_are_real(backend: Backend) -> None:
    password = demo.way_in(backend)
    assert password is not None
    assert demo.way_in(backend) is None, "its password is told once"
    assert accounts.is_password(_account(backend, demo.LOGIN).password_hash, password)
    demo.close(backend)
    assert _account(backend, demo.LOGIN).disabled_at is not None


def test_whoever_has_accounts_gets_no_demo(backend: Backend) -> None:
    _run("account", "add", "Marie Essai", "--role", "adviser")
    assert demo.way_in(backend) is None
