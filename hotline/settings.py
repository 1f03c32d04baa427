"""Settings: the environment, or a file it names (``VEILLEUR_SECRETS_FILE``). Nothing is needed to try it."""

import hashlib
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


LEAST_KEY = 32
"""The fewest characters of a key that another program shows us."""


class SettingsError(Exception):
    """A configuration mistake, as one sentence that says what to set."""


class Settings(BaseSettings):
    """Every setting is ``VEILLEUR_<NAME>`` in the environment."""

    model_config = SettingsConfigDict(env_prefix="VEILLEUR_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = 8080
    # How the outside reaches us (behind a TLS proxy): signatures are computed over this address.
    public_url: str = ""
    data_dir: Path = ROOT / "var"
    database_url: str = ""
    landlord_file: Path = ROOT / "landlord.toml"
    app_version: str = "1"

    # An outside monitor that is called this often as long as all is well, and alerts when it is not called.
    beat_url: SecretStr = SecretStr("")
    beat_seconds: float = Field(60.0, ge=10, le=3600)

    engine_port: int = 5005
    actions_port: int = 5055
    engine_timeout: float = 8.0
    engine_python: str = ""
    model: str = ""

    # "auto": the simulator stands in for every provider that has no credentials, unless one has them.
    simulator: Literal["auto", "on", "off"] = "auto"

    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_from: str = ""
    twilio_messaging_service: str = ""
    # Whether an SMS from this sender can be answered; not set, a sender with letters cannot.
    twilio_two_way: bool | None = None
    twilio_api_base: str = "https://api.twilio.com"

    telegram_token: SecretStr = SecretStr("")
    telegram_mode: Literal["webhook", "polling"] = "polling"
    telegram_api_base: str = "https://api.telegram.org"

    # Signs web chat sessions and one-time links; made and kept in data_dir when not set.
    secret: SecretStr = SecretStr("")
    # Shared with the tenants' portal: signs the token that tells who a tenant is. Empty: nobody is told.
    portal_secret: SecretStr = SecretStr("")
    webchat_origins: str = ""
    # What the landlord's work-order system shows (Authorization: Bearer …). Empty: that door does not exist.
    work_orders_key: SecretStr = SecretStr("")

    # The landlord's identity provider for the desk (OpenID Connect); without an issuer there are local accounts only.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    # Where the ID token says which roles somebody has, and which of theirs is which of ours ("group=adviser, …").
    oidc_role_claim: str = "roles"
    oidc_roles: str = ""
    # What the button that leads there is called.
    oidc_name: str = "le compte de l'entreprise"

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        sid, token = self.twilio_account_sid, self.twilio_auth_token.get_secret_value()
        if bool(sid) != bool(token):
            missing = "VEILLEUR_TWILIO_AUTH_TOKEN" if sid else "VEILLEUR_TWILIO_ACCOUNT_SID"
            raise ValueError(f"set {missing}: Twilio needs the account and its token together")
        if sid and not (self.twilio_from or self.twilio_messaging_service):
            raise ValueError("set VEILLEUR_TWILIO_FROM (a number) or VEILLEUR_TWILIO_MESSAGING_SERVICE (an MG… id)")
        if sid and not self.public_url.startswith("https://"):
            raise ValueError("set VEILLEUR_PUBLIC_URL to the https address that Twilio calls")
        _check_beat(self.beat_url.get_secret_value())
        key = self.work_orders_key.get_secret_value()
        if key and len(key) < LEAST_KEY:
            raise ValueError(f"set VEILLEUR_WORK_ORDERS_KEY to {LEAST_KEY} characters or more")
        if self.telegram_token.get_secret_value() and self.telegram_mode == "webhook" and not self.public_url:
            raise ValueError("set VEILLEUR_PUBLIC_URL, or VEILLEUR_TELEGRAM_MODE=polling")
        return self

    @property
    def real_credentials(self) -> bool:
        return bool(self.twilio_account_sid or self.telegram_token.get_secret_value())

    @property
    def simulated(self) -> bool:
        return self.simulator == "on" or (self.simulator == "auto" and not self.real_credentials)

    @property
    def base_url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'veilleur.sqlite'}"

    @property
    def dbos_database(self) -> str:
        """DBOS keeps its tables beside ours: in its own file, or in its own schema of the same Postgres."""
        if self.database_url and not self.database_url.startswith("sqlite"):
            return self.database_url
        return f"sqlite:///{self.data_dir / 'dbos.sqlite'}"

    @property
    def engine_url(self) -> str:
        return f"http://127.0.0.1:{self.engine_port}/webhooks/engine"

    @cached_property
    def signing_key(self) -> str:
        """The key that signs sessions: the setting, or one made once and kept readable by the owner only."""
        if self.secret.get_secret_value():
            return self.secret.get_secret_value()
        file = self.data_dir / "secret"
        if not file.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as handle:
                handle.write(secrets.token_urlsafe(32))
        return file.read_text().strip()

    def derived(self, purpose: str) -> str:
        """A secret for one purpose, derived from the signing key (engine, Telegram's header token)."""
        return hashlib.sha256(f"{purpose}:{self.signing_key}".encode()).hexdigest()

    @property
    def engine_secret(self) -> str:
        return self.derived("engine")


def _check_beat(url: str) -> None:
    """:raises ValueError: the address would be sent in the clear over the network"""
    if not url:
        return
    parts = urlsplit(url)
    local = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        raise ValueError("set VEILLEUR_BEAT_URL to an https address (http only on this machine)")


def load_settings() -> Settings:
    """:raises SettingsError: in one sentence"""
    secrets_file = os.environ.get("VEILLEUR_SECRETS_FILE")
    if secrets_file and not Path(secrets_file).is_file():
        raise SettingsError(f"VEILLEUR_SECRETS_FILE names {secrets_file}, which is not there.")
    try:
        return Settings(_env_file=secrets_file)  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        name = "VEILLEUR_" + "_".join(str(part) for part in first["loc"]).upper() if first["loc"] else ""
        message = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {message}." if name else f"Please {message}.") from None
