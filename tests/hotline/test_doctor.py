"""What `veilleur doctor` says of the desk: who can sign in, as what, and by which way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pydantic import SecretStr

from backend_client import accounts
from backend_client.models import Account
from hotline import doctor
from hotline.doctor import Finding
from hotline.settings import Settings
from tests.hotline.conftest import House
from tests.hotline.provider import CLIENT, Provider

LOCAL = Settings()
ISSUER = "https://sso.bailleur.example/realms/veilleur"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


def add(house: House, *people: tuple[str, str]) -> None:
    with house.services.backend.transaction() as s:
        for login, role in people:
            accounts.add(s, login, login.title(), role, [], house.clock())


def told(house: House, settings: Settings = LOCAL, after: timedelta = timedelta()) -> list[Finding]:
    return doctor._accounts(house.services.backend.db, settings, house.clock() + after)


def test_without_an_account_the_command_is_named(house: House) -> None:
    (finding,) = told(house)
    assert finding.state == "missing" and "run `veilleur account add NAME --role supervisor`" in finding.sentence
    assert "identity provider" not in finding.sentence
    (finding,) = told(house, Settings(oidc_issuer=ISSUER))
    assert finding.sentence.endswith("or sign in by the identity provider")


def test_active_accounts_are_counted_by_role(house: House) -> None:
    add(house, ("marie", "adviser"), ("paul", "adviser"), ("ines", "adviser"), ("nadia", "supervisor"))
    with house.services.backend.transaction() as s:
        left = accounts.by_login(s, "ines")
        assert left is not None
        accounts.disable(s, left, house.clock())
    counted, rights = told(house)
    assert counted == Finding("ok", "desk accounts", "2 adviser, 1 supervisor, 0 auditor, 0 admin can sign in")
    assert rights.state == "ok"
    assert rights.sentence == "the reports: 1 (role supervisor or auditor); administration: nobody (role admin)"


def test_that_nobody_sees_the_reports_is_said(house: House) -> None:
    add(house, ("marie", "adviser"), ("zoe", "admin"))
    _, rights = told(house)
    assert rights.state == "missing"
    assert rights.sentence == "the reports: nobody (role supervisor or auditor); administration: 1 (role admin)"


def test_a_one_time_password_that_ran_out_opens_nothing(house: House) -> None:
    add(house, ("marie", "supervisor"))
    nobody, run_out = told(house, after=accounts.ONE_TIME_LIFE)
    assert "nobody can sign in" in nobody.sentence
    assert run_out.state == "missing" and "marie; run `veilleur account reset LOGIN`" in run_out.sentence


def test_an_account_of_the_provider_needs_the_provider(house: House) -> None:
    with house.services.backend.transaction() as s:
        s.add(Account(login="lea", name="Léa", role="auditor", teams=[], subject="0" * 64, created_at=house.clock()))
    assert "nobody can sign in" in told(house)[0].sentence
    assert "1 auditor" in told(house, Settings(oidc_issuer=ISSUER))[0].sentence


@pytest.mark.parametrize(
    ("settings", "state", "sentence"),
    [
        (LOCAL, "ok", "by local accounts only (VEILLEUR_OIDC_ISSUER is not set)"),
        (Settings(oidc_client_id="veilleur"), "wrong", "set VEILLEUR_OIDC_ISSUER: without it VEILLEUR_OIDC_CLIENT_ID"),
        (Settings(oidc_client_secret=SecretStr("x")), "wrong", "VEILLEUR_OIDC_CLIENT_SECRET does nothing"),
        (Settings(oidc_issuer=ISSUER), "wrong", "Set VEILLEUR_OIDC_CLIENT_ID"),
        (
            Settings(oidc_issuer="http://sso.example", oidc_client_id="v"),
            "wrong",
            "Set VEILLEUR_OIDC_ISSUER to",
        ),
        (Settings(oidc_issuer=ISSUER, oidc_client_id="v", oidc_roles="a=chief"), "wrong", "VEILLEUR_OIDC_ROLES"),
        (Settings(oidc_issuer="http://127.0.0.1:1", oidc_client_id="v"), "wrong", "local accounts work all the same"),
    ],
)
async def test_what_is_missing_for_the_provider_is_named(settings: Settings, state: str, sentence: str) -> None:
    (finding,) = await doctor._sign_in(settings)
    assert finding.state == state and sentence in finding.sentence


async def test_a_provider_that_answers(provider: Provider) -> None:
    (local,) = await doctor._sign_in(Settings(oidc_issuer=provider.issuer, oidc_client_id=CLIENT))
    assert local.state == "missing" and "set VEILLEUR_PUBLIC_URL" in local.sentence
    public = Settings(oidc_issuer=provider.issuer, oidc_client_id=CLIENT, public_url="https://veilleur.example")
    (whole,) = await doctor._sign_in(public)
    assert whole.state == "ok" and "https://veilleur.example/desk/sso/back" in whole.sentence


async def test_both_are_on_the_screen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "is_current", lambda database: True)
    settings = Settings(database_url=house.services.backend.db.url.render_as_string(hide_password=False))
    assert doctor._sign_in in doctor.CHECKS
    assert "desk accounts" in [finding.subject for finding in await doctor._database(settings)]
