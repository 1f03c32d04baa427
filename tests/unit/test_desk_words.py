"""Whatever the code records or raises has a French name at the desk."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_client.models.requests import STATUSES, URGENCIES
from backend_client.request_life import life
from common.catalogue import Catalogue
from hotline.desk.words import known

ROOT = Path(__file__).parents[2]
# The function, the place of the code among its arguments, the table that names it.
CALLS = {"record": (2, "event"), "raise_alert": (2, "why"), "for_advisers": (1, "why")}


def _calls() -> Iterator[tuple[str, str]]:
    for folder in ("backend_client", "bot/actions", "hotline"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    place, table = CALLS.get(name, (0, ""))
                    if table and len(node.args) > place:
                        yield from ((code, table) for code in _codes(node.args[place]))


def _codes(argument: ast.expr) -> list[str]:
    """The codes that an argument may be: one, or one of two."""
    if isinstance(argument, ast.IfExp):
        return [*_codes(argument.body), *_codes(argument.orelse)]
    return [str(argument.value)] if isinstance(argument, ast.Constant) else []


def test_every_event_and_every_alert_has_a_french_name() -> None:
    missing = {(code, table) for code, table in _calls() if not known(code, table)}
    assert {(code, table) for code, table in missing if code not in life().acts} == set()


@pytest.mark.parametrize(("codes", "table"), [(STATUSES, "status"), (URGENCIES, "urgency")])
def test_every_status_and_urgency_has_a_french_name(codes: tuple[str, ...], table: str) -> None:
    assert [code for code in codes if not known(code, table)] == []


def test_every_matter_and_its_team_has_a_french_name() -> None:
    matters = tomllib.loads((ROOT / "bot/data/matters.toml").read_text(encoding="utf-8"))["matter"]
    assert sorted({each["kind"] for each in matters if not known(each["kind"], "kind")}) == []
    assert sorted({each["team"] for each in matters if not known(each["team"], "team")}) == []


def test_every_situation_has_a_french_label() -> None:
    situations = Catalogue.load(ROOT / "bot/data/catalogue").situations
    assert [code for code, each in situations.items() if not each.label.get("fr")] == []
