"""Signing in to the desk: who is let in, what a wrong try is told and costs, what ends a session, whose forms count."""

from datetime import timedelta

import pytest

from backend_client import accounts
from backend_client.models import Account
from hotline.desk.sign_in import failure_key
from hotline.settings import Settings
from tests.hotline.conftest import House
from tests.hotline.desk_visitor import PASSWORD, Visitor, account, signed_in


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with next to no cost: what is tested is what is done with it."""
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)
    monkeypatch.setattr(accounts, "_NOBODY", cheap.hash("nobody"))


async def test_a_page_of_the_desk_sends_a_stranger_to_sign_in_and_back(house: House) -> None:
    visitor = Visitor(house)
    away = await visitor.get("/desk")
    assert away.status_code == 303
    assert away.headers["location"] == "/desk/sign-in?next=%2Fdesk"
    account(house, "marie", "adviser")
    inside = await visitor.sign_in("marie", next="/desk/password")
    assert inside.headers["location"] == "/desk/password"
    cookie = inside.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert (await visitor.get("/desk/password")).status_code == 200


async def test_pages_carry_the_headers_of_a_page_that_nobody_may_frame_or_keep(house: House) -> None:
    for response in (await Visitor(house).get("/desk/sign-in"), await Visitor(house).get("/desk")):
        assert response.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
        assert "unsafe-inline" not in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_a_wrong_password_and_an_unknown_name_are_told_the_same(house: House) -> None:
    account(house, "marie", "adviser")
    wrong = await Visitor(house).sign_in("marie", "ce n'est pas lui")
    unknown = await Visitor(house).sign_in("personne", "ce n'est pas lui")
    assert wrong.status_code == unknown.status_code == 401
    told = [
        page.text.partition('name="next"')[2].replace(name, "")
        for page, name in ((wrong, "marie"), (unknown, "personne"))
    ]
    assert told[0] == told[1]


async def test_an_unknown_name_costs_as_much_work(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []
    real = accounts._HASHER.verify
    monkeypatch.setattr(accounts, "_HASHER", accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    monkeypatch.setattr(
        accounts.PasswordHasher, "verify", lambda self, stored, given: verified.append(stored) or real(stored, given)
    )
    await Visitor(house).sign_in("personne", "quelque chose")
    assert verified == [accounts._NOBODY]


@pytest.mark.parametrize("login", ["marie", "personne"])
async def test_after_five_failures_a_name_waits_ever_longer_whether_it_exists_or_not(house: House, login: str) -> None:
    account(house, "marie", "adviser")
    visitor = Visitor(house)
    for _ in range(5):
        await visitor.sign_in(login, "faux")
    right = PASSWORD if login == "marie" else "faux"
    assert (await visitor.sign_in(login, right)).status_code == 401
    house.clock.at += timedelta(seconds=29)
    assert (await visitor.sign_in(login, right)).status_code == 401
    house.clock.at += timedelta(seconds=2)
    let_in = await visitor.sign_in(login, right)
    assert let_in.status_code == (303 if login == "marie" else 401)
    if login == "personne":
        # One more failure, and the wait has doubled.
        house.clock.at += timedelta(seconds=31)
        with house.services.backend.transaction() as s:
            key = failure_key(house.services.settings, "account", login)
            assert not accounts.attempt(s, key, accounts.FREE_TRIES, house.clock.at)


async def test_an_address_that_tries_many_names_waits_too(house: House) -> None:
    account(house, "marie", "adviser")
    visitor = Visitor(house)
    for number in range(accounts.FREE_TRIES_ADDRESS):
        await visitor.sign_in(f"nom{number}", "faux")
    assert (await visitor.sign_in("marie")).status_code == 401
    house.clock.at += timedelta(minutes=1)
    assert (await visitor.sign_in("marie")).status_code == 303


async def test_a_sign_in_without_its_own_form_is_refused(house: House) -> None:
    account(house, "marie", "adviser")
    visitor, other = Visitor(house), Visitor(house)
    await other.get("/desk/sign-in")
    await visitor.get("/desk/sign-in")
    fields = {"login": "marie", "password": PASSWORD}
    for field in ("", "0" * 64, other.csrf):
        assert (await visitor.post("/desk/sign-in", {**fields, "csrf": field})).status_code == 403
    assert (await visitor.post("/desk/sign-in", fields)).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://ailleurs.example"}],
)
async def test_a_form_sent_by_another_site_is_refused(house: House, headers: dict[str, str]) -> None:
    visitor = await signed_in(house)
    assert (await visitor.post("/desk/sign-out", headers=headers)).status_code == 403
    assert (await visitor.post("/desk/sign-out", {"csrf": ""})).status_code == 403
    assert (await visitor.post("/desk/sign-out")).status_code == 303
    assert (await visitor.get("/desk")).headers["location"].startswith("/desk/sign-in")


async def test_the_first_password_opens_only_the_page_that_changes_it_and_dies_of_age(house: House) -> None:
    with house.services.backend.transaction() as s:
        _, password = accounts.add(s, "marie", "Marie", "adviser", [], house.clock())
        _, unused = accounts.add(s, "paul", "Paul", "adviser", [], house.clock())
    visitor = Visitor(house)
    assert (await visitor.sign_in("marie", password)).headers["location"] == "/desk/password"
    assert (await visitor.get("/desk")).headers["location"] == "/desk/password"
    await visitor.get("/desk/password")
    for new, again in (("court", "court"), (PASSWORD, "autre"), ("marie marie marie", "marie marie marie")):
        refused = await visitor.post("/desk/password", {"current": password, "new": new, "again": again})
        assert refused.status_code == 422
    wrong = await visitor.post("/desk/password", {"current": "faux", "new": PASSWORD, "again": PASSWORD})
    assert wrong.status_code == 422
    changed = await visitor.post("/desk/password", {"current": password, "new": PASSWORD, "again": PASSWORD})
    assert changed.status_code == 303
    assert (await visitor.get("/desk")).headers["location"] != "/desk/password"
    house.clock.at += accounts.ONE_TIME_LIFE
    assert (await Visitor(house).sign_in("paul", unused)).status_code == 401


async def test_a_session_ends_by_silence_by_age_by_a_new_password_and_when_its_account_is_closed(house: House) -> None:
    idle = await signed_in(house, login="un")
    house.clock.at += accounts.IDLE
    assert (await idle.get("/desk")).headers["location"].startswith("/desk/sign-in")

    old = await signed_in(house, login="deux")
    for _ in range(int(accounts.LONGEST / timedelta(minutes=30)) - 1):
        house.clock.at += timedelta(minutes=30)
        assert (await old.get("/desk/password")).status_code == 200
    house.clock.at += timedelta(minutes=30)
    assert (await old.get("/desk/password")).status_code == 303

    one, other = await signed_in(house, login="trois"), Visitor(house)
    await other.sign_in("trois")
    await one.get("/desk/password")
    new = "une autre phrase bien longue"
    await one.post("/desk/password", {"current": PASSWORD, "new": new, "again": new})
    assert (await one.get("/desk/password")).status_code == 200
    assert (await other.get("/desk/password")).status_code == 303

    with house.services.backend.transaction() as s:
        accounts.disable(s, accounts.by_login(s, "trois"), house.clock())  # type: ignore[arg-type]
    assert (await one.get("/desk/password")).status_code == 303
    assert (await Visitor(house).sign_in("trois", new)).status_code == 401


async def test_a_page_that_asks_in_the_background_keeps_no_session_alive(house: House) -> None:
    visitor = await signed_in(house)
    for _ in range(5):
        house.clock.at += timedelta(minutes=10)
        await visitor.get("/desk/password", headers={"x-desk-poll": "1"})
    house.clock.at += timedelta(minutes=10)
    assert (await visitor.get("/desk")).headers["location"].startswith("/desk/sign-in")


async def test_a_password_kept_with_weaker_parameters_is_hashed_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(house, "marie", "adviser")
    stronger = accounts.PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", stronger)
    assert (await Visitor(house).sign_in("marie")).status_code == 303
    with house.services.backend.reading() as s:
        stored = s.query(Account).one().password_hash
    assert "t=2" in stored
    assert stored.startswith("$argon2id$")


async def test_over_tls_the_cookie_is_for_this_host_alone(house: House) -> None:
    house.services.settings = Settings(data_dir=house.services.settings.data_dir, public_url="https://veilleur.example")
    account(house, "marie", "adviser")
    inside = await Visitor(house).sign_in("marie")
    cookie = next(line for line in inside.headers.get_list("set-cookie") if line.startswith("__Host-desk="))
    assert "Secure" in cookie
    assert "Path=/" in cookie


@pytest.mark.parametrize(
    "next_", ["https://ailleurs.example/", "//ailleurs.example/desk", "/desk\\..\\", "/autre", "/desk/../autre"]
)
async def test_nobody_is_sent_elsewhere_after_the_sign_in(house: House, next_: str) -> None:
    account(house, "marie", "adviser")
    assert (await Visitor(house).sign_in("marie", next=next_)).headers["location"] == "/desk"
