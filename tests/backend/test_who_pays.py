"""Who pays, on file: the landlord's data by version, answers kept once, and replayed as they were given."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client import who_pays
from backend_client.conversations import conversation_for
from backend_client.database import Database
from backend_client.models import Exchange, Residence, WhoPaysAnswer, WhoPaysRules, WhoPaysTerms
from common.catalogue import Catalogue
from common.wear import WearRow, move_out_share, tenant_percent
from common.who_pays import Facts, ResidenceTerms, decide
from common.who_pays_data import Rules
from common.who_pays_search import search
from common.who_pays_terms import (
    BadTerms,
    differences,
    merged,
    plain_terms,
    price_of,
    read_terms,
    stored_terms,
    terms_for,
)
from tests.backend.builders import DAY, NIGHT, a_contact, a_request

ROOT = Path(__file__).parents[2]
DATA = ROOT / "bot" / "data"
SAMPLE = ROOT / "deploy" / "sample" / "who_pays"
RULES = Rules.load(DATA / "who_pays", Catalogue.load(DATA / "catalogue"))
FIRMS = {"plumbing": {"firm": "Robinets Démo", "phone": "01 99 00 20 12", "covers": "robinets"}}


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _read(tmp_path: Path, text: str) -> dict[str, dict[str, dict[str, object]]]:
    return read_terms(_file(tmp_path, text), DATA / "schema", RULES)


def _sample() -> dict[str, dict[str, dict[str, object]]]:
    document: dict[str, dict[str, dict[str, object]]] = {}
    for file in sorted(SAMPLE.glob("*.toml")):
        document = merged(document, read_terms(file, DATA / "schema", RULES))
    return document


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contract = 3", "contract"),
        ('[[contract]]\nresidence = "a"\ntrade = "magic"\ncovers = []', "no trade magic"),
        ('[[contract]]\nresidence = "a"\ntrade = "plumbing"\ncovers = ["IV.z.1"]', "IV.z.1"),
        ('[[price]]\nsubject = "roof.pool"\neuros = 3', "roof.pool"),
        ('[[price]]\nsubject = "V.1"\neuros = -3', "minimum"),
        ('[[price]]\nsubject = "V.1"\neuros = 3\n[[price]]\nsubject = "V.1"\neuros = 4', "twice"),
        ("[wear.dragon]\nyears = 3\nyearly = 10\nresidual = 0", "wear dragon"),
        ("[wear.tap]\nyears = 3\nfree_years = 4\nyearly = 10\nresidual = 0", "wear tap"),
        ('[[agreement]]\nname = "Accord local"\nsubjects = ["tap"]', "tap"),
        ('[[agreement]]\nname = "Accord"\nsubjects = ["V.1"]\nwho = "tenant"', "who"),
        ("= 3", "cannot be read"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadTerms, match=said):
        _read(tmp_path, text)


def test_a_file_replaces_the_sections_it_has_and_leaves_the_others(tmp_path: Path) -> None:
    first = merged({}, _read(tmp_path, '[[price]]\nsubject = "V.1"\neuros = 30\n[[price]]\nsubject = "V.2"\neuros = 5'))
    second = merged(first, _read(tmp_path, "[wear.tap]\nyears = 8\nyearly = 10\nresidual = 20"))
    third = merged(second, _read(tmp_path, '[[price]]\nsubject = "V.1"\neuros = 31.5'))
    assert price_of(third, "V.1") == Decimal("31.5")
    assert price_of(third, "V.2") is None
    assert third["wear"] == second["wear"]
    told = [(d.section, d.key, d.before is None, d.after is None) for d in differences(second, third)]
    assert told == [("price", "V.1", False, False), ("price", "V.2", False, True)]
    assert list(differences(third, third)) == []


def test_the_residences_file_and_the_landlords_data_make_its_terms(tmp_path: Path) -> None:
    text = '[[contract]]\nresidence = "tilleuls"\ntrade = "plumbing"\ncovers = ["IV.d.3"]'
    document = merged({}, _read(tmp_path, text))
    listed = terms_for(document, 2, "tilleuls", FIRMS).contracts["plumbing"]
    assert (listed.firm, listed.covers) == ("Robinets Démo", ("IV.d.3",))
    unlisted = terms_for(document, 2, "moulin", FIRMS)
    assert unlisted.contracts["plumbing"].covers is None
    assert decide(Facts("plumbing.tap_drip"), RULES, unlisted).rule == "contract.trade"


def test_agreements_hold_where_they_say(tmp_path: Path) -> None:
    own = terms_for(_sample(), 1, "tilleuls", {})
    other = terms_for(_sample(), 1, "moulin", {})
    assert "plumbing.bath_sealant" in own.agreements
    assert "plumbing.bath_sealant" not in other.agreements
    assert decide(Facts("safety.smoke_detector_dead"), RULES, other).who == "landlord"


def test_terms_come_back_from_the_store_as_they_were() -> None:
    terms = terms_for(_sample(), 7, "tilleuls", FIRMS)
    assert stored_terms(plain_terms(terms)) == terms


def _a_residence(s: Session) -> Residence:
    residence = Residence(code="tilleuls", name="Les Tilleuls", contracts=FIRMS)
    s.add(residence)
    s.flush()
    return residence


def test_each_import_is_a_version_and_the_newest_is_in_force(db: Database, tmp_path: Path) -> None:
    price = merged({}, _read(tmp_path, '[[price]]\nsubject = "V.1"\neuros = 30'))
    with db.transaction() as s:
        assert who_pays.terms_in_force(s) == (0, {})
        assert who_pays.put_in_force(s, price, DAY) == 1
        assert who_pays.put_in_force(s, price, NIGHT) == 1
        assert who_pays.put_in_force(s, _sample(), NIGHT) == 2
    with db.reading() as s:
        assert s.scalar(select(func.count()).select_from(WhoPaysTerms)) == 2
        assert who_pays.terms_in_force(s) == (2, _sample())
        assert who_pays.residence_terms(s, None).wear["tap"].years == 10
        assert who_pays.residence_terms(s, None).version == 2


def test_data_about_a_residence_that_is_not_on_file_is_refused(db: Database, tmp_path: Path) -> None:
    def contract(residence: str, trade: str) -> str:
        return f'[[contract]]\nresidence = "{residence}"\ntrade = "{trade}"\ncovers = ["V.1"]'

    with db.transaction() as s:
        _a_residence(s)
        who_pays.check_residences(s, _read(tmp_path, contract("tilleuls", "plumbing")))
        with pytest.raises(BadTerms, match="no residence moulin"):
            who_pays.check_residences(s, _read(tmp_path, contract("moulin", "plumbing")))
        with pytest.raises(BadTerms, match="name its firm"):
            who_pays.check_residences(s, _read(tmp_path, contract("tilleuls", "electricity")))
        there = '[[agreement]]\nname = "Accord"\nsubjects = ["V.1"]\nresidences = ["moulin"]'
        with pytest.raises(BadTerms, match="moulin"):
            who_pays.check_residences(s, _read(tmp_path, there))


def _an_exchange(s: Session) -> Exchange:
    contact = a_contact(s)
    request = a_request(s, contact=contact)
    conversation = conversation_for(s, contact, DAY, request.id)
    exchange = Exchange(
        conversation_id=conversation.id,
        request_id=request.id,
        direction="in",
        channel="sms",
        author="tenant",
        status="handled",
        created_at=DAY,
    )
    s.add(exchange)
    s.flush()
    return exchange


def test_an_exchange_has_one_answer_for_each_subject(db: Database) -> None:
    terms = ResidenceTerms()
    facts, other = Facts("plumbing.tap_drip", age=12), Facts("V.1")
    with db.transaction() as s:
        exchange = _an_exchange(s)

        def keep(case: Facts) -> int:
            outcome = decide(case, RULES, terms)
            return who_pays.store_answer(s, case, outcome, RULES, terms, DAY, exchange.id, exchange.request_id)

        first = keep(facts)
        assert keep(facts) == keep(replace(facts, age=1)) == first
        assert keep(other) != first
    with db.reading() as s:
        assert s.scalar(select(func.count()).select_from(WhoPaysAnswer)) == 2
        assert s.scalar(select(func.count()).select_from(WhoPaysRules)) == 1
        answer = s.get_one(WhoPaysAnswer, first)
        assert answer.facts == {"subject": "plumbing.tap_drip", "age": 12}
        assert (answer.outcome["who"], answer.rules_version, answer.terms_version) == ("landlord", RULES.version, None)


def test_an_answer_is_replayed_with_the_rules_and_the_data_of_its_day(db: Database) -> None:
    document = {**RULES.document, "lives": {**RULES.document["lives"], "tap": 30}}
    earlier = Rules.of(document)
    facts = Facts("plumbing.tap_drip", age=12, contract=False)
    with db.transaction() as s:
        residence = _a_residence(s)
        then = who_pays.residence_terms(s, residence)
        old = who_pays.store_answer(s, facts, decide(facts, earlier, then), earlier, then, DAY)
        who_pays.put_in_force(s, _sample(), NIGHT)
        now = who_pays.residence_terms(s, residence)
        new = who_pays.store_answer(s, facts, decide(facts, RULES, now), RULES, now, NIGHT)
    with db.reading() as s:
        was, is_ = who_pays.replay(s, old), who_pays.replay(s, new)
        assert who_pays.replay(s, 999) is None
    assert was is not None and is_ is not None
    assert (was.again.who, is_.again.rule) == ("tenant", "exception.age_table")
    assert was.same and is_.same
    assert was.steps[-1].rule.id == "list.line"
    assert (was.at, was.rules.version, is_.terms.version) == (DAY, earlier.version, 1)


rows = st.builds(
    WearRow,
    years=st.integers(1, 40),
    free_years=st.integers(0, 5),
    yearly=st.integers(0, 100).map(Decimal),
    residual=st.integers(0, 100).map(Decimal),
)


@given(rows, st.integers(0, 80), st.decimals(0, 5000, places=2))
def test_the_shares_of_a_move_out_make_up_the_price_and_age_never_raises_the_tenants(
    row: WearRow, age: int, price: Decimal
) -> None:
    share = move_out_share(price, age, row)
    assert share.tenant + share.landlord == price
    assert 0 <= share.tenant <= price
    if age < row.years - 1:
        assert tenant_percent(row, age + 1) <= tenant_percent(row, age)
    assert tenant_percent(row, row.years) == row.residual


def test_a_wear_table_by_hand() -> None:
    row = WearRow(years=8, free_years=1, yearly=Decimal(13), residual=Decimal(10))
    assert [tenant_percent(row, age) for age in (0, 1, 2, 4, 7, 8, 20)] == [100, 100, 87, 61, 22, 10, 10]
    assert move_out_share(Decimal(300), 4, row).tenant == Decimal("183.00")
    with pytest.raises(ValueError, match="negative"):
        move_out_share(Decimal(-1), 4, row)
    with pytest.raises(ValueError, match="negative"):
        tenant_percent(row, -1)


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("mon volet roulant est bloqué", "opening.roller_shutter_stuck"),
        ("qui paie le ramonage de mon conduit ?", "VI.d.1"),
        ("j'ai perdu mes clés", "II.d.2"),
        ("punaises de lit", "pests.bed_bugs"),
    ],
)
def test_words_find_a_subject(asked: str, subject: str) -> None:
    assert search(asked, RULES)[0] == subject


def test_words_about_nothing_find_nothing() -> None:
    assert search("la piscine du toit de Monaco", RULES) == []
    assert search("", RULES) == []


def test_what_is_in_no_list_is_counted_by_its_words(db: Database) -> None:
    facts = Facts("unknown")
    outcome = decide(facts, RULES, ResidenceTerms())
    with db.transaction() as s:
        conversation = conversation_for(s, a_contact(s), DAY, a_request(s).id)
        for number, text in enumerate(
            ("Qui paie la piscine du toit ?", "qui paie la PISCINE du toit", "et le sauna ?")
        ):
            exchange = Exchange(
                conversation_id=conversation.id, request_id=conversation.request_id, direction="in", channel="sms",
                provider_id=f"SM{number}", author="tenant", text=text, status="handled", created_at=DAY,
            )  # fmt: skip
            s.add(exchange)
            s.flush()
            who_pays.store_answer(s, facts, outcome, RULES, ResidenceTerms(), DAY, exchange_id=exchange.id)
        found = [(gap.words, gap.count) for gap in who_pays.gaps(s)]
    assert found == [("qui paie la piscine du toit", 2), ("et le sauna", 1)]
