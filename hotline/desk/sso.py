"""Signing in by the landlord's identity provider: OpenID Connect Core 1.0, authorization code flow, PKCE (RFC 7636).

Nothing waits on the server between the two steps: state and nonce lie in a signed cookie of the browser, the PKCE
verifier is derived from the state. The provider being away keeps nobody with a local account out, nor the hotline.
"""

import base64
import hashlib
import hmac
import logging
import secrets
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.deprecate import AuthlibDeprecationWarning
from authlib.oidc.core import CodeIDToken
from itsdangerous import BadSignature, URLSafeSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from backend_client.accounts import ROLES
from hotline.settings import Settings, SettingsError

with warnings.catch_warnings():
    # Authlib prefers the successor of httpx; with httpx it works the same.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.httpx_client import OAuth2Client

log = logging.getLogger(__name__)

START, BACK, COOKIE = "/desk/sso", "/desk/sso/back", "desk-sso"
# Signatures with a key of the provider's; "none" and shared secrets are never taken.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
PATIENCE, LEEWAY = 10.0, 60
# How long somebody may take at the provider's page, in seconds.
LIFE = 600


class SsoError(Exception):
    """The provider cannot be used, or what it sent is not to be trusted. The message is for the log, without names."""


@dataclass(frozen=True)
class Identity:
    """Who the provider says this is. ``subject``: a hash of issuer and subject; ``role``: of ours, None: none fits."""

    subject: str
    login: str
    name: str
    role: str | None
    next: str


@dataclass
class SingleSignOn:
    """One provider. ``metadata`` is filled by :meth:`discover`."""

    settings: Settings
    name: str
    roles: Mapping[str, str]
    metadata: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> "SingleSignOn | None":
        """The provider that is set; None: there is none. :raises SettingsError: what is missing, in one sentence"""
        issuer = settings.oidc_issuer
        if not issuer:
            return None
        parts = urlsplit(issuer)
        local = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise SettingsError("Set VEILLEUR_OIDC_ISSUER to an https address (http only on this machine).")
        if not settings.oidc_client_id:
            raise SettingsError("Set VEILLEUR_OIDC_CLIENT_ID: the identity provider needs to know who asks.")
        return cls(settings, settings.oidc_name, _mapping(settings.oidc_roles))

    def discover(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0), read once. :raises SsoError"""
        if self.metadata:
            return self.metadata
        address = f"{self.settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration"
        found = _get(address)
        if str(found.get("issuer", "")).rstrip("/") != self.settings.oidc_issuer.rstrip("/"):
            raise SsoError(f"the identity provider at {address} calls itself {found.get('issuer')!r}")
        for needed in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(found.get(needed), str):
                raise SsoError(f"the identity provider at {address} names no {needed}")
        self.metadata = found
        return found

    def check(self) -> None:
        """At the start: say in one sentence that the provider does not answer; local accounts work all the same."""
        try:
            self.discover()
        except SsoError as error:
            log.error("sign-in by %s does not work for now, local accounts do: %s", self.name, error)

    def begin(self, next: str) -> tuple[str, str]:
        """The provider's address to send the browser to, and the cookie that ties the answer to it. :raises SsoError"""
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self.discover()["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=self._verifier(state),
            )
        kept = {"state": state, "nonce": nonce, "next": next, "until": int(time.time()) + LIFE}
        return address, self._signer().dumps(kept)

    def finish(self, code: str, state: str, cookie: str) -> Identity:
        """Who is back from the provider. :raises SsoError: it is not the answer to what this browser asked"""
        kept = self._kept(cookie)
        if not hmac.compare_digest(str(kept["state"]).encode(), state.encode()):
            raise SsoError("the state is not the one that was sent")
        claims = self._claims(self._tokens(code, state), str(kept["nonce"]))
        subject = hashlib.sha256(f"{claims['iss']}|{claims['sub']}".encode()).hexdigest()
        login = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])
        return Identity(subject, login, str(claims.get("name") or login), self._role(claims), str(kept["next"]))

    def _kept(self, cookie: str) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = self._signer().loads(cookie)
        except BadSignature as error:
            raise SsoError("this browser did not begin a sign-in") from error
        if time.time() > kept["until"]:
            raise SsoError("the sign-in took too long")
        return kept

    def _tokens(self, code: str, state: str) -> dict[str, Any]:
        try:
            with self._client() as client:
                answer: dict[str, Any] = client.fetch_token(
                    self.discover()["token_endpoint"], code=code, code_verifier=self._verifier(state)
                )
        except (AuthlibBaseError, httpx.HTTPError, ValueError) as error:
            raise SsoError(f"the code was not taken ({type(error).__name__})") from error
        return answer

    def _claims(self, tokens: Mapping[str, Any], nonce: str) -> CodeIDToken:
        """The claims of an ID token whose signature and addressee are right (OpenID Connect Core 1.0, 3.1.3.7)."""
        try:
            token = jwt.decode(str(tokens.get("id_token", "")), self._keys(), algorithms=ALGORITHMS)
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": self.discover()["issuer"]},
                    "aud": {"essential": True, "value": self.settings.oidc_client_id},
                },
                params={
                    "nonce": nonce,
                    "client_id": self.settings.oidc_client_id,
                    "access_token": tokens.get("access_token"),
                },
            )
            claims.validate(now=int(time.time()), leeway=LEEWAY)
        except (JoseError, ValueError, KeyError) as error:
            raise SsoError(f"the ID token is not to be trusted ({type(error).__name__}: {error})") from error
        return claims

    def _keys(self) -> KeySet:
        # Read anew at each sign-in: a provider changes its keys when it likes.
        return KeySet.import_key_set(_get(self.discover()["jwks_uri"]))  # type: ignore[arg-type]

    def _role(self, claims: Mapping[str, Any]) -> str | None:
        """The first of our roles that the claim names; ``realm_access.roles`` is looked up step by step.

        Where a mapping is set, only the groups that it names count: one may happen to be called like a role of ours.
        """
        value: Any = claims
        for part in self.settings.oidc_role_claim.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        groups = {str(each) for each in (value if isinstance(value, list) else [value])}
        named = {self.roles[each] for each in groups if each in self.roles} if self.roles else groups
        return next((code for code in ("supervisor", "adviser", "auditor", "admin") if code in named), None)

    def _client(self) -> Any:
        secret = self.settings.oidc_client_secret.get_secret_value()
        return OAuth2Client(
            client_id=self.settings.oidc_client_id,
            client_secret=secret or None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope="openid profile email",
            redirect_uri=f"{self.settings.base_url}{BACK}",
            code_challenge_method="S256",
            timeout=PATIENCE,
        )

    def _verifier(self, state: str) -> str:
        made = hmac.new(self.settings.derived("desk-pkce").encode(), state.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.settings.signing_key, salt="desk-sso")


def _mapping(written: str) -> dict[str, str]:
    """ "group=adviser, chiefs=supervisor" as a table. :raises SettingsError: a role that we do not have"""
    table: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in written.split(","))):
        theirs, ours = (part.strip() for part in pair.rpartition("=")[::2])
        if not theirs or ours not in ROLES:
            raise SettingsError(f'VEILLEUR_OIDC_ROLES: "{pair}" is not GROUP=ROLE with one of {", ".join(ROLES)}.')
        table[theirs] = ours
    return table


def _get(address: str) -> dict[str, Any]:
    try:
        response = httpx.get(address, timeout=PATIENCE)
        response.raise_for_status()
        found = response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise SsoError(f"{address} cannot be read ({type(error).__name__})") from error
    if not isinstance(found, dict):
        raise SsoError(f"{address} is not what it should be")
    return found
