"""``veilleur doctor``: what is configured, what is missing, what is wrong."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import httpx
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from backend_client import accounts, rota
from backend_client.accounts import ROLES
from backend_client.database import Database
from backend_client.landlord import Landlord, LandlordError
from backend_client.migrate import is_current
from backend_client.models import Contractor, Dwelling, Person, Technician
from backend_client.rota_store import load_rota
from common.catalogue import Catalogue
from common.linear_text import ModelError
from common.reviews import Reviews
from common.wording import Wording
from hotline import unspoken_words
from hotline.clock import Clock
from hotline.danger_reader import danger_model
from hotline.desk.sso import BACK, SingleSignOn, SsoError
from hotline.engine_client import EngineClient
from hotline.guard import load_guard
from hotline.services import DATA
from hotline.settings import Settings, SettingsError, load_settings
from hotline.spool import Spool
from hotline.supervisor import engine_python, newest_model
from hotline.unspoken_words import Words


@dataclass(frozen=True)
class Finding:
    """One line of the screen. ``state``: ok, missing (it works without, but…), wrong."""

    state: str
    subject: str
    sentence: str


async def examine() -> list[Finding]:
    """Every finding, in the order of the screen; one broken part does not hide the others."""
    try:
        settings = load_settings()
    except SettingsError as error:
        return [Finding("wrong", "settings", str(error))]
    return [finding for check in CHECKS for finding in await check(settings)]


async def _landlord(settings: Settings) -> list[Finding]:
    try:
        landlord = Landlord.load(settings.landlord_file)
    except LandlordError as error:
        return [Finding("wrong", "landlord", str(error))]
    return [Finding("ok", "landlord", f"{landlord.name}, hotline {landlord.hotline_phone}")]


async def _knowledge(settings: Settings) -> list[Finding]:
    try:
        guard, wording = load_guard(DATA, danger_model()), Wording.load(DATA / "texts")
        answers = unspoken_words.load(DATA)
        Catalogue.load(DATA / "catalogue")
    except (ValueError, ModelError) as error:
        return [Finding("wrong", "knowledge", str(error))]
    known = f"{len(guard.dangers)} dangers, texts in {', '.join(wording.languages)}"
    return [Finding("ok", "knowledge", known), _reviews(wording.reviews, answers)]


def _reviews(reviews: Reviews, answers: Mapping[str, Words]) -> Finding:
    """Whose safety texts, and first answers in languages that are not spoken, nobody has read over."""
    waiting = [
        *(f"texts/{language}/review.toml" for language in reviews.missing),
        *(f"unspoken.toml {code}" for code, words in sorted(answers.items()) if not words.reviewed),
    ]
    if not waiting:
        return Finding("ok", "safety texts", "all are reviewed")
    said = f"not reviewed, sent together with the French: {', '.join(waiting)}"
    return Finding("missing", "safety texts", said)


async def _database(settings: Settings) -> list[Finding]:
    database = Database(settings.database, busy_ms=2000)
    name = database.url.render_as_string(hide_password=True)
    try:
        if not is_current(database):
            return [
                Finding(
                    "missing",
                    "database",
                    f"{name}: no tables yet, or older ones; `veilleur run` makes them",
                )
            ]
        found = [Finding("ok", "database", name), *_directory(database, settings)]
        return [*found, *_accounts(database, settings, Clock().now())]
    except SQLAlchemyError as error:
        return [
            Finding(
                "wrong",
                "database",
                f"{name}: {type(error).__name__}; check VEILLEUR_DATABASE_URL",
            )
        ]
    finally:
        database.dispose()


def _directory(database: Database, settings: Settings) -> list[Finding]:
    with database.reading() as s:
        people, homes, firms, technicians = (
            s.scalar(select(func.count()).select_from(model)) or 0
            for model in (Person, Dwelling, Contractor, Technician)
        )
    counted = f"{people} tenants, {homes} dwellings, {firms} contractors, {technicians} technicians"
    found = Finding(
        "ok" if people and homes else "missing",
        "directory",
        counted + ("" if people else "; see `veilleur import`"),
    )
    try:
        return [found, _on_call(database, Landlord.load(settings.landlord_file))]
    except LandlordError:
        # Told under its own name; without it nobody knows which duties there have to be.
        return [found]


def _on_call(database: Database, landlord: Landlord) -> Finding:
    now = Clock().now()
    with database.reading() as s:
        stored = load_rota(s, landlord)
    nobody = [
        f"{duty} level {level}"
        for duty in sorted({landlord.default_duty, landlord.supervisor_duty, *stored.duty_codes()})
        for level in rota.levels(stored, duty) or (1,)
        if stored.duty(duty).hours.hold(now) and not rota.on_duty(stored, duty, level, now)
    ]
    if nobody:
        return Finding("wrong", "on call", f"nobody is on call now for {', '.join(nobody)}; see `veilleur rota check`")
    return Finding("ok", "on call", "somebody is on call at every level")


def _accounts(database: Database, settings: Settings, now: datetime) -> list[Finding]:
    """Who can sign in to the desk now, by role, and whether anybody sees what only some roles see."""
    with database.reading() as s:
        active = [each for each in accounts.everybody(s) if each.disabled_at is None]
    run_out = [each.login for each in active if not accounts.may_sign_in(each, now)]
    # Without a password the provider has to vouch.
    able = [each for each in active if each.login not in run_out and (each.password_hash or settings.oidc_issuer)]
    if able:
        count = Counter(each.role for each in able)
        said = ", ".join(f"{count[role]} {role}" for role in ROLES)
        found = [Finding("ok", "desk accounts", f"{said} can sign in"), _rights(count)]
    else:
        also = ", or sign in by the identity provider" if settings.oidc_issuer else ""
        nobody = "nobody can sign in to the desk: run `veilleur account add NAME --role supervisor`"
        found = [Finding("missing", "desk accounts", nobody + also)]
    if run_out:
        said = f"one-time password run out: {', '.join(run_out)}; run `veilleur account reset LOGIN`"
        found.append(Finding("missing", "desk accounts", said))
    return found


def _rights(count: Mapping[str, int]) -> Finding:
    """Whether anybody has the rights that most accounts lack. ``count``: accounts that can sign in, by role.

    Nobody has to administer: accounts are made and changed by command.
    """
    said, holders = [], {}
    for right, what in (("audit", "the reports"), ("accounts", "administration")):
        roles = [code for code, role in ROLES.items() if right in role.may]
        holders[right] = sum(count[role] for role in roles)
        said.append(f"{what}: {holders[right] or 'nobody'} (role {' or '.join(roles)})")
    return Finding("ok" if holders["audit"] else "missing", "desk rights", "; ".join(said))


async def _sign_in(settings: Settings) -> list[Finding]:
    """Whether the landlord's identity provider can be used. A setting that is wrong stops the start, too."""
    subject = "desk sign-in"
    try:
        provider = SingleSignOn.of(settings)
    except SettingsError as error:
        return [Finding("wrong", subject, str(error))]
    if provider is None:
        return [_without_issuer(settings, subject)]
    try:
        await asyncio.to_thread(provider.discover)
    except SsoError as error:
        return [Finding("wrong", subject, f"VEILLEUR_OIDC_ISSUER: {error}; local accounts work all the same")]
    if not settings.public_url:
        told = f"set VEILLEUR_PUBLIC_URL: the identity provider sends browsers back to {settings.base_url}{BACK}"
        return [Finding("missing", subject, told)]
    said = f"by {settings.oidc_issuer}, which has to know {settings.base_url}{BACK}, and by local accounts"
    return [Finding("ok", subject, said)]


def _without_issuer(settings: Settings, subject: str) -> Finding:
    """Local accounts only, which may be what is wanted: not where another setting of the provider is there."""
    told = [
        f"VEILLEUR_{name.upper()}"
        for name, known in Settings.model_fields.items()
        if name.startswith("oidc_") and getattr(settings, name) != known.default
    ]
    if told:
        return Finding("wrong", subject, f"set VEILLEUR_OIDC_ISSUER: without it {', '.join(told)} does nothing")
    return Finding("ok", subject, "by local accounts only (VEILLEUR_OIDC_ISSUER is not set)")


async def _spool(settings: Settings) -> list[Finding]:
    try:
        waiting = len(Spool(settings.data_dir / "spool"))
    except OSError as error:
        return [
            Finding(
                "wrong",
                "spool",
                f"{settings.data_dir / 'spool'} cannot be written ({error.strerror})",
            )
        ]
    return [
        Finding(
            "wrong" if waiting else "ok",
            "spool",
            f"{waiting} messages wait for the database",
        )
    ]


async def _engine(settings: Settings) -> list[Finding]:
    try:
        engine_python(settings)
        model = newest_model(settings)
    except SettingsError as error:
        return [Finding("wrong", "engine", str(error))]
    client = EngineClient(settings.engine_url, settings.engine_secret, timeout=2)
    ready = await client.ready()
    await client.close()
    return [
        Finding(
            "ok" if ready else "missing",
            "engine",
            f"{model.name}, " + ("running" if ready else "not running"),
        )
    ]


async def _sms(settings: Settings) -> list[Finding]:
    if not settings.twilio_account_sid:
        return [
            Finding(
                "missing",
                "sms",
                "simulated" if settings.simulated else "set VEILLEUR_TWILIO_ACCOUNT_SID, …_AUTH_TOKEN and …_FROM",
            )
        ]
    sid, token = (
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
    )
    found = [
        await _reaches(
            "sms",
            f"{settings.twilio_api_base}/2010-04-01/Accounts/{sid}.json",
            (sid, token),
        )
    ]
    if settings.twilio_from and not settings.twilio_from.startswith("+"):
        found.append(
            Finding(
                "missing",
                "sms",
                "the sender has letters: tenants and technicians cannot reply to it",
            )
        )
    stop = (
        "switch off Twilio's own opt-out words (Messaging Service, Opt-Out Management): it also takes CANCEL, END, QUIT"
    )
    return [
        *found,
        Finding(
            "missing",
            "sms opt-out",
            f"cannot be read from here; {stop} and blocks answers with 21610",
        ),
    ]


async def _telegram(settings: Settings) -> list[Finding]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return [
            Finding(
                "missing",
                "telegram",
                "simulated" if settings.simulated else "set VEILLEUR_TELEGRAM_TOKEN",
            )
        ]
    return [await _reaches("telegram", f"{settings.telegram_api_base}/bot{token}/getMe", None)]


async def _reaches(subject: str, address: str, auth: tuple[str, str] | None) -> Finding:
    """Ask the provider whether it knows us; its address may hold a token, so it is never shown."""
    try:
        async with httpx.AsyncClient(timeout=5) as http:
            answer = await http.get(address, auth=auth)
    except httpx.HTTPError as error:
        return Finding("wrong", subject, f"the provider cannot be reached ({type(error).__name__})")
    if answer.status_code == 200:
        return Finding("ok", subject, "the provider knows this account")
    return Finding(
        "wrong",
        subject,
        f"the provider answers {answer.status_code}: check the credentials",
    )


async def _beat(settings: Settings) -> list[Finding]:
    """Not tried from here: a beat of the doctor's would hide that the hotline's own is missing."""
    if settings.beat_url.get_secret_value():
        return [Finding("ok", "beat", f"a monitor is called every {settings.beat_seconds:g} seconds while all is well")]
    return [Finding("missing", "beat", "set VEILLEUR_BEAT_URL: nobody outside is told when this machine dies")]


async def _webchat(settings: Settings) -> list[Finding]:
    known = (
        "the portal says who tenants are"
        if settings.portal_secret.get_secret_value()
        else "tenants are asked who they are (VEILLEUR_PORTAL_SECRET is not set)"
    )
    return [Finding("ok", "web chat", f"{settings.base_url}/chat/widget.js, {known}")]


CHECKS: tuple[Callable[[Settings], Awaitable[list[Finding]]], ...] = (
    _landlord,
    _knowledge,
    _database,
    _sign_in,
    _spool,
    _engine,
    _sms,
    _telegram,
    _webchat,
    _beat,
)
