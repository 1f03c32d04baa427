"""Erasure takes away every word, name and number, whatever table it is in; retention what is old; figures stay."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, String, Table, Time, func, insert, select, update
from sqlalchemy.orm import Session

from backend_client import conversations, erasures, identity, personal_data, privacy, requests, retention, timers
from backend_client.attachments import store_in
from backend_client.database import Base, Database
from backend_client.models import (
    AccessLog,
    Appointment,
    Attachment,
    Contact,
    Erasure,
    Exchange,
    Identity,
    Incident,
    IncidentReport,
    Person,
    Request,
    Technician,
    Tenancy,
)
from backend_client.retention_rules import periods
from tests.backend.builders import DAY, LANDLORD, a_contact, a_contractor, a_home, a_request, a_technician, a_tenant

TOKEN = "Zqxv"
# What the checks of a table allow, where a made-up word is none of it.
ALLOWED: dict[str, Any] = {
    "request.status": "qualified", "request.urgency": "10_days", "pause.reason": "tenant", "incident.status": "done",
    "job_status_update.kind": "late", "exchange.direction": "in", "attachment.kind": "photo",
    "identity.means": "directory", "identity_check.state": "code", "erasure.state": "asked",
    "appointment.status": "done", "feedback_score.current_score": 3, "feedback_score.minimum": 1,
    "feedback_score.maximum": 5, "agreed_time.status": "agreed", "off_day_agreement.answer": "yes",
    "agreed_time.kind": "interview",
    "attachment.stored_name": f"{0:032x}.jpg",
    "works_notice.kind": "planned_works",
    "works_telling.news": "announced",
    "works_telling.status": "written",
    "follower.followed_id": None,
    "follower.notice_id": None,
}  # fmt: skip


def _tenants_tables() -> list[Table]:
    return [t for t in Base.metadata.sorted_tables if personal_data.tables()[t.name].about == "tenant"]


def test_every_table_and_every_column_that_may_hold_words_is_in_the_list() -> None:
    known = personal_data.tables()
    assert {table.name for table in Base.metadata.sorted_tables} == set(known)
    for table in _tenants_tables():
        held = known[table.name]
        named = {*held.words, *held.codes, *held.events}
        worded = {c.name for c in table.columns if isinstance(c.type, String | JSON) and not c.foreign_keys}
        worded |= {c.name for c in table.columns if isinstance(c.type, String | JSON) and c.name in named}
        assert worded == named, f"personal_data.toml: {table.name}"
        assert held.link in table.columns
        assert set(held.unlink) <= set(table.columns.keys())


def _value(s: Session, table: Table, column: Any, known: dict[str, Any]) -> Any:
    """Something that a column takes; references lead to rows that are known, or that are made."""
    name = f"{table.name}.{column.name}"
    if name in ALLOWED:
        return ALLOWED[name]
    if column.name in ("ends_at", "ends_on"):
        return DAY + timedelta(hours=2) if column.name == "ends_at" else DAY.date()
    for reference in column.foreign_keys:
        target = reference.column.table
        if target.name not in known and not column.nullable:
            _row_in(s, target, known)
        return known.get(target.name)
    made: list[tuple[Any, Any]] = [
        (JSON, {}), (Boolean, False), (Integer, 1), (Float, 1.0), (DateTime, DAY), (Date, DAY.date()),
        (Time, DAY.time()), (String, "x"),
    ]  # fmt: skip
    return next((value for kind, value in made if isinstance(column.type, kind)), DAY)


def _row_in(s: Session, table: Table, known: dict[str, Any]) -> None:
    """A row of a table, and of those it refers to."""
    words = personal_data.tables()[table.name].words
    columns = [c for c in table.columns if c.name != "id"]
    wanted = [c for c in columns if not c.nullable or c.foreign_keys or c.name in words]
    s.execute(insert(table).values({c.name: _value(s, table, c, known) for c in wanted}))
    known[table.name] = s.scalar(select(func.max(table.primary_key.columns[0])))


def _fill(s: Session, known: dict[str, Any]) -> None:
    """A row of theirs in each tenant's table that has none."""
    for table in _tenants_tables():
        held = personal_data.tables()[table.name]
        theirs = table.c[held.link] == known.get(held.of, 0)
        if not s.scalar(select(func.count()).select_from(table).where(theirs)):
            _row_in(s, table, known)


def _plant(s: Session, known: dict[str, Any]) -> int:
    """Their words in every column that may hold some."""
    planted = 0
    for table in _tenants_tables():
        held = personal_data.tables()[table.name]
        for name in (*held.words, *held.events):
            column = table.c[name]
            word = f"{TOKEN}{planted}"
            if isinstance(column.type, JSON):
                value: Any = [{"x": word}] if name == "dialogue" else {"x": word, "facts": {"where": word}}
            else:
                value = word[: column.type.length or 200]
            s.execute(update(table).where(table.c[held.link] == known[held.of]).values({name: value}))
            planted += 1
    return planted


def everything(s: Session) -> str:
    return "\n".join(str(tuple(row)) for table in Base.metadata.sorted_tables for row in s.execute(select(table)))


def a_life(s: Session) -> dict[str, int]:
    """A tenant with a row in every table that can hold one."""
    home = a_home(s)
    person = a_tenant(s, "Nora", "Essai", home)
    contact = a_contact(s, 1)
    identity.put_on_file(s, person, [contact.address], DAY)
    request = a_request(s, DAY, contact, person_id=person.id, dwelling_id=home.id, building_id=home.building_id)
    stored = conversations.store_inbound(
        s, channel="sms", provider_id="SM1", address=contact.address, text="des mots", kind="text", data={}, now=DAY
    )
    stored.exchange.request_id = stored.conversation.request_id = request.id
    stored.exchange.status = "handled"
    s.flush()
    return {
        "person": person.id, "contact": contact.id, "request": request.id, "exchange": stored.exchange.id,
        "conversation": stored.conversation.id, "dwelling": home.id, "building": home.building_id,
        "contractor": a_contractor(s).id, "technician": a_technician(s, "karim", 1).id,
    }  # fmt: skip


def test_after_an_erasure_no_table_holds_a_word_of_theirs(db: Database, tmp_path: Path) -> None:
    with db.transaction() as s:
        known = a_life(s)
        _fill(s, known)
        planted = _plant(s, known)
        privacy.accessed(s, "account:1", "thread", "person", known["person"], DAY)
        timers.set_timer(s, "survey", known["request"], DAY)
    with db.reading() as s:
        before = everything(s)
        assert all(f"{TOKEN}{n}" in before for n in range(planted))
        assert planted > 35
    with db.transaction() as s:
        contact = s.get_one(Contact, known["contact"])
        erasure = erasures.ask(s, contact, s.get_one(Request, known["request"]), "tenant", DAY)
        erasures.carry_out(s, tmp_path, erasure, "command:privacy", DAY)
    with db.reading() as s:
        after = everything(s)
        assert TOKEN not in after
        assert "Essai" not in after
        assert s.get(Person, known["person"]) is None
        request = s.get_one(Request, known["request"])
        # The figure stays: what, when, how it ended; of whom does not.
        assert (request.kind, request.status, request.building_id) == ("repair", "closed", known["building"])
        assert (request.person_id, request.contact_id, request.dwelling_id) == (None, None, None)
        assert s.scalars(select(Erasure)).all()[-1].state == "done"
        assert s.scalars(select(AccessLog)).one().subject_id == 0
    if db.is_sqlite:
        files = Path(str(db.url.database)).parent.glob(f"{Path(str(db.url.database)).name}*")
        assert all(TOKEN.encode() not in file.read_bytes() for file in files)


def test_the_files_they_sent_are_deleted(db: Database, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    arrived = store.incoming()
    arrived.write_bytes(TOKEN.encode())
    with db.transaction() as s:
        known = a_life(s)
        _fill(s, known)
        s.scalars(select(Attachment)).one().stored_name = store.keep(arrived, "jpg")
    with db.transaction() as s:
        erasure = erasures.ask(s, s.get_one(Contact, known["contact"]), None, "tenant", DAY)
        erasures.carry_out(s, tmp_path, erasure, "hotline", DAY)
    with db.reading() as s:
        assert s.scalars(select(Attachment)).one().deleted_at == DAY
    assert not any(file.is_file() for file in tmp_path.glob("**/*.jpg"))


def test_of_a_shared_phone_only_their_own_goes(db: Database, tmp_path: Path) -> None:
    with db.transaction() as s:
        known = a_life(s)
        contact = s.get_one(Contact, known["contact"])
        max_ = a_tenant(s, "Max", "Autre", a_home(s, "2"))
        identity.put_on_file(s, max_, [contact.address], DAY)
        theirs, max_id = a_request(s, DAY, contact, person_id=max_.id, summary="les mots de Max").id, max_.id
        contact.person_id = known["person"]
        erasure = erasures.ask(s, contact, None, "tenant", DAY)
        erasures.carry_out(s, tmp_path, erasure, "hotline", DAY)
    with db.reading() as s:
        assert s.get_one(Request, theirs).summary == "les mots de Max"
        contact = s.get_one(Contact, known["contact"])
        assert contact.address == "+33639980001"
        assert [row.person_id for row in s.scalars(select(Identity))] == [max_id]
        assert "des mots" not in everything(s)


def test_a_technicians_message_about_a_joined_report_loses_their_address(db: Database, tmp_path: Path) -> None:
    with db.transaction() as s:
        known = a_life(s)
        mine = s.get_one(Request, known["request"])
        mine.typed_address = "4 rue Introuvable, porte 99"
        first = a_request(s, DAY)
        incident = Incident(request_id=first.id, duty="technical", opened_at=DAY, status="done", ended_at=DAY)
        s.add(incident)
        s.flush()
        for request in (first, mine):
            s.add(IncidentReport(incident_id=incident.id, request_id=request.id, at=DAY))
        staff = conversations.contact_for(s, "sms", s.get_one(Technician, known["technician"]).phone, DAY)
        thread = conversations.conversation_for(s, staff, DAY, request_id=first.id)
        for place in ("4 rue Introuvable, porte 99", "2 rue des Tilleuls"):
            s.add(
                Exchange(
                    conversation_id=thread.id, request_id=first.id, direction="out", channel="sms", author="hotline",
                    data={"key": "page-news", "facts": {"where": place}}, status="sent", created_at=DAY,
                )
            )  # fmt: skip
        erasure = erasures.ask(s, s.get_one(Contact, known["contact"]), None, "tenant", DAY)
        erasures.carry_out(s, tmp_path, erasure, "hotline", DAY)
    with db.reading() as s:
        left = everything(s)
        assert "Introuvable" not in left
        assert "2 rue des Tilleuls" in left


def test_it_waits_for_what_is_under_way(db: Database) -> None:
    with db.transaction() as s:
        known = a_life(s)
        request = s.get_one(Request, known["request"])
        erasure = erasures.ask(s, s.get_one(Contact, known["contact"]), request, "tenant", DAY)
        assert erasures.obstacle(s, erasure, DAY) is None
        request.urgency, request.due_at = "emergency", DAY + timedelta(hours=2)
        found = erasures.obstacle(s, erasure, DAY)
        assert found == erasures.Obstacle("emergency", DAY + timedelta(hours=2))
        request.urgency = "10_days"
        starts = DAY + timedelta(days=3)
        s.add(
            Appointment(
                request_id=request.id, contractor_id=known["contractor"], starts_at=starts,
                ends_at=starts + timedelta(hours=2), seat=1, status="booked", created_at=DAY,
            )
        )  # fmt: skip
        s.flush()
        found = erasures.obstacle(s, erasure, DAY)
        assert found == erasures.Obstacle("appointment", starts + timedelta(hours=2))
        assert erasures.obstacle(s, erasure, starts + timedelta(hours=3)) is None
        assert erasures.ask(s, s.get_one(Contact, known["contact"]), request, "tenant", DAY) is erasure


def test_an_import_does_not_bring_them_back_unseen(db: Database, tmp_path: Path) -> None:
    with db.transaction() as s:
        known = a_life(s)
        code = s.get_one(Person, known["person"]).code
        erasure = erasures.ask(s, s.get_one(Contact, known["contact"]), None, "tenant", DAY)
        erasures.carry_out(s, tmp_path, erasure, "hotline", DAY)
        assert erasures.erased_at(s, code) == DAY
        assert erasures.erased_at(s, "somebody else") is None


def test_an_export_has_every_table_that_an_erasure_takes(db: Database) -> None:
    with db.transaction() as s:
        known = a_life(s)
        _fill(s, known)
        found = personal_data.export(s, personal_data.scope_of_person(s, known["person"]))
    assert set(found) == {table.name for table in _tenants_tables()}


def test_accesses_are_found_by_whose_they_are(db: Database) -> None:
    with db.transaction() as s:
        known = a_life(s)
        privacy.accessed(s, "account:1", "thread", "request", known["request"], DAY)
        privacy.accessed(s, "account:2", "thread", "request", a_request(s, DAY).id, DAY)
        scope = personal_data.scope_of_person(s, known["person"])
        assert [row.who for row in privacy.accesses(s, scope)] == ["account:1"]
        with pytest.raises(ValueError, match="no subject"):
            privacy.accessed(s, "account:1", "thread", "toaster", 1, DAY)


LATER = DAY + timedelta(days=400)


def test_a_dry_run_counts_and_changes_nothing(db: Database) -> None:
    with db.transaction() as s:
        known = a_life(s)
        requests.change_status(s, s.get_one(Request, known["request"]), "qualified", "x", DAY)
        requests.change_status(s, s.get_one(Request, known["request"]), "closed", "x", DAY)
    with db.transaction() as s:
        before = everything(s)
        plan = {due.kind: due.count for due in retention.plan(s, LANDLORD, LATER)}
        assert plan["conversations"] == 1
        assert everything(s) == before


def test_each_kind_goes_after_its_time_and_not_before(db: Database) -> None:
    with db.transaction() as s:
        known = a_life(s)
        request = s.get_one(Request, known["request"])
        request.summary, request.status, request.closed_at = "des mots privés", "closed", DAY
        privacy.accessed(s, "account:1", "thread", "request", request.id, DAY)
        stranger = conversations.contact_for(s, "sms", "+33639980077", DAY)
        stranger.typed_name = "Un Passant"
    with db.transaction() as s:
        assert not any(retention.apply(s, LANDLORD, DAY + timedelta(days=300)).values())
        assert retention.apply(s, LANDLORD, LATER) == {
            "conversations": 1, "sensitive": 0, "requests": 0, "contacts": 1, "former_tenants": 0, "access_log": 1,
            "checks": 0,
        }  # fmt: skip
        left = everything(s)
        assert "des mots privés" in left
        assert "Un Passant" not in left
        assert s.get_one(Exchange, known["exchange"]).text == ""
        done = retention.apply(s, LANDLORD, DAY + timedelta(days=3 * 366 + 10))
        assert done["requests"] == 1
        assert s.get_one(Request, known["request"]).summary == ""
        # They still live here: their name stays.
        assert s.get(Person, known["person"]) is not None


def test_sensitive_words_go_a_month_after_the_end(db: Database) -> None:
    with db.transaction() as s:
        known = a_life(s)
        request = s.get_one(Request, known["request"])
        request.private, request.summary, request.status, request.closed_at = True, "il me frappe", "closed", DAY
        assert retention.apply(s, LANDLORD, DAY + timedelta(days=31))["sensitive"] == 1
        assert request.summary == ""
        assert s.get_one(Exchange, known["exchange"]).text == ""
        assert retention.apply(s, LANDLORD, DAY + timedelta(days=31))["sensitive"] == 0


def test_who_moved_out_long_ago_is_on_no_file(db: Database) -> None:
    with db.transaction() as s:
        known = a_life(s)
        s.scalars(select(Tenancy)).one().ends_on = date(2026, 12, 1)
        s.get_one(Request, known["request"]).status = "closed"
        assert retention.apply(s, LANDLORD, datetime(2029, 11, 1, tzinfo=UTC))["former_tenants"] == 0
        assert retention.apply(s, LANDLORD, datetime(2029, 12, 30, tzinfo=UTC))["former_tenants"] == 1
        assert s.get(Person, known["person"]) is None
        assert "+33639980001" not in everything(s)


def test_a_landlord_has_its_own_periods_with_their_reasons() -> None:
    own = periods({"conversations": {"days": 90}})
    assert (own["conversations"].days, own["conversations"].months) == (90, 0)
    assert all(period.reason for period in own.values())
    with pytest.raises(ValueError, match="the kinds are"):
        periods({"mammoths": {"days": 1}})
