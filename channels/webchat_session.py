"""Web chat sessions: who a browser is, as the server signed it. A browser never chooses its own address."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import jwt
from itsdangerous import BadSignature, URLSafeSerializer

# A session ends this long after it was issued or last renewed (each page load renews it), in seconds.
SESSION_LIFE = 24 * 3600
# A portal's token has to end within this time: it is read once, when the page loads.
PORTAL_TOKEN_LIFE = 15 * 60
# Clocks of two servers may differ by this much, in seconds.
LEEWAY = 30


class SessionError(Exception):
    """A session or token that cannot be used. ``code`` is what the widget acts on, ``message`` is for a reader."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class ChatSession:
    """``subject`` is the contact's address; ``person_code`` the tenant's code, where the portal told it."""

    subject: str
    person_code: str | None
    expires_at: int


@dataclass(frozen=True)
class WebChatAccess:
    """Who may use the web chat, and how sessions are signed.

    ``exit``: where "Quitter vite" leads; empty: where the widget says. ``now`` is the machine's clock (seconds since
    1970), also in the simulator: a clock that jumps must not log people out. ``origins``: pages of other sites that may
    embed the widget (``https://portal.example``).
    """

    signing_key: str = field(repr=False)
    portal_secret: str = field(default="", repr=False)
    origins: frozenset[str] = frozenset()
    landlord: str = ""
    exit: str = ""
    now: Callable[[], float] = time.time

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.signing_key, salt="webchat-session")

    def issue(self, subject: str | None = None, person_code: str | None = None) -> tuple[str, ChatSession]:
        """A signed session: for a new random subject, or a renewed one."""
        session = ChatSession(subject or secrets.token_urlsafe(16), person_code, int(self.now()) + SESSION_LIFE)
        signed = self._signer.dumps([session.subject, session.person_code, session.expires_at])
        return str(signed), session

    def read(self, token: str) -> ChatSession:
        """:raises SessionError: ``session_invalid`` (forged, damaged) or ``session_expired``"""
        try:
            subject, person_code, expires_at = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError) as error:
            raise SessionError("session_invalid", "La session n'est pas valable.") from error
        if expires_at < self.now():
            raise SessionError("session_expired", "La session a expiré.")
        return ChatSession(subject, person_code, expires_at)

    def open(self, token: str | None, portal_token: str | None) -> tuple[str, ChatSession, bool]:
        """The session for a page that loads; the last value tells whether it continues the one it had.

        It continues when the old one still holds and the page vouches for the same person, or for somebody
        where nobody was known yet. A page that vouches for nobody any more (logged out) or for somebody else
        gets a new conversation: the next person at a shared computer sees nothing of the one before.

        :raises SessionError: ``portal_token`` (bad, expired, too long-lived)
        """
        person_code = self.person(portal_token) if portal_token else None
        known = self._still_good(token)
        if known is not None and known.person_code in (None, person_code):
            return *self.issue(known.subject, person_code), True
        return *self.issue(None, person_code), False

    def _still_good(self, token: str | None) -> ChatSession | None:
        try:
            return self.read(token) if token else None
        except SessionError:
            return None

    def person(self, portal_token: str) -> str:
        """The tenant's code in a portal's token: a JWT, HS256, with ``sub``, ``exp`` and ``aud`` "veilleur".

        :raises SessionError: ``portal_token``
        """
        refused = SessionError("portal_token", "Le jeton de l'espace locataire n'est pas valable ou a expiré.")
        if not self.portal_secret:
            raise refused
        try:
            claims = jwt.decode(
                portal_token,
                self.portal_secret,
                algorithms=["HS256"],
                audience="veilleur",
                leeway=LEEWAY,
                options={"require": ["exp", "sub", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise refused from error
        code = claims["sub"]
        too_long = claims["exp"] > time.time() + PORTAL_TOKEN_LIFE + LEEWAY
        if too_long or not isinstance(code, str) or not 0 < len(code) <= 40:
            raise refused
        return code

    def allows(self, origin: str | None, host: str | None) -> bool:
        """Whether a page of this origin may talk to us: our own pages always, others when they are listed.

        No origin at all is a caller that is no browser, or a browser's same-origin read.
        """
        if not origin:
            return True
        return origin.rstrip("/") in self.origins or (bool(host) and urlsplit(origin).netloc == host)


def origins_of(setting: str) -> frozenset[str]:
    """The origins of a setting such as ``https://a.example, https://b.example``."""
    return frozenset(part.rstrip("/") for part in setting.replace(",", " ").split())
