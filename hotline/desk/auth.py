"""Who is at the desk: the session behind a request, what it may do, and that its forms come from our own pages.

Every route of the desk says who it is for by one dependency::

    @routes.get("/desk/audit")
    async def audit(request: Request, staff: Annotated[Staff, Depends(signed_in("supervisor", "auditor"))]) -> Response:

A request that changes something (any method but GET and HEAD) is let in only with the session's form field ``csrf``
(OWASP, synchronizer token) and not from another site (Fetch Metadata, Origin); the dependency sees to both.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import HTTPException, Request
from sqlalchemy.orm import Session

from backend_client import accounts
from backend_client.accounts import ROLES, Role
from backend_client.models import Account
from backend_client.models import Request as Case
from hotline.services import Services
from hotline.settings import Settings

HOME, SIGN_IN, PASSWORD = "/desk", "/desk/sign-in", "/desk/password"
# Asks in the background, by a page that is open: not a sign that somebody is there.
BACKGROUND = "x-desk-poll"
_SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class Staff:
    """Whoever is signed in. ``csrf``: the field that the forms of this session carry."""

    id: int
    name: str
    role: str
    teams: tuple[str, ...]
    login: str = ""
    csrf: str = ""
    one_time: bool = False

    @property
    def rights(self) -> frozenset[str]:
        return self._role.may

    @property
    def by(self) -> str:
        """How what they do is recorded in a request's history."""
        return f"adviser:{self.login}"

    @property
    def who(self) -> str:
        """How the log of access calls them (:func:`backend_client.privacy.accessed`)."""
        return f"account:{self.id}"

    @property
    def _role(self) -> Role:
        return ROLES[self.role]

    def may(self, right: str) -> bool:
        return right in self.rights

    def may_see(self, case: Case) -> bool:
        """Whether a request may be shown to them; a confidential one only to those who need it."""
        if not case.private or self._role.private == "all":
            return True
        return self._role.private == "teams" and case.team in self.teams


class Refused(HTTPException):
    """A request that is not let in; ``title`` is what the page says (French)."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(status, title)


class Elsewhere(HTTPException):
    """The browser is sent to another page first."""

    def __init__(self, address: str) -> None:
        super().__init__(303, headers={"Location": address})


def signed_in(*roles: str) -> Callable[[Request], Awaitable[Staff]]:
    """A dependency: the member of staff behind a request who has one of these roles (none named: any).

    Nobody signed in is sent to the sign-in page; a wrong role, a form of another site or session is refused (403);
    whoever has a password that somebody else gave out is sent to change it first.
    """
    wanted = frozenset(roles or ROLES)

    async def dependency(request: Request) -> Staff:
        staff = await asyncio.to_thread(current, request)
        if staff is None:
            raise Elsewhere(f"{SIGN_IN}?next={quote(_back_to(request), safe='')}")
        if request.method not in _SAFE:
            await check_form(request, staff.csrf)
        if staff.one_time and request.url.path != PASSWORD:
            raise Elsewhere(PASSWORD)
        if staff.role not in wanted:
            raise Refused(403, "Votre compte ne donne pas accès à cette page.")
        return staff

    return dependency


def allowed(right: str) -> Callable[[Request], Awaitable[Staff]]:
    """The same for a right of ``backend_client/roles.toml``."""
    return signed_in(*(role.code for role in ROLES.values() if right in role.may))


def current(request: Request) -> Staff | None:
    """Whoever is signed in with the request's cookie."""
    services: Services = request.app.state.services
    token, now = request.cookies.get(cookie_name(services.settings), ""), services.clock()
    if not token:
        return None
    with services.backend.reading() as s:
        session = accounts.session_of(s, token, now)
        if session is None:
            return None
        staff = of_account(session.account, csrf_of(services.settings, token))
        stale = now - session.seen_at > accounts.SEEN_EVERY
    if stale and BACKGROUND not in request.headers:
        with services.backend.transaction() as s:
            if (row := accounts.session_of(s, token, now)) is not None:
                row.seen_at = now
    return staff


def of_account(account: Account, csrf: str = "") -> Staff:
    return Staff(account.id, account.name, account.role, tuple(account.teams), account.login, csrf, account.one_time)


def let_in(s: Session, account: Account, services: Services) -> str:
    """Begin a session; the token for the cookie."""
    return accounts.open_session(s, account, services.clock())


async def check_form(request: Request, expected: str) -> None:
    """:raises Refused: the form was not one of ours"""
    given = request.headers.get("x-csrf", "")
    if not given:
        field = (await request.form()).get("csrf", "")
        given = field if isinstance(field, str) else ""
    if from_elsewhere(request) or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Refused(403, "Ce formulaire a expiré. Revenez à la page et recommencez : rien n'a été enregistré.")


def from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site sent this."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    if not origin:
        return False
    services: Services = request.app.state.services
    ours = {request.headers.get("host", ""), urlsplit(services.settings.base_url).netloc}
    return urlsplit(origin).netloc not in ours


def is_secure(settings: Settings) -> bool:
    return settings.base_url.startswith("https://")


def cookie_name(settings: Settings) -> str:
    """Over TLS the prefix has the browser see to it that only this host sets it (RFC 6265bis, section 4.1.3.2)."""
    return "__Host-desk" if is_secure(settings) else "desk"


def cookie(settings: Settings) -> dict[str, object]:
    """How the desk's cookies are set. They live as long as the browser is open; the session's row ends before."""
    return {"httponly": True, "secure": is_secure(settings), "samesite": "lax", "path": "/"}


def csrf_of(settings: Settings, token: str) -> str:
    """The field of a session's forms: nobody who does not know its token can make it."""
    return hmac.new(settings.derived("desk-csrf").encode(), token.encode(), hashlib.sha256).hexdigest()


def local_address(address: str) -> str:
    """An address of the desk to go on to; anything else becomes the desk's first page."""
    parts = urlsplit(address)
    ours = not parts.scheme and not parts.netloc and "\\" not in address and ".." not in address
    inside = parts.path == HOME or parts.path.startswith(f"{HOME}/")
    return address if ours and inside and not parts.path.startswith("//") else HOME


def _back_to(request: Request) -> str:
    if request.method not in _SAFE:
        return HOME
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
