"""``veilleur who-pays``: what a landlord and a lawyer see on their screen."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from backend_client import who_pays
from backend_client.backend import Backend
from backend_client.models import Residence
from common.who_pays import Facts, decide
from hotline import who_pays_cli
from hotline.settings import ROOT, load_settings
from hotline.terminal import backend_of

SAMPLE = ROOT / "deploy" / "sample" / "who_pays"


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backend:
    monkeypatch.setenv("VEILLEUR_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("VEILLEUR_DATABASE_URL", raising=False)
    opened = backend_of(load_settings())
    with opened.transaction() as s:
        for code in ("tilleuls", "moulin", "belvedere"):
            firm = {"firm": "Demo", "phone": "01 99 00 20 12", "covers": ""}
            s.add(Residence(code=code, name=code, contracts={"plumbing": firm, "heating": firm}))
    return opened


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(who_pays_cli.app, list(words), env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_an_import_shows_what_it_changes_and_waits_for_yes(backend: Backend) -> None:
    code, said = _run("import", str(SAMPLE / "wear.toml"))
    assert code == 0 and "+ wear paint" in said and "--yes" in said
    with backend.reading() as s:
        assert who_pays.terms_in_force(s)[0] == 0
    assert _run("import", str(SAMPLE / "wear.toml"), "--yes")[1].endswith("version 1.\n")
    assert "Nothing changes; version 1" in _run("import", str(SAMPLE / "wear.toml"), "--yes")[1]
    assert "tenant 183.00 euros" in _run("move-out", "paint", "--price", "300", "--age", "4")[1]
    assert _run("move-out", "dragon", "--price", "300", "--age", "4")[0] == 1
    assert _run("move-out", "paint", "--price", "much", "--age", "4")[0] == 1


def test_a_wrong_file_changes_nothing(backend: Backend, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[contract]]\nresidence = "nowhere"\ntrade = "plumbing"\ncovers = ["V.1"]', encoding="utf-8")
    code, said = _run("import", str(wrong), "--yes")
    assert code == 1 and "no residence nowhere" in said
    with backend.reading() as s:
        assert who_pays.terms_in_force(s)[0] == 0


def test_the_sample_comes_in_whole(backend: Backend) -> None:
    for file in sorted(SAMPLE.glob("*.toml")):
        assert _run("import", str(file), "--yes")[0] == 0
    code, said = _run("explain", "plumbing.tap_drip", "--residence", "tilleuls")
    assert code == 0
    assert "contract.covers" in said and "landlord's data 4" in said


def test_a_derivation_names_each_rule_and_why_it_does_not_hold(backend: Backend) -> None:
    code, said = _run("explain", "mon robinet goutte", "--fact", "age=12", "--fact", "contract=no", "--language", "en")
    assert code == 0
    assert "danger is no, not yes" in said
    assert "landlord" in said and "At 12 years" in said and "art. 7 d" in said
    assert _run("explain", "V.1", "--fact", "colour=red")[0] == 1
    assert _run("explain", "V.1", "--fact", "age=old")[0] == 1
    assert _run("explain", "V.1", "--residence", "nowhere")[0] == 1
    assert "gap.unknown" in _run("explain", "la piscine du toit de Monaco")[1]


def test_an_answer_is_replayed_by_its_number(backend: Backend) -> None:
    rules = who_pays_cli.load_rules()
    facts = Facts("V.1", third_party=True)
    with backend.transaction() as s:
        terms = who_pays.residence_terms(s, None)
        number = who_pays.store_answer(s, facts, decide(facts, rules, terms), rules, terms, backend.clock())
    code, said = _run("replay", str(number))
    assert code == 0 and "exception.third_party" in said and "The same answer" in said
    assert _run("replay", "999")[0] == 1


def test_the_table_for_the_lawyer_is_up_to_date() -> None:
    code, said = _run("table", "--check")
    assert code == 0, said
    text = who_pays_cli.DOCUMENT.read_text(encoding="utf-8")
    rules = who_pays_cli.load_rules()
    assert all(f"| {code} |" in text for code in rules.subjects)
    assert all(f"| {rule.id} |" in text for rule in rules.rules)
