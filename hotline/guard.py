"""The danger guard: are people in danger now? Decided in the hotline's own process, before and without the engine.

The rules are data, one file per language (`bot/data/guard/<language>.toml`): named vocabulary, and rules that ask
for several of these sets near each other. What is over, hypothetical, quoted or denied does not count, and a
look-alike ("facture de gaz") hides the words inside it. `bot/data/dangers.toml` gives the dangers and their order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from common.text import fold
from hotline.danger_model import DangerModel
from hotline.guard_rules import Cancel, Language, Limits, Rule, load_dangers, load_language, load_limits

_TOKEN_OR_STOP = re.compile(r"[^\W_]+|[.!?;\n\u2026\u061f\u061b\u3002]+|[,:()\-\u2013\u2014\u060c]")
_SENTENCE_END = frozenset(".!?;\n\u2026\u061f\u061b\u3002")
_MOST_COMBINATIONS = 200
_LONGEST_PHRASE = 24
_LONGEST_TOKEN = 40
MODEL_RULE = "learned"
"""Stands for the rule's name in an alarm that the learned model raised."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Alarm:
    """One danger read in a message. `certain` is false when the words leave a doubt that a question can lift."""

    danger: str
    certain: bool
    rule: str
    language: str


@dataclass(frozen=True)
class _Reading:
    """A message seen by one language: its tokens, the sentence and the clause of each, the spans of each set."""

    tokens: list[str]
    sentences: list[int]
    clauses: list[int]
    spans: dict[str, list[Span]]


class Guard:
    """All languages' rules, compiled, and the learned reading beside them. Pure: the same text always gives the same
    alarms; nothing is kept."""

    def __init__(
        self, order: Sequence[str], languages: Sequence[Language], model: DangerModel | None, limits: Limits
    ) -> None:
        self._model = model
        self.limits = limits
        self.dangers = tuple(order)
        self._rank = {danger: rank for rank, danger in enumerate(order)}
        self._languages = tuple(languages)
        self._symbols: dict[str, Callable[[str], tuple[str, ...]]] = {
            language.code: lru_cache(maxsize=20_000)(language.symbols) for language in languages
        }

    def assess(self, text: str, language: str | None = None) -> Alarm | None:
        """The alarm to act on: certain ones first, then by the order of the dangers. Never raises."""
        alarms = self.assess_all(text, language)
        return alarms[0] if alarms else None

    def assess_all(self, text: str, language: str | None = None) -> list[Alarm]:
        """At most one alarm per danger, the one to act on first: what the rules find and the model does not deny,
        and what the model finds.

        Every language's rules are tried, whatever `language` says: one message in ten of four words is given the
        wrong language, and a frightened person writes in another one than usual. `language` settles ties.
        """
        return self._weighed(text, self._by_rules(text, language))

    def warm_up(self) -> None:
        """Load what is loaded when the first text is read, so that the first tenant does not wait for it."""
        if self._model is not None:
            self._model.warm_up()

    def odds(self, text: str) -> float | None:
        """The log-odds of danger by the learned reading alone; None where there is none."""
        return self._model.read(text).odds if self._model else None

    def denies(self, text: str) -> bool:
        """Whether the learned reading is sure that a text tells of no danger now: a rule alone does not outweigh it."""
        odds = self.odds(text)
        return odds is not None and odds < self.limits.beside_rule

    def _weighed(self, text: str, found: list[Alarm]) -> list[Alarm]:
        if self._model is None:
            return found
        opinion, limits = self._model.read(text), self.limits
        if opinion.odds < limits.alarm:
            heard = [replace(alarm, certain=False) for alarm in found]
            return heard if opinion.odds >= limits.beside_rule else []
        if any(alarm.certain for alarm in found) and opinion.odds < limits.certain:
            return found
        # words of doubt are the rules' to judge: the model knows what is meant, not how sure the tenant is
        by_rule = [alarm.certain for alarm in found if alarm.danger == opinion.danger]
        sure = any(by_rule) if by_rule else opinion.odds >= limits.certain
        learned = Alarm(opinion.danger, sure, MODEL_RULE, "")
        return [learned, *(alarm for alarm in found if alarm.danger != opinion.danger)]

    def _by_rules(self, text: str, language: str | None) -> list[Alarm]:
        best: dict[str, Alarm] = {}
        for known in sorted(self._languages, key=lambda candidate: candidate.code != language):
            for alarm in self._alarms(text, known):
                held = best.get(alarm.danger)
                if held is None or (alarm.certain and not held.certain):
                    best[alarm.danger] = alarm
        return sorted(
            best.values(),
            key=lambda alarm: (not alarm.certain, self._rank[alarm.danger]),
        )

    def _alarms(self, text: str, language: Language) -> Iterator[Alarm]:
        reading = _read(text, language, self._symbols[language.code])
        if not reading.spans:
            return
        for rule in language.rules:
            span = _first_match(rule, reading, language)
            if span is not None:
                doubtful = _near(language.doubt, span, reading, reach=8)
                yield Alarm(rule.danger, rule.certain and not doubtful, rule.name, language.code)


def load_guard(data_dir: Path, model: DangerModel | None = None) -> Guard:
    """Reads `dangers.toml` and every `guard/<language>.toml` of `data_dir`, checked by their schemas.

    :param model: the learned reading; without it the rules decide alone
    :raises ValueError: a file breaks its schema, names an unknown set or danger, or there is no language at all;
        the text names the file and the key
    """
    dangers = load_dangers(data_dir)
    files = sorted((data_dir / "guard").glob("*.toml"))
    if not files:
        raise ValueError(f"{data_dir / 'guard'}: no language")
    order = [danger["code"] for danger in dangers]
    languages = [load_language(path, data_dir, order) for path in files]
    return Guard(order, languages, model, load_limits(data_dir))


def _read(text: str, language: Language, symbols: Callable[[str], tuple[str, ...]]) -> _Reading:
    tokens: list[str] = []
    sentences: list[int] = []
    clauses: list[int] = []
    sentence = clause = 0
    for match in _TOKEN_OR_STOP.finditer(fold(text, language.code)):
        piece = match[0]
        if piece in language.ignored:
            continue
        if piece[0].isalnum():
            tokens.append(piece[:_LONGEST_TOKEN])
            sentences.append(sentence)
            clauses.append(clause)
            continue
        clause += 1
        sentence += piece[0] in _SENTENCE_END
    return _Reading(tokens, sentences, clauses, _spans(tokens, sentences, language, symbols))


def _spans(
    tokens: list[str], sentences: list[int], language: Language, symbols: Callable[[str], tuple[str, ...]]
) -> dict[str, list[Span]]:
    """Every span of every vocabulary set, sorted, look-alikes' insides left out."""
    read = [symbols(token) for token in tokens]
    trie, length = language.trie, len(tokens)
    found: dict[str, set[Span]] = {}
    for start, sentence in enumerate(sentences):
        paths: list[tuple[dict[str, Any], int]] = [
            (trie[symbol], start + 1) for symbol in read[start] if symbol in trie
        ]
        for node, at in paths:
            if "" in node:
                for name in node[""]:
                    found.setdefault(name, set()).add((start, at))
            if at < length and sentences[at] == sentence:
                for symbol in read[at]:
                    if symbol in node:
                        paths.append((node[symbol], at + 1))
                if "?" in node:
                    paths.append((node["?"], at + 1))
    return _unmasked(found)


def _unmasked(found: dict[str, set[Span]]) -> dict[str, list[Span]]:
    masked: dict[int, list[Span]] = {}
    for mask in found.pop("masks", ()):
        for at in range(*mask):
            masked.setdefault(at, []).append(mask)
    shown = {name: sorted(span for span in spans if not _hidden(span, masked)) for name, spans in found.items()}
    return {name: spans for name, spans in shown.items() if spans}


def _hidden(span: Span, masked: dict[int, list[Span]]) -> bool:
    """Whether a longer look-alike holds the whole span."""
    length = span[1] - span[0]
    return span[0] in masked and any(
        mask[0] <= span[0] and span[1] <= mask[1] and mask[1] - mask[0] > length for mask in masked[span[0]]
    )


def _first_match(rule: Rule, reading: _Reading, language: Language) -> Span | None:
    """The first place where the rule's sets stand near each other and nothing cancels them."""
    if rule.most_words and len(reading.tokens) > rule.most_words:
        return None
    if any(name not in reading.spans for name in rule.sets):
        return None
    if any(name in reading.spans for name in rule.unless_anywhere):
        return None
    for tried, spans in enumerate(_combinations(rule, reading)):
        if tried == _MOST_COMBINATIONS:
            return None
        whole = (min(span[0] for span in spans), max(span[1] for span in spans))
        if rule.negatable and _negated(spans, whole, reading, language):
            continue
        if any(_near(name, whole, reading, rule.reach, spans) for name in rule.unless):
            continue
        if any(_cancelled(language.cancels[name], whole, spans, reading) for name in rule.cancels):
            continue
        return whole
    return None


def _combinations(rule: Rule, reading: _Reading) -> Iterator[tuple[Span, ...]]:
    """One span per set, together no wider than the rule's window, in one sentence unless the rule spans several."""

    def extend(chosen: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
        if len(chosen) == len(rule.sets):
            yield chosen
            return
        candidates = reading.spans[rule.sets[len(chosen)]]
        low, high = min(s[0] for s in chosen), max(s[1] for s in chosen)
        begin = chosen[-1][1] if rule.ordered else high - rule.within
        for span in candidates[bisect_left(candidates, (begin, 0)) :]:
            if span[0] >= low + rule.within:
                break
            if max(high, span[1]) - min(low, span[0]) > rule.within or _overlaps(span, chosen):
                continue
            if rule.across or reading.sentences[span[0]] == reading.sentences[low]:
                yield from extend((*chosen, span))

    for first in reading.spans[rule.sets[0]]:
        yield from extend((first,))


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in others)


def _negated(spans: tuple[Span, ...], whole: Span, reading: _Reading, language: Language) -> bool:
    """A negation just before one of the words, or just after one and before the last ("sent pas le gaz")."""
    free = reading.spans.get("negation_free", [])
    for negation in _around(reading.spans.get("negation", []), whole, language.negation_reach):
        if _overlaps(negation, spans) or _overlaps(negation, _around(free, negation, 0)):
            continue
        for start, end in spans:
            before = 0 <= start - negation[1] < language.negation_reach
            after = end < whole[1] and 0 <= negation[0] - end < language.negation_reach
            beside = start if before else end - 1
            if (before or after) and reading.clauses[negation[0]] == reading.clauses[beside]:
                return True
    return False


def _cancelled(cancel: Cancel, whole: Span, spans: tuple[Span, ...], reading: _Reading) -> bool:
    """Whether the words are over, supposed or quoted, and nothing says that it still goes on."""
    if cancel.scope == "message":
        if cancel.name not in reading.spans:
            return False
        return not any(name in reading.spans for name in cancel.voided_by)
    if not _near(cancel.name, whole, reading, cancel.reach, spans):
        return False
    return not any(_near(name, whole, reading, cancel.reach, spans) for name in cancel.voided_by)


def _near(name: str, whole: Span, reading: _Reading, reach: int, spans: tuple[Span, ...] = ()) -> bool:
    """Whether the set stands in the same sentence, at most `reach` tokens away, and is none of the words used."""
    first, last = reading.sentences[whole[0]], reading.sentences[whole[1] - 1]
    return any(
        start - whole[1] < reach
        and whole[0] - end < reach
        and first <= reading.sentences[start] <= last
        and not any(used[0] <= start and end <= used[1] for used in spans)
        for start, end in _around(reading.spans.get(name, []), whole, reach)
    )


def _around(spans: list[Span], whole: Span, reach: int) -> list[Span]:
    """The spans that may lie within `reach` tokens of `whole`."""
    begin = bisect_left(spans, (whole[0] - reach - _LONGEST_PHRASE, 0))
    return spans[begin : bisect_left(spans, (whole[1] + reach, 0))]
