"""The landlord's own rules of who pays: contracts by residence, wear table, prices, local agreements.

A file is TOML with any of the sections ``contract``, ``wear``, ``price`` and ``agreement``
(``bot/data/schema/who_pays_terms.schema.json``). A section that a file has replaces that section; the others stay.
An agreement can only take a cost off the tenant: article 7 d of law 89-462 cannot be made harder by contract.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema

from common.wear import WearRow
from common.who_pays import ContractTerms, ResidenceTerms
from common.who_pays_data import Rules

SECTIONS = ("contract", "wear", "price", "agreement")
_SCHEMA = "who_pays_terms.schema.json"


class BadTerms(ValueError):
    """A file of the landlord's cannot take effect. The text is one sentence that names the entry and what is wrong."""


class Difference(NamedTuple):
    """An entry that a file adds (``before`` is ``None``), changes, or takes away (``after`` is ``None``)."""

    section: str
    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


Document = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""By section and key: a contract by ``residence/trade``, a life's code, a subject, an agreement's name."""


def read_terms(file: Path, schemas: Path, rules: Rules) -> dict[str, dict[str, dict[str, Any]]]:
    """The sections of a file, by key.

    :param schemas: the folder of the JSON schemas
    :raises BadTerms: not TOML, against the schema, a code that the rules do not have, or an entry that is there twice
    """
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadTerms(f"{file.name} cannot be read: {error}.") from None
    schema = json.loads((schemas / _SCHEMA).read_text(encoding="utf-8"))
    broken = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(rows))
    if broken is not None:
        where = "/".join(str(part) for part in broken.absolute_path)
        raise BadTerms(f"{file.name}: {where}: {broken.message}.")
    found = {section: _keyed(section, rows[section]) for section in SECTIONS if section in rows}
    _check(found, rules)
    return found


def _keyed(section: str, rows: Any) -> dict[str, dict[str, Any]]:
    if section == "wear":
        return dict(rows)
    keyed: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = _key(section, row)
        if key in keyed:
            raise BadTerms(f"{section} {key} is there twice.")
        keyed[key] = row
    return keyed


def _key(section: str, row: Mapping[str, Any]) -> str:
    if section == "contract":
        return f"{row['residence']}/{row['trade']}"
    return str(row["subject"] if section == "price" else row["name"])


def _check(found: Document, rules: Rules) -> None:
    named = {*rules.subjects, *rules.headings}
    trades = {subject.trade for subject in rules.subjects.values()}
    for key, row in found.get("contract", {}).items():
        if row["trade"] not in trades:
            raise BadTerms(f"contract {key}: there is no trade {row['trade']}.")
        _known_codes(f"contract {key}", row["covers"], named)
    for key, row in found.get("agreement", {}).items():
        _known_codes(f"agreement {key}", row["subjects"], named)
    _known_codes("price", list(found.get("price", {})), named)
    for key, row in found.get("wear", {}).items():
        if key not in rules.lives:
            raise BadTerms(f"wear {key}: no such thing; the codes are those of lives.toml.")
        if row.get("free_years", 0) > row["years"]:
            raise BadTerms(f"wear {key}: more years without allowance than its life has.")


def _known_codes(where: str, codes: list[str], named: set[str]) -> None:
    for code in codes:
        if code not in named:
            raise BadTerms(f"{where}: {code} is neither a line of the decree, a situation nor an item.")


def merged(before: Document, found: Document) -> dict[str, dict[str, Any]]:
    """The landlord's data once the file takes effect."""
    return {section: dict(found.get(section, before.get(section, {}))) for section in SECTIONS}


def differences(before: Document, after: Document) -> Iterator[Difference]:
    """What changes from one state of the data to another, in a fixed order."""
    for section in SECTIONS:
        old, new = before.get(section, {}), after.get(section, {})
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                yield Difference(section, key, old.get(key), new.get(key))


def terms_for(document: Document, version: int, residence: str, contracts: Mapping[str, Any]) -> ResidenceTerms:
    """What holds for a residence.

    :param contracts: the residence's own file, by trade: ``{"firm", "phone", "covers"}``, the last one in plain words
    """
    own: dict[str, ContractTerms] = {
        trade: ContractTerms(row.get("firm", ""), row.get("phone", "")) for trade, row in contracts.items()
    }
    for row in document.get("contract", {}).values():
        if row["residence"] == residence:
            known = own.get(row["trade"], ContractTerms("", ""))
            firm, phone = row.get("firm", known.firm), row.get("phone", known.phone)
            own[row["trade"]] = ContractTerms(firm, phone, tuple(row["covers"]), row.get("misuse", False))
    agreements = {
        subject: name
        for name, row in document.get("agreement", {}).items()
        if residence in row.get("residences", [residence])
        for subject in row["subjects"]
    }
    wear = {code: wear_row(row) for code, row in document.get("wear", {}).items()}
    return ResidenceTerms(residence, version, own, wear, agreements)


def wear_row(row: Mapping[str, Any]) -> WearRow:
    """A row of the wear table, as it is written."""
    return WearRow(row["years"], row.get("free_years", 0), Decimal(row["yearly"]), Decimal(row["residual"]))


def price_of(document: Document, subject: str) -> Decimal | None:
    """The landlord's price in euros, where its list has one."""
    row = document.get("price", {}).get(subject)
    return Decimal(str(row["euros"])) if row else None


def plain_terms(terms: ResidenceTerms) -> dict[str, Any]:
    """As it is stored with an answer."""
    wear = {
        code: {**asdict(row), "yearly": str(row.yearly), "residual": str(row.residual)}
        for code, row in terms.wear.items()
    }
    return {**asdict(terms), "wear": wear}


def stored_terms(plain: Mapping[str, Any]) -> ResidenceTerms:
    """The inverse of :func:`plain_terms`."""
    contracts = {
        trade: ContractTerms(
            row["firm"], row["phone"], None if row["covers"] is None else tuple(row["covers"]), row["misuse"]
        )
        for trade, row in plain["contracts"].items()
    }
    wear = {code: wear_row(row) for code, row in plain["wear"].items()}
    return ResidenceTerms(plain["residence"], plain["version"], contracts, wear, plain["agreements"])
