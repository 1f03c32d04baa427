"""The whole hotline as its neighbours see it: phones, Telegram, the web chat, the clock and, to check, the rows."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from backend_client.database import Database
from backend_client.models import (
    Alert,
    Appointment,
    Contact,
    Conversation,
    Escalation,
    Exchange,
    Incident,
    IncidentReport,
    Page,
    Request,
    RequestEvent,
    Timer,
)
from channels.numbers import e164
from hotline.sample import SAMPLE
from hotline.settings import ROOT, Settings
from tests.ports import free_port

PARIS = ZoneInfo("Europe/Paris")
# A Saturday night, and a Tuesday morning in office hours.
NIGHT = datetime(2026, 11, 21, 22, 40, tzinfo=PARIS)
MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=PARIS)
# How long anything may take on a loaded machine, in seconds, and between two looks.
PATIENCE, LOOK = 60.0, 0.02
# Two services and two engines may start at the same time.
START_PATIENCE = 300.0
SECRET = "a-secret-for-tests-only"


def until(what: str, done: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """The first true value of ``done``. :raises AssertionError: it did not come within ``patience`` seconds"""
    ends = time.monotonic() + patience
    while not (value := done()):
        assert time.monotonic() < ends, f"did not happen: {what}"
        time.sleep(LOOK)
    return value


@dataclass(frozen=True)
class Tenant:
    """One line of the sample directory."""

    code: str
    name: str
    number: str
    building: str


def directory() -> dict[str, Tenant]:
    """The sample's tenants by code, as ``T0001``."""

    def rows(name: str) -> list[dict[str, str]]:
        with (SAMPLE / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file, delimiter=";"))

    homes = {row["code"]: row["building"] for row in rows("dwellings.csv")}
    streets = {row["code"]: row["address"] for row in rows("buildings.csv")}
    return {
        row["code"]: Tenant(
            row["code"], f"{row['first_name']} {row['last_name']}", e164(row["phone"]), streets[homes[row["dwelling"]]]
        )
        for row in rows("tenants.csv")
    }


@dataclass
class Phone:
    """A phone that texts the hotline's number."""

    house: "House"
    number: str

    def says(self, text: str, photos: int = 0) -> list[str]:
        """Text the hotline; returns what it answered once everything that this set off is done."""
        before = len(self.heard())
        status = self.sends(text, photos)
        assert 200 <= status < 300, f"the webhook answered {status}"
        self.house.settle()
        return self.heard()[before:]

    def sends(self, text: str, photos: int = 0) -> int:
        """Text the hotline without waiting for an answer; returns the webhook's status."""
        answer = self.house.http.post(f"/simulator/phone/{self.number}/sms", json={"text": text, "photos": photos})
        assert answer.status_code == 202, answer.text
        return int(answer.json()["webhook"])

    def items(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.house.http.get(f"/simulator/phone/{self.number}").json()["messages"]
        return found

    def heard(self) -> list[str]:
        """Every SMS received so far."""
        return [item["text"] for item in self.items() if not item["from_phone"] and item["kind"] == "sms"]

    def requests(self) -> list[Request]:
        """This phone's requests that are about something, oldest first."""
        return self.house.requests_of("sms", self.number)


@dataclass
class TelegramChat:
    """A private Telegram chat with the hotline's bot."""

    house: "House"
    chat_id: int
    language: str = "fr"

    def does(self, **gesture: Any) -> list[dict[str, Any]]:
        """A gesture of ``hotline/simulator/phones.py``; returns the bot's answers, buttons included."""
        before = len(self.answers())
        body = {**gesture, "language": self.language}
        answer = self.house.http.post(f"/simulator/telegram/{self.chat_id}", json=body)
        assert answer.status_code == 202, answer.text
        self.house.settle()
        return self.answers()[before:]

    def answers(self) -> list[dict[str, Any]]:
        shown = self.house.http.get(f"/simulator/telegram/{self.chat_id}").json()["messages"]
        return [message for message in shown if not message["from_phone"]]


@dataclass
class Browser:
    """The web chat over plain HTTP, as its widget uses it where a socket is not possible."""

    house: "House"
    session: str = ""
    sent: int = 0

    def __post_init__(self) -> None:
        if not self.session:
            opened = self.house.http.post("/chat/session", json={})
            assert opened.status_code == 200
            self.session = opened.json()["session"]

    def posts(self, **body: Any) -> httpx.Response:
        """One message as the page sends it."""
        self.sent += 1
        message = {"id": f"message-{self.sent:04d}", "language": "fr", **body}
        return self.house.http.post("/chat/messages", json=message, headers=self.headers)

    def says(self, text: str) -> list[dict[str, Any]]:
        """Write and wait; returns the answers of the assistant."""
        seen = max((message["id"] for message in self.shown()), default=0)
        answer = self.posts(text=text)
        assert answer.status_code == 200, answer.text
        self.house.settle()
        return [message for message in self.shown() if message["id"] > seen and message["author"] != "tenant"]

    def shown(self) -> list[dict[str, Any]]:
        answer = self.house.http.get("/chat/messages", params={"after": 0, "wait": 0}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, Any]] = answer.json()["messages"]
        return rows

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.session}"}


@dataclass
class House:
    """A running service with its database, reached through its doors only; the rows are read, never written."""

    settings: Settings
    db: Database
    log: Path
    http: httpx.Client
    tenants: dict[str, Tenant] = field(default_factory=directory)
    taken: set[str] = field(default_factory=set)
    chats: int = 900_000

    def tenant(self, code: str) -> Phone:
        """The phone of a tenant on file. Each belongs to one test, so that no test reads another's words."""
        assert code not in self.taken, f"{code} is another test's tenant"
        self.taken.add(code)
        return Phone(self, self.tenants[code].number)

    def stranger(self) -> Phone:
        """A phone that the directory does not know."""
        self.chats += 1
        return Phone(self, f"+3363998{5000 + self.chats % 1000}")

    def phone(self, number: str) -> Phone:
        return Phone(self, e164(number))

    def telegram(self, language: str = "fr") -> TelegramChat:
        self.chats += 1
        return TelegramChat(self, self.chats, language)

    def browser(self) -> Browser:
        return Browser(self)

    def set_clock(self, moment: datetime) -> None:
        assert self.http.post("/simulator/clock", json={"set": moment.isoformat()}).status_code == 200

    def advance(self, minutes: float) -> None:
        """Let time pass, and what is due be done. What was sent before has arrived by then."""
        self.settle()
        assert self.http.post("/simulator/clock", json={"advance_minutes": minutes}).status_code == 200
        self.settle()

    def now(self) -> datetime:
        return datetime.fromisoformat(self.http.get("/simulator/clock").json()["now"])

    def settle(self) -> None:
        """Wait until no message waits for its answer, nothing due is undone and nothing is half sent."""
        until("the hotline is idle", self._idle)

    def _idle(self) -> bool:
        now = self.now()
        waiting = select(Exchange.id).where(Exchange.status.in_(("received", "sending")))
        unsent = select(Exchange.id).where(Exchange.status == "queued", Exchange.due_at <= now)
        due = select(Timer.id).where(Timer.done_at.is_(None), Timer.due_at <= now)
        paged = select(Page.id).where(Page.means == "sms", Page.status.in_(("intended", "sent")))
        # One statement: what moves from one of these to the next between two would be seen in neither.
        with self.db.reading() as s:
            return not s.scalar(select(or_(waiting.exists(), unsent.exists(), due.exists(), paged.exists())))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.db.reading() as s:
            yield s

    def requests_of(self, channel: str, address: str) -> list[Request]:
        about = select(Request).join(Contact, Contact.id == Request.contact_id)
        mine = about.where(Contact.channel == channel, Contact.address == address, Request.kind != "contact")
        places = (joinedload(Request.building), joinedload(Request.dwelling), joinedload(Request.person))
        with self.reading() as s:
            return list(s.scalars(mine.options(*places).order_by(Request.id)))

    def exchanges_of(self, address: str, direction: str = "in") -> list[Exchange]:
        mine = select(Exchange).join(Conversation).join(Contact)
        where = mine.where(Contact.address == address, Exchange.direction == direction)
        with self.reading() as s:
            return list(s.scalars(where.order_by(Exchange.id)))

    def pages_of(self, request: Request) -> list[Page]:
        pages = (
            select(Page)
            .join(Escalation, Escalation.id == Page.escalation_id)
            .join(IncidentReport, IncidentReport.incident_id == Escalation.incident_id)
            .where(IncidentReport.request_id == request.id)
            .order_by(Page.id)
        )
        with self.reading() as s:
            return list(s.scalars(pages.options(joinedload(Page.technician), joinedload(Page.escalation))))

    def alerts_of(self, request: Request) -> list[Alert]:
        with self.reading() as s:
            return list(s.scalars(select(Alert).where(Alert.request_id == request.id).order_by(Alert.id)))

    def appointments_of(self, request: Request) -> list[Appointment]:
        with self.reading() as s:
            rows = select(Appointment).where(Appointment.request_id == request.id).order_by(Appointment.id)
            return list(s.scalars(rows.options(joinedload(Appointment.contractor))))

    def history_of(self, request: Request) -> list[str]:
        with self.reading() as s:
            kinds = select(RequestEvent.kind).where(RequestEvent.request_id == request.id)
            return list(s.scalars(kinds.order_by(RequestEvent.id)))

    def technician_of(self, page: Page) -> Phone:
        return self.phone(page.technician.phone)

    def page_text(self, page: Page) -> str:
        """The SMS of a page as it reached the technician."""
        heard = [text for text in self.technician_of(page).heard() if f"OK {page.code}" in text]
        with self.reading() as s:
            sent = s.get(Exchange, page.exchange_id) if page.exchange_id else None
        assert heard, (page.status, sent and (sent.status, sent.attempts, sent.error))
        return heard[0]

    def everyone_answers(self) -> None:
        """Technicians take whatever is still open, so that no search for somebody goes on in the next test."""
        still_open = select(Request).join(Incident, Incident.request_id == Request.id).where(Incident.status == "open")
        with self.reading() as s:
            searched = list(s.scalars(still_open))
        for request in searched:
            answerable = [page for page in self.pages_of(request) if page.code]
            for page in answerable[-1:]:
                self.technician_of(page).says(f"OK {page.code}")

    def veilleur(self, *arguments: str) -> str:
        """The ``veilleur`` command beside the running service."""
        done = subprocess.run(
            [sys.executable, "-m", "hotline.cli", *arguments],
            cwd=ROOT,
            env=environment(self.settings),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VEILLEUR_")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "COLUMNS": "200",
        "VEILLEUR_SIMULATOR": "on",
        "VEILLEUR_SECRET": SECRET,
        "VEILLEUR_PORT": str(settings.port),
        "VEILLEUR_DATA_DIR": str(settings.data_dir),
        "VEILLEUR_DATABASE_URL": settings.database_url,
        "VEILLEUR_ENGINE_PORT": str(settings.engine_port),
        "VEILLEUR_ACTIONS_PORT": str(settings.actions_port),
        "VEILLEUR_ENGINE_TIMEOUT": str(settings.engine_timeout),
        "VEILLEUR_PORTAL_SECRET": settings.portal_secret.get_secret_value(),
    }


@contextmanager
def running(settings: Settings, healthy: tuple[int, ...] = (200,)) -> Iterator[House]:
    """``python -m hotline.serve`` with these settings, from ready to stopped.

    :param healthy: what /healthz answers once it is ready (503 where it has no engine)
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    log = settings.data_dir / "service.log"
    command = [sys.executable, "-m", "hotline.serve"]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(settings), stdout=file, stderr=file)
    http = httpx.Client(base_url=f"http://127.0.0.1:{settings.port}", timeout=PATIENCE, trust_env=False)

    def ready() -> bool:
        assert process.poll() is None, log.read_text()
        try:
            return http.get("/healthz").status_code in healthy
        except httpx.TransportError:
            return False

    try:
        until("the service is ready", ready, START_PATIENCE)
        house = House(settings, Database(settings.database), log, http)
        yield house
        house.db.dispose()
    finally:
        http.close()
        process.terminate()
        process.wait(PATIENCE)


def settings_for(data_dir: Path, database_url: str, engine_port: int, actions_port: int) -> Settings:
    return Settings(
        port=free_port(),
        data_dir=data_dir,
        database_url=database_url,
        engine_port=engine_port,
        actions_port=actions_port,
        engine_timeout=30.0,
        simulator="on",
        secret=SECRET,
        portal_secret="a-portal-secret-for-tests-of-32-bytes",
    )
