"""Signing in and out, and changing the password. What is told of a failed sign-in never depends on the account."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from sqlalchemy import select

from backend_client import accounts
from backend_client.accounts import AccountError
from backend_client.models import Account
from hotline.desk import auth
from hotline.desk.auth import Staff, signed_in
from hotline.desk.page import go_to, rendered, routes, services_of
from hotline.desk.sso import SingleSignOn
from hotline.services import Services
from hotline.settings import Settings

# How many passwords are verified at the same time: each takes 64 MiB (argon2-cffi's defaults) and a core.
AT_ONCE = 2
FAILED = (
    "L'identifiant ou le mot de passe ne convient pas, ou il y a eu trop d'essais. "
    "Vérifiez-les, attendez quelques minutes et recommencez. Sinon, votre responsable peut vous donner un nouveau "
    "mot de passe."
)
# A form of somebody who is not signed in yet is tied to their browser by this cookie.
_BEFORE = "desk-before"


@dataclass(frozen=True)
class _Tried:
    """What a try came to: the session's token, or nothing."""

    token: str = ""
    one_time: bool = False


def router(sso: SingleSignOn | None) -> APIRouter:
    """Sign-in, sign-out and password. :param sso: the identity provider, where one is set"""
    pages = routes()
    free = asyncio.Semaphore(AT_ONCE)

    @pages.get(auth.SIGN_IN)
    async def show(request: Request, next: str = auth.HOME) -> Response:
        if await asyncio.to_thread(auth.current, request):
            return go_to(auth.local_address(next))
        return _form(request, sso, next)

    @pages.post(auth.SIGN_IN)
    async def enter(
        request: Request,
        login: Annotated[str, Form(max_length=400)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
        next: Annotated[str, Form(max_length=2000)] = auth.HOME,
    ) -> Response:
        before = request.cookies.get(_BEFORE, "")
        await auth.check_form(request, _field(services_of(request).settings, before))
        address = request.client.host if request.client else ""
        async with free:
            tried = await asyncio.to_thread(_try, services_of(request), login, password, address)
        if not tried.token:
            return _form(request, sso, next, FAILED, login, 401)
        return entered(services_of(request), tried.token, auth.PASSWORD if tried.one_time else next)

    @pages.post("/desk/sign-out")
    async def leave(request: Request, staff: Annotated[Staff, Depends(signed_in())]) -> Response:
        services = services_of(request)
        name = auth.cookie_name(services.settings)
        await asyncio.to_thread(_revoke, services, request.cookies.get(name, ""))
        response = go_to(auth.SIGN_IN)
        response.delete_cookie(name, path="/", secure=auth.is_secure(services.settings), httponly=True)
        return response

    @pages.get(auth.PASSWORD)
    async def ask(request: Request, staff: Annotated[Staff, Depends(signed_in())]) -> Response:
        return rendered(services_of(request), "password.html", staff, problem="", least=accounts.LEAST_PASSWORD)

    @pages.post(auth.PASSWORD)
    async def change(
        request: Request,
        staff: Annotated[Staff, Depends(signed_in())],
        current: Annotated[str, Form(max_length=1000)] = "",
        new: Annotated[str, Form(max_length=1000)] = "",
        again: Annotated[str, Form(max_length=1000)] = "",
    ) -> Response:
        services = services_of(request)
        try:
            if new != again:
                raise AccountError("Les deux nouveaux mots de passe ne sont pas les mêmes.")
            async with free:
                token = await asyncio.to_thread(_change, services, staff, current, new)
        except AccountError as error:
            return rendered(services, "password.html", staff, 422, problem=str(error), least=accounts.LEAST_PASSWORD)
        return entered(services, token, auth.HOME)

    return pages


def entered(services: Services, token: str, address: str) -> Response:
    """Somebody is signed in: their cookie, and on to the page that they wanted."""
    response = go_to(auth.local_address(address))
    response.set_cookie(auth.cookie_name(services.settings), token, **auth.cookie(services.settings))  # type: ignore[arg-type]
    response.delete_cookie(_BEFORE, path="/")
    return response


def _form(
    request: Request, sso: SingleSignOn | None, next: str, problem: str = "", login: str = "", status: int = 200
) -> Response:
    services = services_of(request)
    before = request.cookies.get(_BEFORE) or secrets.token_urlsafe(16)
    response = rendered(
        services,
        "sign_in.html",
        status=status,
        field=_field(services.settings, before),
        next=auth.local_address(next),
        problem=problem,
        login=login[: accounts.MOST_LOGIN],
        provider=sso.name if sso else "",
    )
    response.set_cookie(_BEFORE, before, **auth.cookie(services.settings))  # type: ignore[arg-type]
    return response


def _field(settings: Settings, before: str) -> str:
    return hmac.new(settings.derived("desk-before").encode(), before.encode(), hashlib.sha256).hexdigest()


def failure_key(settings: Settings, kind: str, value: str) -> str:
    """How failures are counted for a name that was typed or for an address: by neither in the clear."""
    return hmac.new(settings.derived("desk-failures").encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def _try(services: Services, login: str, password: str, address: str) -> _Tried:
    """Count the try, then look at it: the same work whether or not the account exists."""
    now, name = services.clock(), accounts.normalised(login)[: accounts.MOST_LOGIN]
    of_name = failure_key(services.settings, "account", name)
    of_address = failure_key(services.settings, "address", address)
    with services.backend.transaction() as s:
        by_address = accounts.attempt(s, of_address, accounts.FREE_TRIES_ADDRESS, now)
        if not (by_address and accounts.attempt(s, of_name, accounts.FREE_TRIES, now)):
            return _Tried()
    with services.backend.reading() as s:
        account = accounts.by_login(s, name)
        stored = account.password_hash if account else ""
    # Outside of any transaction: it takes as long as it should.
    if not accounts.is_password(stored, password):
        return _Tried()
    with services.backend.transaction() as s:
        account = s.scalar(select(Account).where(Account.login == name).with_for_update())
        if account is None or account.password_hash != stored or not accounts.may_sign_in(account, now):
            return _Tried()
        accounts.succeeded(s, of_name, of_address)
        accounts.rehash(s, account, password)
        return _Tried(accounts.open_session(s, account, now), account.one_time)


def _change(services: Services, staff: Staff, current: str, new: str) -> str:
    """Change the password and begin a new session in the place of all others. :raises AccountError: in French"""
    with services.backend.reading() as s:
        account = s.get_one(Account, staff.id)
        stored = account.password_hash
        accounts.check_password(new, account)
    now = services.clock()
    key = failure_key(services.settings, "account", account.login)
    with services.backend.transaction() as s:
        tried = accounts.attempt(s, key, accounts.FREE_TRIES, now)
    if not (tried and accounts.is_password(stored, current)):
        raise AccountError("Le mot de passe actuel ne convient pas, ou il y a eu trop d'essais.")
    if new == current:
        raise AccountError("Choisissez un autre mot de passe que l'actuel.")
    with services.backend.transaction() as s:
        account = s.get_one(Account, staff.id, with_for_update=True)
        accounts.succeeded(s, key)
        accounts.change_password(s, account, new, now)
        return accounts.open_session(s, account, now)


def _revoke(services: Services, token: str) -> None:
    with services.backend.transaction() as s:
        accounts.revoke(s, token)
