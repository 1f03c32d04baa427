"""Who pays: total, in the order of the law, monotone where the law is, and every row reached by a question."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.catalogue import Catalogue
from common.wear import WearRow
from common.who_pays import (
    FACTS,
    MAX_QUESTIONS,
    WHO,
    ContractTerms,
    Facts,
    ResidenceTerms,
    decide,
    explain,
    is_unknown,
    questions,
)
from common.who_pays_data import BASES, BadRules, Rules, version_of
from common.who_pays_search import search

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Catalogue.load(ROOT / "bot" / "data" / "catalogue")
RULES = Rules.load(ROOT / "bot" / "data" / "who_pays", CATALOGUE)
LINES = [code for code, subject in RULES.subjects.items() if subject.kind == "line"]
NEXT = {"book", "how_to", "contract_phone", "insurance_steps", "nothing", "adviser", "danger_card"}
# The exceptions of article 7, as a fact and the value that states it.
EXCEPTIONS = ("wear", "defect", "chance", "force_majeure", "third_party", "landlord_fault", "at_entry")
# Upkeep that a text of its own puts on the occupant however old the thing is, and works that nobody had to do.
EXEMPT = {(code, fact) for code, subject in RULES.subjects.items() for fact in subject.exempt}
CHOICES = {code for code, subject in RULES.subjects.items() if subject.nature == "choice"}
OWN = {code for code, subject in RULES.subjects.items() if {"owner", "belongings"} & set(subject.given)}

# Most facts of a case are not known; were they all drawn alike, the first rules would decide nearly every one.
tri = st.sampled_from((*(None,) * 6, True, False))
contracts = st.builds(
    ContractTerms,
    firm=st.just("Robinets Démo"),
    phone=st.just("01 99 00 20 12"),
    covers=st.sampled_from((None, (), ("IV",), ("IV.d", "plumbing.toilet_blocked"))),
    misuse=st.booleans(),
)
wear_rows = st.builds(
    WearRow,
    years=st.integers(1, 40),
    free_years=st.integers(0, 3),
    yearly=st.sampled_from([Decimal(5), Decimal(10)]),
    residual=st.sampled_from([Decimal(0), Decimal(20)]),
)
terms = st.none() | st.builds(
    ResidenceTerms,
    residence=st.just("tilleuls"),
    contracts=st.dictionaries(st.sampled_from(["plumbing", "heating", "electricity"]), contracts, max_size=2),
    wear=st.dictionaries(st.sampled_from(sorted(RULES.lives)), wear_rows, max_size=3),
    agreements=st.dictionaries(st.sampled_from([*LINES[:5], "opening.roller_shutter_strap"]), st.just("accord")),
)
facts = st.builds(
    Facts,
    subject=st.sampled_from([*RULES.subjects, "roof.pool"]),
    place=st.sampled_from([*["unknown"] * 4, "private", "common"]),
    event=st.sampled_from([*["unknown"] * 10, "none", "water_damage", "break_in", "fire", "storm"]),
    owner=st.sampled_from([*["unknown"] * 5, "landlord", "tenant"]),
    extent=st.sampled_from([*["unknown"] * 2, "small", "whole"]),
    age=st.none() | st.integers(0, 90),
    **dict.fromkeys(
        ("danger", "neighbours", "contract", "belongings", "recurs", "misuse", *EXCEPTIONS),
        tri,
    ),
)


def _values(name: str) -> tuple[Any, ...]:
    choices = {
        "place": ("private", "common"),
        "event": ("none", "water_damage", "break_in", "fire", "storm"),
        "owner": ("landlord", "tenant"),
        "extent": ("small", "whole"),
        "age": tuple(range(0, 61)),
    }
    return choices.get(name, (True, False))


@settings(max_examples=400, deadline=None)
@given(facts, terms)
def test_every_combination_of_facts_has_one_answer_with_its_source(case: Facts, own: ResidenceTerms | None) -> None:
    outcome = decide(case, RULES, own)
    assert outcome.who in WHO
    assert outcome.source.cite and outcome.source.heading
    assert outcome.basis in BASES
    assert outcome.next_step in NEXT
    assert set(outcome.would_change) <= set(FACTS)
    assert decide(case, RULES, own) == outcome
    assert [step.holds for step in explain(case, RULES, own)].count(True) == 1
    assert explain(case, RULES, own)[-1].rule.id == outcome.rule


@settings(max_examples=400, deadline=None)
@given(facts, terms)
def test_a_danger_is_never_answered_with_a_cost(case: Facts, own: ResidenceTerms | None) -> None:
    outcome = decide(replace(case, danger=True), RULES, own)
    assert (outcome.who, outcome.next_step) == ("danger_first", "danger_card")
    assert questions(replace(case, danger=True), RULES, own) == ()


@settings(max_examples=500, deadline=None)
@given(facts, terms, st.sampled_from([*EXCEPTIONS, "recurs", "neighbours"]))
def test_an_exception_never_moves_a_cost_to_the_tenant(case: Facts, own: ResidenceTerms | None, fact: str) -> None:
    # "No" takes away what a situation states by itself; only the step from not knowing to "yes" adds something.
    if getattr(case, fact) is None and decide(case, RULES, own).who != "tenant":
        assert decide(replace(case, **{fact: True}), RULES, own).who != "tenant"


@settings(max_examples=300, deadline=None)
@given(facts, terms, st.integers(0, 90))
def test_a_greater_age_never_moves_a_cost_to_the_tenant(case: Facts, own: ResidenceTerms | None, age: int) -> None:
    if decide(case, RULES, own).who != "tenant" and age >= (case.age or 0):
        assert decide(replace(case, age=age), RULES, own).who != "tenant"


def _who(case: Facts) -> str:
    """Who pays, without the rest of an answer, which takes longer."""
    return explain(case, RULES)[-1].rule.who


# What a case may be before something is learned about it.
BASES_OF_CASES: tuple[dict[str, Any], ...] = (
    {},
    {"misuse": True},
    {"extent": "small"},
    {"extent": "whole"},
    {"place": "private"},
    {"owner": "landlord", "event": "none"},
)


@pytest.mark.parametrize("base", BASES_OF_CASES, ids=str)
def test_neither_an_exception_nor_an_age_moves_any_row_to_the_tenant(base: dict[str, Any]) -> None:
    for code in RULES.subjects:
        case = replace(Facts(code, danger=False), **base)
        before = _who(case)
        learned: list[dict[str, Any]] = [{fact: True} for fact in (*EXCEPTIONS, "recurs", "neighbours")]
        learned += [{"age": age} for age in (0, 7, 12, 25, 60)]
        for fact in learned:
            after = _who(replace(case, **fact))
            assert before == "tenant" or after != "tenant", (code, fact)


@settings(max_examples=400, deadline=None)
@given(facts, terms, st.data())
def test_what_is_learned_changes_the_answer_only_where_it_was_said(
    case: Facts, own: ResidenceTerms | None, data: st.DataObject
) -> None:
    before = decide(case, RULES, own)
    name = data.draw(st.sampled_from([n for n in FACTS if n not in before.would_change] or ["recurs"]))
    after = decide(replace(case, **{name: data.draw(st.sampled_from(_values(name)))}), RULES, own)
    if name not in before.would_change:
        assert after.who == before.who


@settings(max_examples=300, deadline=None)
@given(facts, terms)
def test_questions_are_few_and_each_of_them_decides(case: Facts, own: ResidenceTerms | None) -> None:
    asked = questions(case, RULES, own)
    assert len(asked) <= MAX_QUESTIONS
    outcome = decide(case, RULES, own)
    for name in asked:
        assert is_unknown(getattr(case, name))
        assert name in outcome.would_change
        answers = {decide(replace(case, **{name: value}), RULES, own).who for value in _values(name)}
        assert answers - {outcome.who}


@pytest.mark.parametrize("fact", EXCEPTIONS)
def test_every_row_is_reached_with_each_exception(fact: str) -> None:
    for code in RULES.subjects:
        plain = decide(Facts(code, danger=False), RULES)
        outcome = decide(replace(Facts(code, danger=False), **{fact: True}), RULES)
        if (code, fact) in EXEMPT or code in CHOICES or (code in OWN and fact != "landlord_fault"):
            assert outcome.who == plain.who, code
        else:
            assert outcome.who != "tenant", code


@pytest.mark.parametrize("line", LINES)
def test_every_line_of_the_decree_is_the_tenants_and_names_its_heading(line: str) -> None:
    outcome = decide(Facts(line), RULES)
    assert (outcome.who, outcome.rule, outcome.basis) == ("tenant", "list.line", "verified")
    top, _, letter = line.rpartition(".")[0].partition(".")
    assert outcome.source.cite == f"décret n° 87-712 du 26 août 1987, annexe, {top} {letter}".strip()
    assert RULES.headings[top] in outcome.source.heading
    assert decide(Facts(line, place="common"), RULES).who == "landlord"
    assert RULES.questions[line]["fr"].endswith("?") and RULES.labels[line]["en"]


def test_the_decree_has_its_forty_three_lines_under_its_headings() -> None:
    assert len(LINES) == 43
    used = {line.rpartition(".")[0] for line in LINES}
    assert used | {line.partition(".")[0] for line in LINES} == set(RULES.headings)


@pytest.mark.parametrize("code", sorted(CATALOGUE.situations))
def test_a_situation_is_answered_as_the_catalogue_says(code: str) -> None:
    situation = CATALOGUE.situation(code)
    outcome = decide(Facts(code, danger=False), RULES)
    if situation.who_pays != "depends" and outcome.stage != "insurance":
        assert outcome.who == situation.who_pays
    deciding = explain(Facts(code, danger=False), RULES)[-1].rule
    if situation.verified == "to_confirm" and deciding.source in ("line", "subject"):
        assert outcome.basis == "to_confirm"
    if situation.who_pays == "depends" and outcome.who == "to_be_confirmed" and outcome.stage == "technician":
        assert questions(Facts(code, danger=False), RULES) or outcome.next_step == "adviser"


def test_an_emergency_is_a_danger_until_it_is_over() -> None:
    for code in ("gas.smell", "incident.fire", "lift.person_trapped", "electricity.overheating_or_sparks"):
        assert decide(Facts(code), RULES).who == "danger_first"
    assert decide(Facts("incident.fire", danger=False), RULES).who == "insurer"


TILLEULS = ResidenceTerms(
    "tilleuls",
    3,
    contracts={
        "plumbing": ContractTerms("Robinets Démo", "01 99 00 20 12", ("IV.d.3", "IV.d.4", "plumbing.trap_leak")),
        "heating": ContractTerms("Chauffage Démo", "01 99 00 20 11"),
    },
    wear={"tap": WearRow(6, 1, Decimal(15), Decimal(10))},
    agreements={"opening.roller_shutter_strap": "Accord du 12 mars 2024"},
)


@pytest.mark.parametrize(
    ("case", "who", "rule"),
    [
        (Facts("plumbing.tap_drip"), "contract", "contract.covers"),
        (Facts("IV.d.3", wear=True), "contract", "contract.covers"),
        (Facts("plumbing.tap_drip", misuse=True), "tenant", "list.line"),
        (Facts("plumbing.tap_drip", contract=False), "tenant", "list.line"),
        (Facts("plumbing.tap_drip", contract=False, age=6), "landlord", "exception.age_table"),
        (Facts("plumbing.shower_hose"), "tenant", "list.line"),
        (Facts("heating.boiler_annual_service"), "contract", "contract.trade"),
        (Facts("heating.boiler_too_old"), "landlord", "exception.wear"),
        (Facts("opening.roller_shutter_strap"), "landlord", "contract.agreement"),
        (Facts("plumbing.stack_blocked"), "landlord", "common.parts"),
        (Facts("roof.pool"), "to_be_confirmed", "gap.unknown"),
    ],
)
def test_the_residences_own_terms_come_where_the_law_puts_them(case: Facts, who: str, rule: str) -> None:
    outcome = decide(case, RULES, TILLEULS)
    assert (outcome.who, outcome.rule) == (who, rule)


@pytest.mark.parametrize(
    ("case", "who"),
    [
        (Facts("plumbing.tap_drip", age=12), "landlord"),
        (Facts("plumbing.tap_drip", age=3), "tenant"),
        (Facts("plumbing.tap_drip", misuse=True, wear=True), "to_be_confirmed"),
        (Facts("plumbing.drain_slow", neighbours=True), "landlord"),
        (Facts("II.b.2", event="storm"), "landlord"),
        (Facts("II.b.2", misuse=True), "tenant"),
        (Facts("interior.paint_blisters_from_damp", event="water_damage"), "insurer"),
        (Facts("plumbing.trap_leak", event="water_damage"), "tenant"),
        (Facts("plumbing.leak_visible_pipe", owner="tenant", event="water_damage"), "insurer"),
        (Facts("item.own_appliance"), "tenant"),
        (Facts("heating.radiator_bleed", place="common"), "landlord"),
        (Facts("heating.radiator_bleed", place="private"), "tenant"),
        (Facts("plumbing.leak_before_meter"), "landlord"),
        (Facts("plumbing.leak_buried_after_meter"), "landlord"),
        (Facts("plumbing.leak_visible_pipe"), "tenant"),
        (Facts("safety.smoke_detector_missing"), "landlord"),
        (Facts("safety.smoke_detector_beeps", age=12), "tenant"),
        (Facts("pests.bed_bugs", misuse=True), "tenant"),
        (Facts("common.lighting", misuse=True), "landlord"),
        (Facts("heating.chimney_sweeping", wear=True), "tenant"),
        (Facts("plumbing.tap_broken"), "landlord"),
        (Facts("electricity.socket_or_switch", extent="whole"), "tenant"),
        (Facts("plumbing.trap_leak", extent="whole"), "landlord"),
    ],
)
def test_known_cases(case: Facts, who: str) -> None:
    assert decide(case, RULES).who == who


# A case for each rule of the data, in their order.
DECIDED_BY = {
    "danger.first": Facts("gas.smell"),
    "gap.unknown": Facts("roof.pool"),
    "scope.not_a_repair": Facts("neighbourhood.noise_or_conflict"),
    "scope.choice": Facts("tenancy.own_works"),
    "common.damage": Facts("common.lighting", misuse=True),
    "common.parts": Facts("lift.breakdown"),
    "contract.covers": Facts("plumbing.tap_drip"),
    "contract.trade": Facts("heating.chimney_sweeping"),
    "contract.agreement": Facts("opening.roller_shutter_strap"),
    "insurance.belongings": Facts("item.belongings", event="fire"),
    "insurance.fire": Facts("incident.fire", danger=False),
    "insurance.leak_search": Facts("incident.leak_detection_cost", event="water_damage"),
    "insurance.water": Facts("incident.flooded_by_neighbour"),
    "insurance.break_in": Facts("lock.forced_entry"),
    "insurance.storm": Facts("incident.storm_damage"),
    "own.thing": Facts("item.own_appliance"),
    "exception.mixed": Facts("V.1", misuse=True, defect=True),
    "exception.landlord_fault": Facts("incident.damage_by_contractor"),
    "exception.at_entry": Facts("V.1", at_entry=True),
    "exception.third_party": Facts("V.1", third_party=True),
    "exception.force_majeure": Facts("V.1", force_majeure=True),
    "exception.chance": Facts("V.1", chance=True),
    "exception.defect": Facts("V.1", defect=True),
    "exception.wear_repaint": Facts("interior.paint_old"),
    "exception.wear": Facts("lock.worn_out"),
    "exception.age_table": Facts("gas.tap_stiff", age=7),
    "exception.age_usual": Facts("V.1", age=25),
    "exception.recurs": Facts("V.1", recurs=True),
    "list.line": Facts("V.1"),
    "list.part": Facts("opening.private_garage_door", extent="small"),
    "list.one_home": Facts("electricity.tv_aerial", place="private"),
    "list.analogy": Facts("lock.building_badge_lost"),
    "list.statute": Facts("interior.tiles_cracked"),
    "damage.misuse": Facts("interior.crack", misuse=True),
    "landlord.whole": Facts("opening.private_garage_door", extent="whole"),
    "landlord.infestation": Facts("pests.bed_bugs"),
    "landlord.network": Facts("electricity.meter"),
    "landlord.equipment": Facts("damp.rising_damp"),
    "technician.move_out": Facts("tenancy.charged_on_move_out"),
    "technician.part_or_whole": Facts("opening.private_garage_door"),
    "technician.place": Facts("electricity.tv_aerial"),
    "technician.cause": Facts("damp.mould"),
    "technician.confirms": Facts("gas.smell", danger=False),
}


def test_every_rule_decides_a_case() -> None:
    assert list(DECIDED_BY) == [rule.id for rule in RULES.rules]
    for rule, case in DECIDED_BY.items():
        assert decide(case, RULES, TILLEULS).rule == rule


def test_the_questions_are_those_a_tenant_would_expect() -> None:
    assert questions(Facts("plumbing.tap_drip"), RULES) == ("age", "recurs")
    assert questions(Facts("plumbing.drain_slow"), RULES)[0] == "neighbours"
    assert questions(Facts("II.b.2"), RULES) == ()
    assert questions(Facts("plumbing.limescale"), RULES) == ()
    assert questions(Facts("plumbing.tap_drip", age=12), RULES) == ()


def test_facts_refuse_what_they_cannot_hold() -> None:
    for wrong in ({"subject": "V.1", "age": -1}, {"subject": "V.1", "colour": "red"}, {"subject": "V.1", "wear": 1}):
        with pytest.raises(ValueError, match="cannot be"):
            Facts.of(wrong)
    case = Facts("V.1", age=3, wear=False)
    assert Facts.of(case.known()) == case
    with pytest.raises(ValueError, match="subject"):
        Facts.of({"age": 3})


def test_a_stored_document_decides_as_the_files_do() -> None:
    stored = Rules.of(RULES.document)
    assert stored.version == RULES.version == version_of(RULES.document)
    for code in RULES.subjects:
        assert decide(Facts(code, wear=True), stored) == decide(Facts(code, wear=True), RULES)
    changed = {**RULES.document, "lives": {**RULES.document["lives"], "tap": 11}}
    assert Rules.of(changed).version != RULES.version


def test_rules_with_a_mistake_are_refused_by_name(tmp_path: Path) -> None:
    source = ROOT / "bot" / "data"
    (tmp_path / "schema").mkdir()
    (tmp_path / "who_pays").mkdir()
    for name in ("who_pays.schema.json",):
        (tmp_path / "schema" / name).write_bytes((source / "schema" / name).read_bytes())
    for file in (source / "who_pays").glob("*.toml"):
        (tmp_path / "who_pays" / file.name).write_bytes(file.read_bytes())
    rows = tmp_path / "who_pays" / "situations.toml"
    text = rows.read_text(encoding="utf-8")
    for old, new, said in (
        ('lines = ["IV.c.1"], ask', 'lines = ["IV.c.9"], ask', "no line IV.c.9"),
        ('"plumbing.septic_tank" =', '"plumbing.septic_tanks" =', "no situation plumbing.septic_tanks"),
        ('life = "bath", source', 'life = "bathtub", source', "no bathtub"),
        ('nature = "network", source = "charges"', 'nature = "net", source = "charges"', "situations.toml"),
    ):
        rows.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(BadRules, match=said):
            Rules.load(tmp_path / "who_pays", CATALOGUE)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_row_is_found_by_the_question_about_it(language: str) -> None:
    for code in RULES.subjects:
        asked = RULES.questions.get(code, RULES.labels[code])[language]
        assert code in search(asked, RULES, language)[:3], asked
