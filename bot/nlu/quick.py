"""Trains the small linear models that the hotline reads before and without the engine.

``python -m bot.nlu.quick <task> <file>`` in the engine's environment. Seconds, and the same file every time.
"""

import random
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

from bot.nlu import danger_examples as danger_data
from common.linear_text import LinearText
from common.ngrams import Features, Recipe
from common.text import FRENCH_SMS, fold

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
    """One training text and its labels: exactly one where the task has ``one_label``, else any number."""

    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """What a model is made of.

    :param examples: reads the training texts
    :param strength: inverse of the regularisation (scikit-learn's ``C``)
    :param temperature: the factor that turns margins into probabilities where there is one label; given rather than
        learned, because copies and pieces of one message on both sides of a split would flatter it
    :param fewest: texts in which a group must occur to count
    :param most: groups kept
    :param balanced: whether a rare label weighs as much as a common one
    :param unlabelled: reads further texts that have the label ``NOTHING`` unless a first model doubts it
    """

    examples: Callable[[], list[Labelled]]
    recipe: Recipe
    one_label: bool
    strength: float
    fewest: int = 2
    most: int = 60_000
    balanced: bool = True
    unlabelled: Callable[[], list[str]] | None = None
    temperature: float = 1.0


def training_texts(folder: Path) -> list[str]:
    """The examples of every file of training messages in a folder, in a fixed order."""
    found = []
    for file in sorted(folder.glob("*.yml")):
        for entry in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            lines = str(entry.get("examples") or "").splitlines()
            found += [line.removeprefix("- ").strip() for line in lines if line.startswith("- ")]
    return found


def spoken_examples() -> list[Labelled]:
    """Every training message with its folder's name as label, and sentences of other languages as ``other``.

    Arabic once more in Latin letters and French once more in the abbreviations of SMS; then each without
    accents, as phones write, and in pieces, because a message may be one word.
    """
    folders = sorted(path for path in (DATA / "nlu").iterdir() if path.is_dir())
    written = [Labelled(text, (folder.name,)) for folder in folders for text in training_texts(folder)]
    written += [Labelled(example.text, (OTHER,)) for example in other_sentences()]
    written += in_latin_letters(written) + by_sms(written)
    return written + plain(written) + pieces(written)


def other_examples() -> list[Labelled]:
    """The sentences of the languages that are recognised but not spoken, also without accents and in pieces."""
    written = other_sentences()
    return written + plain(written) + pieces(written)


def other_sentences() -> list[Labelled]:
    """One label a file: its name is the language's code."""
    files = sorted((DATA / "languages").glob("*.txt"))
    return [Labelled(line, (file.stem,)) for file in files for line in file.read_text("utf-8").splitlines() if line]


def plain(examples: Sequence[Labelled]) -> list[Labelled]:
    """The examples that have accents, without them."""
    bare = [Labelled(without_accents(example.text), example.labels) for example in examples]
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
        if example.labels == ("ar",) and any("\u0621" <= character <= "\u064a" for character in example.text):
            letters = (draw.choice(CHAT_LETTERS[c]) if c in CHAT_LETTERS else c for c in example.text)
            made.append(Labelled("".join(letters), example.labels))
    return made


def by_sms(examples: Sequence[Labelled]) -> list[Labelled]:
    """The French ones with about half of what can be abbreviated written short."""
    draw = random.Random(SEED)
    shorter: dict[str, list[str]] = {}
    for short, full in FRENCH_SMS.items():
        shorter.setdefault(full, []).append(short)
    longest_first = sorted(shorter, key=lambda full: (-len(full), full))
    found = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")

    def shorten(match: re.Match[str]) -> str:
        return draw.choice([match[0], draw.choice(shorter[match[0]])])

    made = []
    for example in examples:
        if example.labels == ("fr",):
            full = fold(example.text, "")
            short = found.sub(shorten, full)
            if short != full:
                made.append(Labelled(short, example.labels))
    return made


def pieces(examples: Sequence[Labelled]) -> list[Labelled]:
    """One to three words in a row of each example."""
    draw = random.Random(SEED)
    made = []
    for example in examples:
        words = example.text.split()
        size = draw.choice((1, 2, 2, 3))
        at = draw.randrange(max(1, len(words) - size + 1))
        made.append(Labelled(" ".join(words[at : at + size]), example.labels))
    return made


def danger_examples() -> list[Labelled]:
    """The messages on both sides of the border of danger, as they are and within longer ones."""
    plain_ones = danger_data.written()
    every = [*plain_ones, *danger_data.told_aside(plain_ones, SEED), *danger_data.mistyped(plain_ones, SEED)]
    return [Labelled(example.text, (example.danger,)) for example in every]


def harmless_messages() -> list[str]:
    """A sample of the training messages about what is no danger by nature."""
    return danger_data.harmless_sample(SEED)


_AS_WRITTEN = Recipe(letters=(1, 4), words=(1, 1), folded=False)
TASKS: dict[str, Task] = {
    "language": Task(spoken_examples, _AS_WRITTEN, one_label=True, strength=1.0, temperature=3.4),
    "other_languages": Task(other_examples, _AS_WRITTEN, one_label=True, strength=1.0, fewest=1, temperature=9.0),
    "danger": Task(
        danger_examples,
        Recipe(letters=(2, 5), words=(1, 3), heard=True),
        one_label=True,
        strength=1.0,
        temperature=4.0,
        most=280_000,
        balanced=False,
        unlabelled=harmless_messages,
    ),
}


def rows(features: Features, texts: Sequence[str]) -> sp.csr_matrix:
    """One row of float32 a text."""
    parts = [features.row(text) for text in texts]
    ends = np.cumsum([0] + [len(columns) for columns, _ in parts])
    columns = np.concatenate([columns for columns, _ in parts])
    weights = np.concatenate([weights for _, weights in parts])
    return sp.csr_matrix((weights, columns, ends), shape=(len(texts), len(features.vocabulary)))


def fit(task: Task, examples: Sequence[Labelled]) -> LinearText:
    """Learn the groups, then one linear separator a label; rare labels weigh as much as common ones.

    With one label a text: separators of widest margin and the task's temperature; else a logistic model a label.
    """
    texts = [example.text for example in examples]
    features = Features.learn(task.recipe, texts, task.fewest, task.most)
    table = rows(features, texts)
    if task.one_label:
        svm = LinearSVC(
            C=task.strength, class_weight="balanced" if task.balanced else None, max_iter=3000, random_state=SEED
        )
        svm.fit(table, [example.labels[0] for example in examples])
        weights, bias = svm.coef_.T.astype(np.float32), svm.intercept_.astype(np.float32)
        labels = [str(label) for label in svm.classes_]
        return LinearText(features, labels, np.ascontiguousarray(weights), bias, True, task.temperature)
    coder = MultiLabelBinarizer()
    several = OneVsRestClassifier(
        LogisticRegression(C=task.strength, class_weight="balanced", solver="liblinear", random_state=SEED)
    ).fit(table, coder.fit_transform([example.labels for example in examples]))
    weights = np.vstack([part.coef_ for part in several.estimators_]).T.astype(np.float32)
    bias = np.concatenate([part.intercept_ for part in several.estimators_]).astype(np.float32)
    return LinearText(features, [str(label) for label in coder.classes_], np.ascontiguousarray(weights), bias, False)


def main(arguments: Sequence[str]) -> int:
    """Train a task's model into a file."""
    if len(arguments) != 2 or arguments[0] not in TASKS:
        print(f"usage: python -m bot.nlu.quick {{{','.join(TASKS)}}} FILE", file=sys.stderr)
        return 2
    task = TASKS[arguments[0]]
    examples = task.examples()
    model = fit(task, examples)
    if task.unlabelled:
        agreed = [text for text in task.unlabelled() if model.probabilities(text)[danger_data.NOTHING] >= AGREED]
        model = fit(task, examples + [Labelled(text, (danger_data.NOTHING,)) for text in agreed])
    model.save(Path(arguments[1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
