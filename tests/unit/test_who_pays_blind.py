"""The rules against outcomes that somebody wrote who had read the legal texts and nothing of ours.

Every difference is settled in ``settled.toml`` with its reason; an unsettled one fails, and so does a settled one
that no longer differs.
"""

import json
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from common.catalogue import Catalogue
from common.wear import WearRow
from common.who_pays import Facts, ResidenceTerms, decide
from common.who_pays_data import Rules

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "who_pays"
RULES = Rules.load(ROOT / "bot" / "data" / "who_pays", Catalogue.load(ROOT / "bot" / "data" / "catalogue"))
CASES = [json.loads(line) for line in (DATA / "blind.jsonl").read_text(encoding="utf-8").splitlines()]
SUBJECTS = tomllib.loads((DATA / "subjects.toml").read_text(encoding="utf-8"))
SETTLED = tomllib.loads((DATA / "settled.toml").read_text(encoding="utf-8"))

_OUTSIDE = {
    "chance_event": "chance",
    "force_majeure": "force_majeure",
    "third_party": "third_party",
    "landlord_fault": "landlord_fault",
}
_CONTRACT = {"covers_item": True, "none": False, "does_not_cover_item": False, "unknown": None}


def _tri(value: Any) -> bool | None:
    return None if value == "unknown" else bool(value)


def _facts(case: Mapping[str, Any], about: Mapping[str, Any]) -> Facts:
    told = case["facts"]
    agreed = told.get("tenants_agreed_contract", True)
    known: dict[str, Any] = {
        "subject": about["subject"],
        "danger": told["danger"] != "none",
        "place": "private" if told["private_use"] else "common",
        "event": told["insured_event"],
        "owner": "landlord" if told["in_lease"] else "tenant",
        "wear": _tri(told["worn_by_age"]),
        "defect": _tri(told["defect"]),
        "misuse": _tri(told["tenant_caused"]),
        "age": told.get("equipment_age_years"),
        "contract": _CONTRACT[told["maintenance_contract"]] if agreed else False,
        "extent": about.get("extent", "unknown"),
        "recurs": about.get("recurs"),
        "at_entry": told.get("noted_at_entry") or told.get("reported_first_month_of_heating"),
    }
    if told["outside_cause"] != "unknown":
        known |= {fact: told["outside_cause"] == cause for cause, fact in _OUTSIDE.items()}
    return Facts.of(known)


def _terms(case: Mapping[str, Any], about: Mapping[str, Any]) -> ResidenceTerms:
    wear = {}
    if years := case["facts"].get("grid_life_years"):
        wear = {RULES.subjects[about["subject"]].life: WearRow(years, 0, Decimal(10), Decimal(0))}
    agreements = {about["subject"]: "the lease"} if about.get("agreement") else {}
    return ResidenceTerms(wear=wear, agreements=agreements)


def _ours(case: Mapping[str, Any]) -> str:
    about = SUBJECTS[case["id"]]
    return decide(_facts(case, about), RULES, _terms(case, about)).who


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_rules_agree_or_the_difference_is_settled(case: Mapping[str, Any]) -> None:
    settled = SETTLED.get(case["id"])
    assert _ours(case) == (settled["ours"] if settled else case["who"])


def test_what_is_settled_is_a_difference_and_has_a_reason() -> None:
    theirs = {case["id"]: case["who"] for case in CASES}
    for case, row in SETTLED.items():
        assert row["ours"] != theirs[case]
        assert len(row["reason"]) > 60
    assert len(CASES) >= 60
    assert len(SETTLED) <= len(CASES) // 20


def test_nothing_that_the_law_leaves_open_or_puts_elsewhere_is_put_on_the_tenant_unsettled() -> None:
    wrongly = [c["id"] for c in CASES if _ours(c) == "tenant" and c["who"] != "tenant" and c["id"] not in SETTLED]
    assert wrongly == []
