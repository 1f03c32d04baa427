"""Who a contact is proven to be: what ties it to a person, who of several writes, and what they may therefore do."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from backend_client.calendar import paris_day
from backend_client.conversations import contact_for, find_contact, identify
from backend_client.directory import dwellings_of
from backend_client.identity_rules import rules
from backend_client.models import Contact, Identity, Person, Speaker, Tenancy

DIRECTORY, BUTTON, PORTAL, CODE = "directory", "contact_button", "portal", "code"


class NumberTaken(ValueError):
    """The number is a technician's: it cannot be a tenant's too."""


def tie(s: Session, contact: Contact, person: Person, means: str, now: datetime) -> None:
    """Note that a contact was proven to be a person's, and speak to it as that person from now on.

    A web chat session is only remembered for a while: browsers are shared.
    """
    until = now + rules().web if contact.channel == "webchat" else None
    row = s.get(Identity, (contact.id, person.id))
    if row is None:
        s.add(Identity(contact_id=contact.id, person_id=person.id, means=means, proved_at=now, until=until))
    else:
        row.means, row.proved_at, row.until = means, now, until
    s.flush()
    identify(s, contact, person, now)


def untie(s: Session, contact: Contact, person_id: int) -> None:
    """The contact opens this person's file no more."""
    s.execute(delete(Identity).where(Identity.contact_id == contact.id, Identity.person_id == person_id))
    if contact.person_id == person_id:
        contact.person_id = contact.dwelling_id = None


def only(s: Session, contact: Contact, person: Person) -> bool:
    """The contact opens nobody else's file any more. Returns whether it did: a browser that somebody else used."""
    others = select(Identity.person_id).where(Identity.contact_id == contact.id, Identity.person_id != person.id)
    proven = set(s.scalars(others)) | ({contact.person_id} - {person.id, None})
    for person_id in proven:
        if person_id is not None:
            untie(s, contact, person_id)
    if proven:
        s.execute(delete(Speaker).where(Speaker.contact_id == contact.id))
    return bool(proven)


def people_at(s: Session, contact: Contact, now: datetime) -> list[Person]:
    """Those whom a contact is proven to be, oldest proof first; of those who moved out, only the recent ones."""
    proven = select(Identity).where(Identity.contact_id == contact.id).order_by(Identity.proved_at, Identity.person_id)
    rows = [row for row in s.scalars(proven) if row.until is None or row.until > now]
    return [row.person for row in rows if _lives_here(s, row.person_id, now)]


def people_on_file(s: Session, phone: str, now: datetime) -> list[Person]:
    """Those whose number on file this is (E.164): what the landlord's directory says, not what was proven since."""
    contact = find_contact(s, "sms", phone)
    if contact is None:
        return []
    rows = select(Person).join(Identity, Identity.person_id == Person.id)
    named = rows.where(Identity.contact_id == contact.id, Identity.means == DIRECTORY).order_by(Person.id)
    people = list(s.scalars(named)) or ([contact.person] if contact.person and not _is_proven(s, contact) else [])
    return [person for person in people if _lives_here(s, person.id, now)]


def numbers_of(s: Session, person_id: int) -> list[Contact]:
    """A person's numbers on file, the latest first."""
    named = select(Identity.contact_id).where(Identity.person_id == person_id, Identity.means == DIRECTORY)
    proven = select(Identity.contact_id)
    theirs = or_(Contact.id.in_(named), (Contact.person_id == person_id) & Contact.id.not_in(proven))
    on_file = select(Contact).where(Contact.channel == "sms", theirs)
    return list(s.scalars(on_file.order_by(Contact.id.desc())))


def put_on_file(s: Session, person: Person, phones: Sequence[str], now: datetime) -> int:
    """Make these (E.164) the person's numbers on file; one given up opens their file no more. Returns how many
    changed. Two people may have one number: whoever writes is asked who they are.

    :raises NumberTaken: one is a technician's
    """
    changes = 0
    for contact in numbers_of(s, person.id):
        if contact.address not in phones:
            untie(s, contact, person.id)
            changes += 1
    for phone in phones:
        contact = contact_for(s, "sms", phone, now)
        if contact.technician_id is not None:
            raise NumberTaken(phone)
        if contact.person_id is not None and not _is_proven(s, contact):
            s.add(_on_file(contact, contact.person_id, now))
            s.flush()
        row = s.get(Identity, (contact.id, person.id))
        if row is None or row.means != DIRECTORY:
            s.merge(_on_file(contact, person.id, now))
            s.flush()
            changes += 1
        settle(s, contact, now)
    return changes


def _on_file(contact: Contact, person_id: int, now: datetime) -> Identity:
    return Identity(contact_id=contact.id, person_id=person_id, means=DIRECTORY, proved_at=now, until=None)


def _lives_here(s: Session, person_id: int, now: datetime) -> bool:
    """Whether a person is a tenant, or was one until lately, or is somebody whose tenancies are not told."""
    ends = list(s.scalars(select(Tenancy.ends_on).where(Tenancy.person_id == person_id)))
    since = paris_day(now - rules().former)
    return not ends or any(end is None or end >= since for end in ends)


def _is_proven(s: Session, contact: Contact) -> bool:
    """Whether a proof is noted; a contact without one is the directory's as it stands."""
    return s.scalar(select(Identity.person_id).where(Identity.contact_id == contact.id).limit(1)) is not None


def is_shared(s: Session, contact: Contact) -> bool:
    """Whether several people are proven to use a contact."""
    count = s.scalar(select(func.count()).select_from(Identity).where(Identity.contact_id == contact.id))
    return (count or 0) > 1


def settle(s: Session, contact: Contact, now: datetime) -> None:
    """Before anything is told: the contact is whoever it is proven to be now, and their home is where they live now.

    A phone that several people share is nobody's until one of them has said who writes. Where they all live in one
    home it is at home there: a danger's page must say where to go.
    """
    if not _is_proven(s, contact):
        return
    people = people_at(s, contact, now)
    said = s.get(Speaker, contact.id)
    if said is not None and said.until <= now and said.question is None:
        s.delete(said)
        s.flush()
        said = None
    chosen = said.person_id if said is not None and len(people) > 1 else None
    person = people[0] if len(people) == 1 else next((each for each in people if each.id == chosen), None)
    contact.person_id = person.id if person else None
    contact.dwelling_id = _home(s, contact, person, said, now) if person else _shared_home(s, people, said, now)


def _shared_home(s: Session, people: list[Person], said: Speaker | None, now: datetime) -> int | None:
    """The one home of everybody who shares a phone; none where whoever writes said to be somebody else."""
    if said is not None and said.person_asked and said.question is None and said.person_id is None:
        return None
    homes = [{home.id for home in dwellings_of(s, each.id, paris_day(now))} for each in people]
    return homes[0].pop() if homes and len(homes[0]) == 1 and all(each == homes[0] for each in homes) else None


def _home(s: Session, contact: Contact, person: Person, said: Speaker | None, now: datetime) -> int | None:
    """The dwelling: the one that was chosen, else the only one; never one that they have left."""
    homes = [home.id for home in dwellings_of(s, person.id, paris_day(now))]
    if said is not None and said.dwelling_id in homes:
        return said.dwelling_id
    return homes[0] if len(homes) == 1 or (said is not None and said.dwelling_asked and homes) else None


def speaker(s: Session, contact: Contact, now: datetime) -> Speaker:
    """The row that remembers who writes; it holds from now on for as long as they write."""
    row = s.get(Speaker, contact.id)
    if row is None:
        row = Speaker(contact_id=contact.id, person_asked=False, dwelling_asked=False, until=now)
        s.add(row)
    row.until = now + rules().speaker
    s.flush()
    return row


def level(s: Session, contact: Contact, now: datetime) -> str:
    """What a contact has proven: one of :data:`backend_client.identity_rules.LEVELS`."""
    if contact.person_id is None:
        return "typed" if contact.typed_name or contact.typed_address else "none"
    row = s.get(Identity, (contact.id, contact.person_id))
    fresh = row is not None and row.proved_at + rules().fresh > now
    return rules().means[row.means] if row is not None and fresh else "on_file"


def may(s: Session, contact: Contact, act: str, now: datetime) -> bool:
    """Whether a contact may do an act of ``identity.toml``. :raises KeyError: an act that it does not name"""
    return rules().enough(level(s, contact, now), act)


def first_names(people: Iterable[Person]) -> list[str]:
    """What tells people of one phone apart, in their order: first names, with the last name where two are alike."""
    known = list(people)
    firsts = [person.first_name for person in known]
    return [
        person.first_name
        if person.first_name and firsts.count(person.first_name) == 1
        else f"{person.first_name} {person.last_name}".strip()
        for person in known
    ]
