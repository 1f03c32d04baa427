"""Reads the guard's rules: one TOML file per language, checked by a schema and compiled into one trie.

A phrase is a few words. `word` stands for itself, `stem*` for every word that begins so, `~word` for the word and
its near misspellings, `(one|other)` for either, `(maybe)?` for nothing as well, `{set}` for any phrase of that set,
`?` for at most one word and `..` for at most three. Words are folded as messages are, so accents may be written.
"""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from common.text import deletions, fold, within_edits, words

_PIECE = re.compile(r"\([^)]*\)\??|\{[a-z_]+\}|[^\s()]+")

_ELIDED_BEFORE = "aeiouyh"


@dataclass(frozen=True)
class Limits:
    """Log-odds of danger by the learned model: from `alarm` on a card is shown, from `certain` on without a question;
    from `beside_rule` on a rule's alarm stands, with its question."""

    alarm: float
    certain: float
    beside_rule: float


@dataclass(frozen=True)
class Rule:
    """One way of reading a danger: all `sets`, at most `within` tokens from first to last."""

    name: str
    danger: str
    sets: tuple[str, ...]
    within: int
    certain: bool
    ordered: bool
    across: bool
    negatable: bool
    unless: tuple[str, ...]
    unless_anywhere: tuple[str, ...]
    reach: int
    cancels: tuple[str, ...]
    most_words: int


@dataclass(frozen=True)
class Cancel:
    """Words that say a danger is over, supposed or quoted; void when a word of `voided_by` stands there too."""

    name: str
    scope: str
    reach: int
    voided_by: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """One language's rules, compiled. `trie` maps symbols to nodes; the key "" of a node names the sets that end."""

    code: str
    rules: tuple[Rule, ...]
    cancels: Mapping[str, Cancel]
    doubt: str
    negation_reach: int
    trie: dict[str, Any]
    exact: frozenset[str]
    prefixes: frozenset[str]
    prefix_lengths: tuple[int, ...]
    typo_index: Mapping[str, tuple[str, ...]]
    not_typos: frozenset[str]
    elisions: tuple[str, ...]
    ignored: frozenset[str]

    def symbols(self, token: str) -> tuple[str, ...]:
        """The pattern words that a written word satisfies, also without an elision run into it ("lascenseur")."""
        found = self._of(token)
        for elision in self.elisions:
            rest = token.removeprefix(elision)
            if rest != token and len(rest) > 3 and rest[0] in _ELIDED_BEFORE:
                found += self._of(rest)
        return tuple(dict.fromkeys(found))

    def _of(self, token: str) -> list[str]:
        found = [token] if token in self.exact else []
        found += [f"{token[:n]}*" for n in self.prefix_lengths if token[:n] in self.prefixes and n <= len(token)]
        return found + self._misspelt(token)

    def _misspelt(self, token: str) -> list[str]:
        if token in self.not_typos or not 3 <= len(token) <= 20:
            return []
        candidates = {meant for left in deletions(token, 2) for meant in self.typo_index.get(left, ())}
        return [f"~{meant}" for meant in sorted(candidates) if _is_misspelling(token, meant)]


def allowed_edits(meant: str) -> int:
    """How many edits a word may be away: none up to 3 letters, 1 up to 8, 2 beyond."""
    return (len(meant) > 3) + (len(meant) > 8)


def load_limits(data_dir: Path) -> Limits:
    """The limits of `dangers.toml`. Raises ValueError naming the file and the key."""
    document = _checked(data_dir / "dangers.toml", data_dir / "schema" / "dangers.schema.json")
    return Limits(**document["learned"])


def load_dangers(data_dir: Path) -> list[dict[str, Any]]:
    """The dangers of `dangers.toml`, most pressing first. Raises ValueError naming the file and the key."""
    path = data_dir / "dangers.toml"
    document = _checked(path, data_dir / "schema" / "dangers.schema.json")
    dangers: list[dict[str, Any]] = sorted(document["dangers"], key=lambda danger: int(danger["priority"]))
    for key in ("code", "priority"):
        values = [danger[key] for danger in dangers]
        if len(set(values)) < len(values):
            raise ValueError(f"{path}: dangers: {key} given twice")
    return dangers


def load_language(path: Path, data_dir: Path, dangers: list[str]) -> Language:
    """One language's compiled rules. Raises ValueError naming the file and the key."""
    document = _checked(path, data_dir / "schema" / "guard.schema.json")
    code = document["language"]
    if code != path.stem:
        raise ValueError(f"{path}: language: {code} in a file named {path.stem}")
    cancels = {
        name: Cancel(
            name,
            entry.get("scope", "sentence"),
            entry.get("reach", 12),
            tuple(entry.get("voided_by", ())),
        )
        for name, entry in document["cancels"].items()
    }
    vocabulary: dict[str, list[str]] = dict(document["sets"])
    vocabulary |= {name: entry["phrases"] for name, entry in document["cancels"].items()}
    vocabulary |= {name: document[name] for name in ("masks", "negation", "negation_free", "doubt")}
    rules = tuple(_rule(path, entry, cancels, vocabulary, dangers) for entry in document["rules"])
    return _compiled(path, document, rules, cancels, vocabulary)


def _checked(path: Path, schema_path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path}: {error}") from error
    schema = json.loads(schema_path.read_text("utf-8"))
    for broken in Draft202012Validator(schema).iter_errors(document):
        key = ".".join(str(part) for part in broken.absolute_path) or "(top level)"
        raise ValueError(f"{path}: {key}: {broken.message}")
    return document


def _rule(
    path: Path,
    entry: dict[str, Any],
    cancels: Mapping[str, Cancel],
    vocabulary: Mapping[str, list[str]],
    dangers: list[str],
) -> Rule:
    name = entry["name"]
    if entry["danger"] not in dangers:
        raise ValueError(f"{path}: rules.{name}.danger: unknown danger {entry['danger']}")
    for key in ("sets", "unless", "unless_anywhere"):
        for used in entry.get(key, ()):
            if used not in vocabulary:
                raise ValueError(f"{path}: rules.{name}.{key}: unknown set {used}")
    if unknown := set(entry.get("cancels", ())) - set(cancels):
        raise ValueError(f"{path}: rules.{name}.cancels: unknown {', '.join(sorted(unknown))}")
    across = entry.get("across", False)
    return Rule(
        name=name,
        danger=entry["danger"],
        sets=tuple(entry["sets"]),
        within=entry.get("within", 10),
        certain=entry.get("certain", True),
        ordered=entry.get("ordered", False),
        across=across,
        negatable=entry.get("negatable", True),
        unless=tuple(entry.get("unless", ())),
        unless_anywhere=tuple(entry.get("unless_anywhere", ())),
        reach=entry.get("reach", 8),
        cancels=tuple(entry.get("cancels", cancels)),
        most_words=entry.get("most_words", 0),
    )


def _compiled(
    path: Path,
    document: dict[str, Any],
    rules: tuple[Rule, ...],
    cancels: Mapping[str, Cancel],
    vocabulary: Mapping[str, list[str]],
) -> Language:
    trie: dict[str, Any] = {}
    symbols: set[str] = set()
    ignored = frozenset(fold(word, document["language"]) for word in document.get("ignored", ()))
    for name, phrases in vocabulary.items():
        for phrase in phrases:
            for written in _sequences(path, phrase, vocabulary, document["language"], depth=0):
                sequence = tuple(symbol for symbol in written if symbol not in ignored)
                symbols.update(sequence)
                _insert(trie, sequence, name)
    misspellable = {symbol[1:] for symbol in symbols if symbol.startswith("~")}
    index: dict[str, list[str]] = {}
    for meant in misspellable:
        for left in deletions(meant, allowed_edits(meant)):
            index.setdefault(left, []).append(meant)
    prefixes = frozenset(symbol[:-1] for symbol in symbols if symbol.endswith("*"))
    not_typos = {token for word in document["not_typos"] for token in words(word, document["language"])}
    return Language(
        code=document["language"],
        rules=rules,
        cancels=cancels,
        doubt="doubt",
        negation_reach=document["negation_reach"],
        trie=trie,
        exact=frozenset(symbol for symbol in symbols if symbol[0] != "~" and symbol[-1] not in "*?"),
        prefixes=prefixes,
        prefix_lengths=tuple(sorted({len(prefix) for prefix in prefixes})),
        typo_index={left: tuple(meant) for left, meant in index.items()},
        not_typos=frozenset(not_typos),
        elisions=tuple(document.get("elisions", ())),
        ignored=ignored,
    )


def _insert(trie: dict[str, Any], sequence: tuple[str, ...], name: str) -> None:
    node = trie
    for symbol in sequence:
        node = node.setdefault(symbol, {})
    names = node.setdefault("", [])
    if name not in names:
        names.append(name)


def _sequences(
    path: Path,
    phrase: str,
    vocabulary: Mapping[str, list[str]],
    language: str,
    depth: int,
) -> Iterator[tuple[str, ...]]:
    """Every sequence of symbols that a phrase stands for. Raises ValueError for an unknown set or a set in itself."""
    if depth > 4:
        raise ValueError(f"{path}: {phrase}: a set that holds itself")
    pieces = _PIECE.findall(phrase)
    if "".join("".join(pieces).split()) != "".join(phrase.split()):
        raise ValueError(f"{path}: {phrase}: brackets not understood")
    choices: list[list[tuple[str, ...]]] = []
    for piece in pieces:
        if set(piece.strip("(){}?")) & set("(){}?"):
            raise ValueError(f"{path}: {phrase}: not understood: {piece}")
        if piece[0] == "{":
            if piece[1:-1] not in vocabulary:
                raise ValueError(f"{path}: {phrase}: unknown set {piece[1:-1]}")
            inner = [_sequences(path, one, vocabulary, language, depth + 1) for one in vocabulary[piece[1:-1]]]
            choices.append(list(itertools.chain.from_iterable(inner)))
        elif piece[0] == "(":
            options = [_symbols(option, language) for option in piece.rstrip("?")[1:-1].split("|")]
            choices.append(options + [()] * piece.endswith("?"))
        else:
            choices.append(_gap(piece) or [_symbols(piece, language)])
    for combination in itertools.product(*choices):
        sequence = tuple(itertools.chain.from_iterable(combination))
        if not sequence or sequence[0] == "?":
            raise ValueError(f"{path}: {phrase}: a phrase begins with a word")
        yield sequence


def _gap(piece: str) -> list[tuple[str, ...]]:
    widest = {"?": 1, "..": 3}.get(piece, 0)
    return [("?",) * width for width in range(widest + 1)] if widest else []


def _symbols(option: str, language: str) -> tuple[str, ...]:
    """The symbols of a word or of several, kept with their mark: `stem*`, `~word`."""
    symbols: list[str] = []
    for part in option.split():
        if part.startswith("~"):
            symbols.append("~" + fold(part[1:], language))
        elif part.endswith("*"):
            *before, stem = words(part, "")
            symbols += [*before, stem + "*"]
        else:
            symbols += words(part, language)
    return tuple(symbols)


def _is_misspelling(token: str, meant: str) -> bool:
    limit = allowed_edits(meant)
    same_start = token[0] == meant[0] or len(meant) > 6
    return same_start and within_edits(token, meant, limit)
