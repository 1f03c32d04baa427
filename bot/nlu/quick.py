"""Trains the small linear models that the hotline reads before and without the engine.

``python -m bot.nlu.quick <task> <file>`` in the engine's environment. A minute or two for the danger model, seconds
for the others, and the same file every time.
"""

import random
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.special import softmax

from bot.nlu import danger_examples as danger_data
from bot.nlu.linear import separate, table
from bot.nlu.messages import languages, messages_of
from bot.nlu.variants import shortened
from common.linear_text import LinearText
from common.ngrams import Features, Recipe

DATA = Path(__file__).resolve().parent.parent / "data"
SEED = 7
AGREED = 0.02
"""How likely a first model must find it that an unlabelled text has the label of nothing. Low: most that it doubts are
look-alikes that it should learn, only what it is quite sure of may be a real one."""
OTHER = "other"
"""The label of every language that is recognised but not spoken."""

# How each Arabic letter is written on a phone without Arabic keys, in the Maghreb first.
# fmt: off
CHAT_LETTERS = {
    "ا": ["a", "a", "e"], "أ": ["a", "2"], "إ": ["i"], "آ": ["a"], "ى": ["a"], "ة": ["a"], "ء": [""], "ئ": ["2"],
    "ؤ": ["o"], "ب": ["b"], "ت": ["t"], "ث": ["t", "th"], "ج": ["j"], "ح": ["7", "h"], "خ": ["kh", "5"], "د": ["d"],
    "ذ": ["d"], "ر": ["r"], "ز": ["z"], "س": ["s"], "ش": ["ch", "sh"], "ص": ["s"], "ض": ["d"], "ط": ["t"], "ظ": ["d"],
    "ع": ["3"], "غ": ["gh"], "ف": ["f"], "ق": ["9", "q"], "ك": ["k"], "گ": ["g"], "ل": ["l"], "م": ["m"], "ن": ["n"],
    "ه": ["h"], "و": ["ou", "w", "o"], "ي": ["i", "y"], "ڤ": ["v"], "پ": ["p"], "؟": ["?"], "،": [","],
}
# fmt: on


@dataclass(frozen=True)
class Labelled:
    """One training text and its label."""

    text: str
    label: str


@dataclass(frozen=True)
class Task:
    """What a model is made of.

    :param examples: reads the training texts
    :param strength: inverse of the regularisation (scikit-learn's ``C``)
    :param temperature: the factor that turns margins into probabilities; given rather than learned, because copies
        and pieces of one message on both sides of a split would flatter it
    :param fewest: texts in which a group must occur to count
    :param most: groups kept
    :param balanced: whether a rare label weighs as much as a common one
    :param unlabelled: reads further texts that have the label ``NOTHING`` unless a first model doubts it
    """

    examples: Callable[[], list[Labelled]]
    recipe: Recipe
    strength: float
    fewest: int = 2
    most: int = 60_000
    balanced: bool = True
    unlabelled: Callable[[], list[str]] | None = None
    temperature: float = 1.0


def spoken_examples() -> list[Labelled]:
    """Every training message with its folder's name as label, and sentences of other languages as ``other``.

    Arabic once more in Latin letters and French once more in the abbreviations of SMS; then each without
    accents, as phones write, and in pieces, because a message may be one word.
    """
    written = [Labelled(message.text, code) for code in languages() for message in messages_of(code)]
    written += [Labelled(example.text, OTHER) for example in other_sentences()]
    written += in_latin_letters(written) + by_sms(written)
    return written + plain(written) + pieces(written)


def other_examples() -> list[Labelled]:
    """The sentences of the languages that are recognised but not spoken, also without accents and in pieces."""
    written = other_sentences()
    return written + plain(written) + pieces(written)


def other_sentences() -> list[Labelled]:
    """One label a file: its name is the language's code."""
    files = sorted((DATA / "languages").glob("*.txt"))
    return [Labelled(line, file.stem) for file in files for line in file.read_text("utf-8").splitlines() if line]


def plain(examples: Sequence[Labelled]) -> list[Labelled]:
    """The examples that have accents, without them."""
    bare = [Labelled(without_accents(example.text), example.label) for example in examples]
    return [changed for changed, example in zip(bare, examples, strict=True) if changed.text != example.text]


def without_accents(text: str) -> str:
    """The letters without their marks, the dotless i with its dot."""
    marked = unicodedata.normalize("NFD", text.replace("ı", "i"))
    return unicodedata.normalize("NFC", "".join(c for c in marked if not "\u0300" <= c <= "\u036f"))


def in_latin_letters(examples: Sequence[Labelled]) -> list[Labelled]:
    """The Arabic ones as phones without Arabic keys write them; short vowels are not in the script, nor here."""
    draw = random.Random(SEED)
    made = []
    for example in examples:
        if example.label == "ar" and any("\u0621" <= character <= "\u064a" for character in example.text):
            letters = (draw.choice(CHAT_LETTERS[c]) if c in CHAT_LETTERS else c for c in example.text)
            made.append(Labelled("".join(letters), example.label))
    return made


def by_sms(examples: Sequence[Labelled]) -> list[Labelled]:
    """The French ones with about half of what can be abbreviated written short."""
    draw = random.Random(SEED)
    short = [(shortened(each.text, each.label, draw), each) for each in examples if each.label == "fr"]
    return [Labelled(text, each.label) for text, each in short if text != each.text]


def pieces(examples: Sequence[Labelled]) -> list[Labelled]:
    """One to three words in a row of each example."""
    draw = random.Random(SEED)
    made = []
    for example in examples:
        words = example.text.split()
        size = draw.choice((1, 2, 2, 3))
        at = draw.randrange(max(1, len(words) - size + 1))
        made.append(Labelled(" ".join(words[at : at + size]), example.label))
    return made


def danger_examples() -> list[Labelled]:
    """The messages on both sides of the border of danger, as they are and within longer ones; answers without one."""
    plain_ones = [*danger_data.written(), *danger_data.harmless_answers()]
    every = [*plain_ones, *danger_data.told_aside(plain_ones, SEED), *danger_data.mistyped(plain_ones, SEED)]
    return [Labelled(example.text, example.danger) for example in every]


def harmless_messages() -> list[str]:
    """A sample of the training messages about what is no danger by nature."""
    every = [message for code in languages() for message in messages_of(code)]
    sample = danger_data.harmless_sample([(message.intent, message.situation) for message in every], SEED)
    return [every[place].text for place in sample]


_AS_WRITTEN = Recipe(letters=(1, 4), words=(1, 1), folded=False)
TASKS: dict[str, Task] = {
    "language": Task(spoken_examples, _AS_WRITTEN, strength=1.0, temperature=3.4),
    "other_languages": Task(other_examples, _AS_WRITTEN, strength=1.0, fewest=1, temperature=9.0),
    "danger": Task(
        danger_examples,
        Recipe(letters=(2, 5), words=(1, 3), heard=True, signs=True, pairs=6),
        strength=1.0,
        temperature=4.0,
        fewest=3,
        most=500_000,
        balanced=False,
        unlabelled=harmless_messages,
    ),
}


def fit(task: Task, examples: Sequence[Labelled], unlabelled: Sequence[str] = ()) -> LinearText:
    """Learn the groups, then one linear separator a label; each text is read into groups once."""
    texts = [task.recipe.counted(text) for text in (*(example.text for example in examples), *unlabelled)]
    features = Features.learn(task.recipe, texts, task.fewest, task.most)
    rows = table(features, texts)
    labels = np.array([*(example.label for example in examples), *[danger_data.NOTHING] * len(unlabelled)])
    kept = np.arange(len(texts))
    if unlabelled:
        kept = kept[_agreed(task, rows, labels, len(examples))]
    found = separate(rows[kept], labels[kept], task.strength, task.balanced, SEED)
    return LinearText(features, found.labels, found.weights, found.bias, task.temperature)


def _agreed(task: Task, rows: sp.csr_matrix, labels: np.ndarray, labelled: int) -> np.ndarray:
    """Which texts to learn from, as booleans: the labelled ones, and those whose label a first model agrees with. Half
    of the labelled ones suffice for that model, in half the time.

    :param labelled: how many of the rows have a label of their own; they come first
    """
    first = separate(rows[:labelled:2], labels[:labelled:2], task.strength, task.balanced, SEED)
    margins = rows[labelled:] @ first.weights + first.bias
    likely = softmax(margins * task.temperature, axis=1)[:, first.labels.index(danger_data.NOTHING)]
    return np.concatenate([np.ones(labelled, dtype=bool), likely >= AGREED])


def main(arguments: Sequence[str]) -> int:
    """Train a task's model into a file."""
    if len(arguments) != 2 or arguments[0] not in TASKS:
        print(f"usage: python -m bot.nlu.quick {{{','.join(TASKS)}}} FILE", file=sys.stderr)
        return 2
    task = TASKS[arguments[0]]
    fit(task, task.examples(), task.unlabelled() if task.unlabelled else ()).save(Path(arguments[1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
