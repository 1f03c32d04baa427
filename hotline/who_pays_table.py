"""The table that a lawyer checks: each subject, its rule, a question, the answer, and the answer to each exception."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from common.who_pays import Facts, decide, questions
from common.who_pays_data import Rules, Subject
from common.wording import Wording

_WHO = {
    "tenant": "locataire",
    "landlord": "bailleur",
    "contract": "contrat",
    "insurer": "assureur",
    "to_be_confirmed": "à confirmer",
    "danger_first": "danger d'abord",
}
_BASIS = {"verified": "texte lu", "secondary": "source secondaire", "to_confirm": "à confirmer"}
# What each column of exceptions states.
_COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "usé": {"wear": True},
    "défaut": {"defect": True},
    "tiers": {"third_party": True},
    "force majeure": {"force_majeure": True},
    "cassé": {"misuse": True},
    "entier": {"extent": "whole"},
    "commun": {"place": "common"},
}
_INTRO = """# Qui paie ? Le tableau à vérifier

Écrit par `veilleur who-pays table` à partir de `bot/data/who_pays` (règles {version}) ; ne pas modifier à la main.
Chaque ligne donne la question type, la réponse sans autre information, la règle et le texte qui la fondent, puis ce
que la réponse devient quand un fait s'ajoute. Les contrats d'une résidence et les accords du bailleur passent avant
(étape « contract »). Une réponse est toujours donnée à titre indicatif.

## Les règles, dans l'ordre

| règle | qui | texte | phrase |
|---|---|---|---|
"""


def table_of(rules: Rules, wording: Wording) -> str:
    """The whole document, in Markdown and in French: the texts are French ones."""
    parts = [_INTRO.format(version=rules.version)]
    for rule in rules.rules:
        source = rules.sources[rule.source].cite if rule.source in rules.sources else "celui de la ligne"
        said = wording.render(rule.why, {"firm": "…", "phone": "…", "age": "…", "life": "…"}, "fr", "web")
        parts.append(f"| {rule.id} | {_WHO[rule.who]} | {source} | {said} |\n")
    titles = {"line": "Les lignes du décret 87-712", "situation": "Les situations", "item": "Autres objets"}
    for kind, title in titles.items():
        parts.append(f"\n## {title}\n\n{_head()}")
        parts += [_row(rules, subject) for subject in rules.subjects.values() if subject.kind == kind]
    return "".join(parts)


def _head() -> str:
    names = ["code", "question ou objet", "réponse", "règle", "texte", "vérifié", *_COLUMNS, "à demander"]
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n"


def _row(rules: Rules, subject: Subject) -> str:
    # A danger is answered first; what the law says comes once it is over.
    facts = Facts(subject.code, danger=False)
    outcome = decide(facts, rules)
    asked = rules.questions.get(subject.code, rules.labels[subject.code])["fr"]
    first = f"{_WHO['danger_first']}, puis {_WHO[outcome.who]}" if subject.danger else _WHO[outcome.who]
    cells = [subject.code, asked, first, outcome.rule, outcome.source.cite, _BASIS[outcome.basis]]
    for added in _COLUMNS.values():
        cells.append(_WHO[decide(replace(facts, **added), rules).who])
    cells.append(", ".join(questions(facts, rules)) or "rien")
    return f"| {' | '.join(cells)} |\n"
