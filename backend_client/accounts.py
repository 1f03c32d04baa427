"""Accounts of the desk: who may sign in, as what, and for how long; failed sign-ins and what they cost.

Passwords are kept as Argon2id with the library's defaults (RFC 9106, second recommended option) and hashed again at
the next sign-in when those change. What a wrong sign-in is told never depends on whether the account exists.
"""

import hashlib
import secrets
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend_client.models import Account, SignInFailure, StaffSession
from common.text import fold

# A session ends when nothing was asked of it for so long, and in any case after a working day.
IDLE, LONGEST = timedelta(hours=1), timedelta(hours=12)
# How exact the time of the last request is kept: not every page view is a write.
SEEN_EVERY = timedelta(minutes=1)
# A password that somebody else gave out has to be changed within this time.
ONE_TIME_LIFE = timedelta(days=3)
# NIST SP 800-63B, section 5.1.1.2: long, and no rules of composition.
LEAST_PASSWORD, MOST_PASSWORD = 12, 200
MOST_LOGIN, MOST_NAME = 60, 60
# From the last of so many failures on, each next try waits twice as long as the one before, up to LONGEST_LOCK. An
# address is shared by an office: it gets more tries.
FREE_TRIES, FREE_TRIES_ADDRESS = 5, 25
FIRST_LOCK, LONGEST_LOCK = timedelta(seconds=30), timedelta(minutes=15)
# Failures are forgotten after a day without one.
FORGET = timedelta(days=1)

# What messages that no human being wrote are signed with.
_OURS = frozenset({"assistant", "hotline", "tenant", "technician", "veilleur"})

_HASHER = PasswordHasher()
# Verified in the place of an account that is not there, so that both take the same time.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


class AccountError(ValueError):
    """An account that cannot be made or changed so. The message says why in one sentence."""


@dataclass(frozen=True)
class Role:
    """What a role may do (``may``) and whose confidential requests it sees: ``all``, ``teams``, ``none``."""

    code: str
    label: str
    may: frozenset[str]
    private: str


def _roles() -> dict[str, Role]:
    content = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8"))
    return {code: Role(code, row["label"], frozenset(row["may"]), row["private"]) for code, row in content.items()}


ROLES = _roles()


def digest(secret: str) -> str:
    """What is kept of a random secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def one_time_password() -> str:
    """A password to be given out: 80 bits in four groups of letters and digits that are not mistaken for others."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def add(s: Session, login: str, name: str, role: str, teams: Sequence[str], now: datetime) -> tuple[Account, str]:
    """Make an account. Returns it with its one-time password. :raises AccountError: in one sentence"""
    login, name = normalised(login), " ".join(name.split())
    if not login or len(login) > MOST_LOGIN:
        raise AccountError(f"the sign-in name has to have 1 to {MOST_LOGIN} characters")
    if not name or len(name) > MOST_NAME:
        raise AccountError(f"the name has to have 1 to {MOST_NAME} characters: tenants read it")
    if is_ours(name):
        raise AccountError(f'"{name}" is the hotline\'s own: a tenant has to see who writes')
    if role not in ROLES:
        raise AccountError(f'the role "{role}" is unknown; there are {", ".join(ROLES)}')
    if s.scalar(select(Account.id).where(Account.login == login)) is not None:
        raise AccountError(f'the account "{login}" exists already')
    if fold(name) in {fold(other) for other in s.scalars(select(Account.name))}:
        raise AccountError(f'somebody is called "{name}" already: colleagues and tenants have to tell them apart')
    account = Account(login=login, name=name, role=role, teams=sorted(set(teams)), created_at=now)
    s.add(account)
    s.flush()
    return account, reset(s, account, now)


def is_ours(name: str) -> bool:
    """Whether messages that no human being wrote are signed so."""
    return fold(name) in _OURS


def normalised(login: str) -> str:
    """A sign-in name as it is stored: upper and lower case are the same."""
    return " ".join(login.split()).casefold()


def by_login(s: Session, login: str) -> Account | None:
    return s.scalar(select(Account).where(Account.login == normalised(login)))


def reset(s: Session, account: Account, now: datetime) -> str:
    """Give an account a new one-time password; whoever is signed in with it is signed out."""
    password = one_time_password()
    account.password_hash, account.one_time, account.password_at = _HASHER.hash(password), True, now
    account.disabled_at = None
    revoke_all(s, account)
    return password


def disable(s: Session, account: Account, now: datetime) -> None:
    """Nobody can sign in with it any more, and whoever is signed in is signed out."""
    account.disabled_at = account.disabled_at or now
    revoke_all(s, account)


def change_password(s: Session, account: Account, password: str, now: datetime) -> None:
    """Take a password of the owner's own; every session of the account ends. :raises AccountError: it is too weak"""
    check_password(password, account)
    account.password_hash, account.one_time, account.password_at = _HASHER.hash(password), False, now
    revoke_all(s, account)


def check_password(password: str, account: Account) -> None:
    """:raises AccountError: in one French sentence: the person who chooses it reads it"""
    if len(password) < LEAST_PASSWORD:
        raise AccountError(f"Choisissez au moins {LEAST_PASSWORD} caractères.")
    if len(password) > MOST_PASSWORD:
        raise AccountError(f"Choisissez au plus {MOST_PASSWORD} caractères.")
    known = {part for text in (account.login, account.name) for part in fold(text).split() if len(part) > 3}
    if any(part in fold(password) for part in known):
        raise AccountError("Le mot de passe ne doit pas contenir votre nom ou votre identifiant.")
    if len(set(password)) < 5:
        raise AccountError("Ce mot de passe répète toujours les mêmes caractères.")


def is_password(stored: str, password: str) -> bool:
    """Whether a password is the one that was hashed. An empty hash is nobody's, and takes as long."""
    try:
        return _HASHER.verify(stored or _NOBODY, password[:MOST_PASSWORD]) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def rehash(s: Session, account: Account, password: str) -> None:
    """Hash it anew where the parameters of the library are stronger than they were."""
    if _HASHER.check_needs_rehash(account.password_hash):
        account.password_hash = _HASHER.hash(password)


def may_sign_in(account: Account, now: datetime) -> bool:
    """Whether an account whose password was right is let in: one that is disabled, or whose one-time password is too
    old, is not."""
    if account.disabled_at is not None:
        return False
    return not account.one_time or (account.password_at is not None and now - account.password_at < ONE_TIME_LIFE)


# Sessions


def open_session(s: Session, account: Account, now: datetime) -> str:
    """Begin a session; what it is known by is returned once and only its hash kept."""
    token = secrets.token_urlsafe(32)
    s.add(StaffSession(token_hash=digest(token), account_id=account.id, created_at=now, seen_at=now))
    s.execute(delete(StaffSession).where(StaffSession.created_at < now - LONGEST))
    s.flush()
    return token


def session_of(s: Session, token: str, now: datetime) -> StaffSession | None:
    """The session that a token stands for, while it lasts and its account may sign in."""
    found = s.scalar(select(StaffSession).where(StaffSession.token_hash == digest(token)))
    if found is None or found.account.disabled_at is not None:
        return None
    return found if now - found.seen_at < IDLE and now - found.created_at < LONGEST else None


def revoke(s: Session, token: str) -> None:
    s.execute(delete(StaffSession).where(StaffSession.token_hash == digest(token)))


def revoke_all(s: Session, account: Account) -> None:
    s.execute(delete(StaffSession).where(StaffSession.account_id == account.id))


# Failed sign-ins


def attempt(s: Session, key_hash: str, free: int, now: datetime) -> bool:
    """Count a try before it is looked at, so that tries at the same time count too. False: it is too early for one."""
    row = s.get(SignInFailure, key_hash, with_for_update=True)
    if row is None:
        row = SignInFailure(key_hash=key_hash, failures=0, last_at=now)
        s.add(row)
    elif now - row.last_at > FORGET:
        row.failures, row.locked_until = 0, None
    if row.locked_until is not None and row.locked_until > now:
        return False
    row.failures, row.last_at = row.failures + 1, now
    over = row.failures - free
    row.locked_until = now + min(FIRST_LOCK * 2 ** min(over, 10), LONGEST_LOCK) if over >= 0 else None
    s.flush()
    return True


def succeeded(s: Session, *key_hashes: str) -> None:
    """The tries were the owner's."""
    s.execute(delete(SignInFailure).where(SignInFailure.key_hash.in_(key_hashes)))


def any_account(s: Session) -> bool:
    return bool(s.scalar(select(func.count(Account.id))))


def everybody(s: Session) -> list[Account]:
    """All accounts, by name."""
    return list(s.scalars(select(Account).order_by(Account.name)))
