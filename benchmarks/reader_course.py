"""What a reader learns from: the guard's examples and the training messages, written anew in each epoch."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.reader_network import UNKNOWN, Example
from bot.nlu import danger_examples, quick
from bot.nlu.danger_examples import NOTHING
from bot.nlu.messages import languages, messages_of
from bot.nlu.variants import shortened, slip

KINDS = ("danger", "intent", "situation")
# How often a message is changed as hands change it.
ASIDE, MISTYPED, TWICE, SHORT, BARE, UNPOINTED = 0.15, 0.35, 0.12, 0.3, 0.2, 0.15
_POINTS = str.maketrans(dict.fromkeys(".,;:!?", ""))


@dataclass(frozen=True)
class _Message:
    """A text with its language, what is known of it by kind, and whether it may stand within another message."""

    text: str
    language: str
    labels: tuple[str | None, ...]
    aside: bool


def _told() -> Iterator[_Message]:
    """The guard's examples."""
    for each in danger_examples.written():
        yield _Message(each.text, each.language, (each.danger, None, None), True)


def _ordinary() -> Iterator[_Message]:
    """The training messages; those that are harmless by nature are no danger either."""
    for code in languages():
        for text, intent, situation in messages_of(code):
            danger = NOTHING if danger_examples.is_harmless(intent, situation) else None
            yield _Message(text, code, (danger, intent, situation), False)


class Lessons:
    """All that is learned from. ``labels``: by kind, in alphabetical order."""

    def __init__(self) -> None:
        self._messages = [*_told(), *_ordinary()]
        self._harmless = {code: danger_examples.harmless(code) for code in languages()}
        self.labels = {
            kind: sorted({label for each in self._messages if (label := each.labels[n]) is not None})
            for n, kind in enumerate(KINDS)
        }
        self._numbers = [{label: n for n, label in enumerate(labels)} for labels in self.labels.values()]

    @property
    def texts(self) -> list[str]:
        """Every text as it was written."""
        return [each.text for each in self._messages]

    def epoch(self, draw: random.Random) -> list[Example]:
        """Every message once, as it might have been written."""
        return [(self._varied(each, draw), self._numbered(each)) for each in self._messages]

    def _numbered(self, message: _Message) -> list[int]:
        known = zip(self._numbers, message.labels, strict=True)
        return [UNKNOWN if label is None else numbers[label] for numbers, label in known]

    def _varied(self, message: _Message, draw: random.Random) -> str:
        """Within another message, shortened, mistyped, without accents or points."""
        text = message.text
        if message.aside and draw.random() < ASIDE:
            parts = [text, draw.choice(self._harmless[message.language])]
            draw.shuffle(parts)
            text = draw.choice((". ", ", ", " ")).join(parts)
        if draw.random() < SHORT:
            text = shortened(text, message.language, draw)
        for share in (MISTYPED, TWICE):
            text = slip(text, draw) if draw.random() < share else text
        text = quick.without_accents(text) if draw.random() < BARE else text
        return text.translate(_POINTS) if draw.random() < UNPOINTED else text
