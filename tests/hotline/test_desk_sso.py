"""Signing in by the landlord's identity provider, and every answer that must not be believed."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import select

from backend_client import accounts
from backend_client.models import Account
from hotline.desk.sso import SingleSignOn, SsoError
from hotline.settings import Settings, SettingsError
from tests.hotline.conftest import House
from tests.hotline.desk_visitor import Visitor
from tests.hotline.provider import CLIENT, SECRET, Provider


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


@pytest.fixture
def visitor(house: House, provider: Provider) -> Visitor:
    house.services.settings = _settings(house, provider)
    return Visitor(house)


def _settings(house: House, provider: Provider, **more: Any) -> Settings:
    return Settings(
        data_dir=house.services.settings.data_dir,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_roles="conseil=adviser, chefs=supervisor",
        **more,
    )


async def _sign_in(visitor: Visitor, provider: Provider, **back: str) -> httpx.Response:
    away = await visitor.get("/desk/sso?next=/desk/inbox")
    assert away.headers["location"].startswith(f"{provider.issuer}/authorize?")
    answer = provider.authorise(away.headers["location"])
    return await visitor.get("/desk/sso/back", params={**answer, **back})


def _accounts(house: House) -> list[Account]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(Account).order_by(Account.id)))


async def test_whoever_the_provider_vouches_for_is_signed_in_and_comes_to_the_wanted_page(
    house: House, visitor: Visitor, provider: Provider
) -> None:
    assert "/desk/sso?next=" in (await visitor.get("/desk/sign-in")).text
    inside = await _sign_in(visitor, provider)
    assert inside.status_code == 303
    assert inside.headers["location"] == "/desk/inbox"
    assert (await visitor.get("/desk/inbox")).status_code == 200
    [account] = _accounts(house)
    assert (account.name, account.role, account.password_hash) == ("Marie Essai", "adviser", "")
    await _sign_in(Visitor(house), provider)
    assert len(_accounts(house)) == 1


async def test_the_role_follows_the_provider_and_none_is_no_way_in(
    house: House, visitor: Visitor, provider: Provider
) -> None:
    await _sign_in(visitor, provider)
    provider.claims = {"roles": ["conseil", "chefs"]}
    await _sign_in(Visitor(house), provider)
    assert _accounts(house)[0].role == "supervisor"
    assert (await visitor.get("/desk/inbox")).status_code == 303, "sessions of the old role end"
    # The second group only has the name of a role of ours.
    for nothing_of_ours in (["autre"], ["admin"]):
        provider.claims = {"roles": nothing_of_ours}
        assert (await _sign_in(Visitor(house), provider)).status_code == 403


async def test_a_nested_claim_is_found(house: House, provider: Provider) -> None:
    house.services.settings = _settings(house, provider, oidc_role_claim="realm_access.roles")
    provider.claims = {"realm_access": {"roles": ["chefs"]}}
    assert (await _sign_in(Visitor(house), provider)).status_code == 303
    assert _accounts(house)[0].role == "supervisor"


async def test_a_local_account_is_never_taken_over_by_its_name(
    house: House, visitor: Visitor, provider: Provider
) -> None:
    with house.services.backend.transaction() as s:
        accounts.add(s, "marie", "Marie Essai", "supervisor", [], house.clock())
    await _sign_in(visitor, provider)
    local, new = _accounts(house)
    assert (new.login, new.name, new.role) == ("marie 2", "Marie Essai 2", "adviser")
    assert local.subject is None


async def test_a_closed_account_stays_closed(house: House, visitor: Visitor, provider: Provider) -> None:
    await _sign_in(visitor, provider)
    with house.services.backend.transaction() as s:
        accounts.disable(s, s.scalars(select(Account)).one(), house.clock())
    assert (await _sign_in(Visitor(house), provider)).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "somebody-else"},
        {"iss": "https://ailleurs.example"},
        {"exp": int(time.time()) - 3600},
        {"iat": int(time.time()) + 3600},
        {"aud": ["veilleur", "somebody-else"], "azp": "somebody-else"},
    ],
    ids=["nonce", "audience", "issuer", "expired", "from the future", "authorised party"],
)
async def test_a_token_for_another_time_place_or_browser_is_refused(
    house: House, visitor: Visitor, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert (await _sign_in(visitor, provider)).status_code == 403
    assert _accounts(house) == []


async def test_a_token_signed_by_somebody_else_is_refused(house: House, visitor: Visitor, provider: Provider) -> None:
    provider.published = RSAKey.generate_key(2048, parameters={"kid": "one"})
    assert (await _sign_in(visitor, provider)).status_code == 403
    assert _accounts(house) == []


async def test_another_state_a_browser_that_did_not_ask_and_a_code_used_twice_are_refused(
    house: House, visitor: Visitor, provider: Provider
) -> None:
    assert (await _sign_in(visitor, provider, state="another")).status_code == 403
    away = await visitor.get("/desk/sso")
    answer = provider.authorise(away.headers["location"])
    assert (await Visitor(house).get("/desk/sso/back", params=answer)).status_code == 403
    assert (await visitor.get("/desk/sso/back", params=answer)).status_code == 303
    assert (await visitor.get("/desk/sso/back", params=answer)).status_code == 403
    assert (await visitor.get("/desk/sso/back")).status_code == 403


async def test_the_provider_being_away_is_one_sentence_and_local_accounts_work(
    house: House, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    provider.down = True
    house.services.settings = _settings(house, provider)
    with caplog.at_level(logging.ERROR):
        visitor = Visitor(house)
    [record] = [record for record in caplog.records if "sign-in by" in record.message]
    assert "local accounts do" in record.message
    assert (await visitor.get("/desk/sign-in")).status_code == 200
    assert (await visitor.get("/desk/sso")).status_code == 503
    provider.down = False
    assert (await _sign_in(visitor, provider)).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"oidc_issuer": "http://id.example"}, "https"),
        ({"oidc_client_id": ""}, "VEILLEUR_OIDC_CLIENT_ID"),
        ({"oidc_roles": "conseil=roi"}, "VEILLEUR_OIDC_ROLES"),
    ],
)
def test_a_setting_that_cannot_work_stops_the_start_in_one_sentence(wrong: dict[str, str], told: str) -> None:
    given = {"oidc_issuer": "https://id.example", "oidc_client_id": "veilleur", **wrong}
    with pytest.raises(SettingsError, match=told):
        SingleSignOn.of(Settings(**given))  # type: ignore[arg-type]


def test_a_provider_that_calls_itself_by_another_name_is_not_believed(house: House, provider: Provider) -> None:
    settings = _settings(house, provider)
    settings.oidc_issuer = f"{provider.issuer}/realm"
    sso = SingleSignOn.of(settings)
    assert sso is not None
    with pytest.raises(SsoError):
        sso.discover()
