"""The two addresses of signing in by the identity provider: the way there and the way back."""

import asyncio
import logging

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import accounts
from backend_client.accounts import MOST_LOGIN, MOST_NAME
from backend_client.models import Account
from hotline.desk import auth, sso
from hotline.desk.auth import Refused
from hotline.desk.page import go_to, routes, services_of
from hotline.desk.sign_in import entered
from hotline.desk.sso import Identity, SingleSignOn, SsoError
from hotline.services import Services

log = logging.getLogger(__name__)

_NOT_NOW = "La connexion par le compte de l'entreprise n'a pas abouti. Recommencez, ou utilisez un compte local."
_NO_ROLE = "Votre compte de l'entreprise n'a pas de rôle pour cet outil. Demandez-le à votre responsable."


def router(provider: SingleSignOn) -> APIRouter:
    pages = routes()

    @pages.get(sso.START)
    async def begin(request: Request, next: str = auth.HOME) -> Response:
        try:
            address, kept = await asyncio.to_thread(provider.begin, auth.local_address(next))
        except SsoError as error:
            log.error("sign-in by %s: %s", provider.name, error)
            raise Refused(503, _NOT_NOW) from error
        response = go_to(address)
        response.set_cookie(sso.COOKIE, kept, max_age=sso.LIFE, **auth.cookie(services_of(request).settings))  # type: ignore[arg-type]
        return response

    @pages.get(sso.BACK)
    async def back(request: Request, code: str = "", state: str = "") -> Response:
        services = services_of(request)
        try:
            found = await asyncio.to_thread(provider.finish, code, state, request.cookies.get(sso.COOKIE, ""))
        except SsoError as error:
            log.warning("sign-in by %s refused: %s", provider.name, error)
            raise Refused(403, _NOT_NOW) from error
        token = await asyncio.to_thread(_let_in, services, found)
        response = entered(services, token, found.next)
        response.delete_cookie(sso.COOKIE, path="/")
        return response

    return pages


def _let_in(services: Services, found: Identity) -> str:
    """The session of whoever the provider vouches for; their account is made at the first time.

    :raises Refused: they have no role here, or their account was disabled
    """
    if found.role is None:
        raise Refused(403, _NO_ROLE)
    now = services.clock()
    with services.backend.transaction() as s:
        account = s.scalar(select(Account).where(Account.subject == found.subject))
        if account is None:
            account = Account(
                login=_free(s, Account.login, accounts.normalised(found.login)[: MOST_LOGIN - 4]),
                name=_free(s, Account.name, " ".join(found.name.split())[: MOST_NAME - 4]),
                role=found.role,
                subject=found.subject,
                teams=[],
                created_at=now,
            )
            s.add(account)
            s.flush()
        if account.disabled_at is not None:
            raise Refused(403, _NO_ROLE)
        if account.role != found.role:
            accounts.revoke_all(s, account)
            account.role = found.role
        return accounts.open_session(s, account, now)


def _free(s: Session, column: object, wanted: str) -> str:
    """The wanted name, or with the first number that nobody has: an account is never taken over by its name, and
    nobody is called what the hotline is."""
    name, number = wanted, 1
    while accounts.is_ours(name) or s.scalar(select(Account.id).where(column == name)) is not None:  # type: ignore[arg-type]
        number += 1
        name = f"{wanted} {number}"
    return name
