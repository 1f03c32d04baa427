"""Accounts, sessions and failed sign-ins as rows, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import accounts
from backend_client.accounts import ROLES, AccountError
from backend_client.database import Database
from backend_client.migrate import upgrade
from backend_client.models import Account, SignInFailure, StaffSession
from tests.backend.builders import DAY

PASSWORD = "une longue phrase à soi"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)


@pytest.fixture
def s(empty_db: Database) -> Iterator[Session]:
    upgrade(empty_db)
    with empty_db.transaction() as session:
        yield session


def _marie(s: Session) -> Account:
    account, _ = accounts.add(s, "Marie", "Marie Essai", "adviser", ["social"], DAY)
    accounts.change_password(s, account, PASSWORD, DAY)
    return account


def test_the_parameters_are_the_librarys_argon2id() -> None:
    assert accounts._NOBODY.startswith("$argon2id$")


def test_passwords_and_tokens_are_in_no_row(s: Session) -> None:
    account, password = accounts.add(s, "marie", "Marie Essai", "adviser", [], DAY)
    token = accounts.open_session(s, account, DAY)
    kept = f"{account.password_hash} {s.scalars(select(StaffSession.token_hash)).one()}"
    assert password not in kept
    assert token not in kept
    assert accounts.is_password(account.password_hash, password)
    assert not accounts.is_password(account.password_hash, password.upper())


@pytest.mark.parametrize(
    ("login", "name", "role", "told"),
    [
        ("", "Paul", "adviser", "sign-in name"),
        ("x" * 61, "Paul", "adviser", "sign-in name"),
        ("paul", " ", "adviser", "tenants read it"),
        ("paul", "Paul", "king", "unknown"),
        ("MARIE", "Paul", "adviser", "exists already"),
        ("paul", "marie  essaï", "adviser", "called"),
        ("paul", "Assistant", "adviser", "hotline's own"),
    ],
)
def test_an_account_that_would_be_mistaken_for_another_is_not_made(
    s: Session, login: str, name: str, role: str, told: str
) -> None:
    _marie(s)
    with pytest.raises(AccountError, match=told):
        accounts.add(s, login, name, role, [], DAY)


@pytest.mark.parametrize("password", ["court", "marie est partie", "aaaaaaaaaaaaaa", "x1" * 150])
def test_a_weak_password_is_refused(s: Session, password: str) -> None:
    account = _marie(s)
    with pytest.raises(AccountError):
        accounts.change_password(s, account, password, DAY)
    assert accounts.is_password(account.password_hash, PASSWORD)


def test_a_reset_ends_sessions_and_is_a_one_time_password(s: Session) -> None:
    account = _marie(s)
    token = accounts.open_session(s, account, DAY)
    password = accounts.reset(s, account, DAY)
    assert accounts.session_of(s, token, DAY) is None
    assert account.one_time
    assert accounts.is_password(account.password_hash, password)
    assert accounts.may_sign_in(account, DAY)
    assert not accounts.may_sign_in(account, DAY + accounts.ONE_TIME_LIFE)


def test_old_sessions_are_swept_away_by_new_ones(s: Session) -> None:
    account = _marie(s)
    accounts.open_session(s, account, DAY)
    accounts.open_session(s, account, DAY + accounts.LONGEST + timedelta(seconds=1))
    assert len(s.scalars(select(StaffSession)).all()) == 1


def test_the_wait_doubles_up_to_a_limit_and_failures_are_forgotten(s: Session) -> None:
    now, waits = DAY, []
    for _ in range(12):
        assert accounts.attempt(s, "key", 5, now)
        row = s.scalars(select(SignInFailure)).one()
        waits.append((row.locked_until - now).total_seconds() if row.locked_until else 0)
        assert not row.locked_until or not accounts.attempt(s, "key", 5, row.locked_until - timedelta(seconds=1))
        now = row.locked_until or now
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    later = now + accounts.FORGET + timedelta(seconds=1)
    assert accounts.attempt(s, "key", 5, later)
    assert s.scalars(select(SignInFailure)).one().failures == 1
    accounts.succeeded(s, "key")
    assert s.scalars(select(SignInFailure)).all() == []


def test_roles_are_data_and_only_those_who_work_with_tenants_see_them() -> None:
    assert {code for code, role in ROLES.items() if "inbox" in role.may} == {"adviser", "supervisor"}
    assert {code for code, role in ROLES.items() if role.private == "all"} == {"supervisor"}
    assert all(role.private == "none" for role in ROLES.values() if "inbox" not in role.may)
