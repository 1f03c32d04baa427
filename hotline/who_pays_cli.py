"""``veilleur who-pays``: the landlord's own rules, the derivation of an answer, and its replay."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy import select

from backend_client import who_pays as on_file
from backend_client.backend import Backend
from backend_client.models import Residence
from common.catalogue import Catalogue
from common.wear import move_out_share
from common.who_pays import Facts, Outcome, ResidenceTerms, Step, decide, explain, questions
from common.who_pays_data import Rules
from common.who_pays_search import search
from common.who_pays_terms import BadTerms, differences, merged, read_terms, wear_row
from common.wording import Wording
from hotline.settings import ROOT
from hotline.terminal import backend_of, out, stop, the_settings
from hotline.who_pays_table import table_of

DATA = ROOT / "bot" / "data"
DOCUMENT = ROOT / "docs" / "who_pays_table.md"
_YES_NO = {"yes": True, "true": True, "oui": True, "no": False, "false": False, "non": False}

app = typer.Typer(help="Who pays for what: import, explain, replay.", no_args_is_help=True)


def _backend() -> Backend:
    return backend_of(the_settings())


def load_rules() -> Rules:
    return Rules.load(DATA / "who_pays", Catalogue.load(DATA / "catalogue"))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="TOML: contract, wear, price, agreement")],
    yes: Annotated[bool, typer.Option("--yes", help="let it take effect")] = False,
) -> None:
    """Check a file of the landlord's own rules and show what it changes; with --yes it takes effect."""
    backend = _backend()
    try:
        found = read_terms(file, DATA / "schema", load_rules())
        with backend.transaction() as s:
            on_file.check_residences(s, found)
            version, before = on_file.terms_in_force(s)
            after = merged(before, found)
            changes = list(differences(before, after))
            for change in changes:
                sign = "+" if change.before is None else "-" if change.after is None else "~"
                out.print(f"{sign} {change.section} {change.key}", highlight=False, soft_wrap=True)
                out.print(_changed(change.before, change.after), highlight=False, soft_wrap=True)
            if changes and yes:
                version = on_file.put_in_force(s, after, backend.clock())
    except BadTerms as error:
        stop(str(error))
    if not changes:
        out.print(f"Nothing changes; version {version} stays in force.")
    elif yes:
        out.print(f"{len(changes)} changes are in force: version {version}.")
    else:
        out.print(f"{len(changes)} changes; run it again with --yes to let them take effect.")


def _changed(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """The fields of an entry that differ, one a line."""
    old, new = before or {}, after or {}
    lines = []
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            was = f"{old[name]} -> " if before is not None and name in old else ""
            lines.append(f"    {name}: {was}{new.get(name, '-')}")
    return "\n".join(lines)


@app.command("explain")
def explain_(
    question: Annotated[str, typer.Argument(help="a code (plumbing.tap_drip, IV.d.3) or words")],
    residence: Annotated[str, typer.Option(help="a residence's code")] = "",
    fact: Annotated[list[str] | None, typer.Option(help="age=12, wear=yes, event=storm; may be repeated")] = None,
    language: Annotated[str, typer.Option(help="of the sentence: fr, en, es, pt, tr, ar")] = "fr",
) -> None:
    """Print how an answer is derived: each rule tried, why it does not hold, the outcome and its texts."""
    rules = load_rules()
    subject = question if question in rules.subjects else next(iter(search(question, rules)), question)
    try:
        facts = Facts.of({"subject": subject, **dict(_fact(each) for each in fact or [])})
    except ValueError as error:
        stop(f"{error}.")
    with _backend().reading() as s:
        place = s.scalar(select(Residence).where(Residence.code == residence)) if residence else None
        if residence and place is None:
            stop(f"There is no residence {residence}.")
        terms = on_file.residence_terms(s, place)
    _derivation(rules, facts, terms, explain(facts, rules, terms))
    _outcome(decide(facts, rules, terms), language)
    out.print(f"worth asking:  {', '.join(questions(facts, rules, terms)) or '-'}", highlight=False)


def _fact(written: str) -> tuple[str, Any]:
    name, _, value = written.partition("=")
    if name == "age":
        if not value.isdecimal():
            raise ValueError(f"age cannot be {value!r}")
        return name, int(value)
    return name, _YES_NO.get(value.casefold(), value)


def _derivation(rules: Rules, facts: Facts, terms: ResidenceTerms, steps: Sequence[Step]) -> None:
    label = rules.labels.get(facts.subject, {}).get("fr", "")
    known = {name: value for name, value in facts.known().items() if name != "subject"}
    out.print(f"subject:       {facts.subject}  {label}", highlight=False, soft_wrap=True)
    out.print(f"facts:         {known or '-'}", highlight=False, soft_wrap=True)
    out.print(f"rules:         {rules.version}, landlord's data {terms.version}, residence {terms.residence or '-'}")
    tried = Table("rule", "holds", "because", box=None, padding=(0, 2, 0, 0))
    for step in steps:
        if step.missed is None:
            tried.add_row(step.rule.id, "yes", ", ".join(f"{n} = {_shown(v)}" for n, v in step.rule.when.items()))
        else:
            name, wanted, seen = step.missed
            tried.add_row(step.rule.id, "no", f"{name} is {_shown(seen)}, not {_shown(wanted)}")
    out.print(tried, highlight=False)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " or ".join(_shown(each) for each in value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _outcome(outcome: Outcome, language: str) -> None:
    wording = Wording.load(DATA / "texts")
    rows = {
        "who": outcome.who,
        "why": wording.render(outcome.why, outcome.why_facts, language, "web"),
        "text": f"{outcome.source.cite} ({outcome.source.heading})",
        "basis": outcome.basis,
        "rule": f"{outcome.rule} (stage: {outcome.stage})",
        "next": outcome.next_step,
        "would change": ", ".join(outcome.would_change) or "-",
    }
    for name, value in rows.items():
        out.print(f"{name + ':':<14} {value}", highlight=False, soft_wrap=True)


@app.command()
def replay(answer: Annotated[int, typer.Argument(help="the answer's number")]) -> None:
    """Derive a stored answer again, with the rules and the landlord's data it was given with."""
    with _backend().reading() as s:
        found = on_file.replay(s, answer)
    if found is None:
        stop(f"There is no answer {answer}.")
    out.print(f"answer {answer}, given {found.at.isoformat(timespec='seconds')}", highlight=False)
    _derivation(found.rules, found.facts, found.terms, found.steps)
    _outcome(found.again, "fr")
    if not found.same:
        stop(f"The answer given was another one: {found.given['who']} by {found.given['rule']}.")
    out.print("The same answer as was given.")


@app.command()
def gaps() -> None:
    """What tenants asked about that is in none of the lists: how often, and when last."""
    asked = Table("asked", "times", "last", box=None, padding=(0, 2, 0, 0))
    with _backend().reading() as s:
        found = on_file.gaps(s)
    for gap in found:
        asked.add_row(gap.words, str(gap.count), gap.last.isoformat(timespec="minutes"))
    out.print(asked if found else "No question was about something that is in none of the lists.")


@app.command("move-out")
def move_out(
    life: Annotated[str, typer.Argument(help="a code of the wear table: paint, carpet, tap…")],
    price: Annotated[str, typer.Option(help="of the repair, in euros")],
    age: Annotated[int, typer.Option(min=0, help="of the thing, in years")],
) -> None:
    """What the landlord's wear table leaves to the tenant of a repair found on moving out."""
    with _backend().reading() as s:
        version, document = on_file.terms_in_force(s)
    row = document.get("wear", {}).get(life)
    if row is None:
        stop(f"The landlord's wear table (version {version}) has no {life}.")
    try:
        share = move_out_share(Decimal(price), age, wear_row(row))
    except (InvalidOperation, ValueError):
        stop(f"{price} is not a price.")
    out.print(f"tenant {share.tenant} euros ({share.percent} %), landlord {share.landlord} euros; table {version}")


@app.command("table")
def table(
    check: Annotated[bool, typer.Option("--check", help="only say whether the document is up to date")] = False,
) -> None:
    """Write docs/who_pays_table.md: each line of the decree and each situation with its rule and its answers."""
    text = table_of(load_rules(), Wording.load(DATA / "texts"))
    if check:
        if not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
            stop(f"{DOCUMENT.name} is not up to date: run veilleur who-pays table.")
        return
    DOCUMENT.write_text(text, encoding="utf-8")
    out.print(f"{DOCUMENT.name} is written.")
