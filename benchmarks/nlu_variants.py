"""Our understanding with parts taken out or put in, and our sentence vectors for Rasa's own classifiers.

Named in the pipelines of ``benchmarks/nlu_components.py``; part of no product. Each runs in a process of its own,
because a variant changes what ``bot.nlu`` reads in its whole process.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import linear, meaning, understanding

SENTENCES, WORDS, BOTH, NOTHING = "sentences", "words", "both", "nothing"
_WORD = re.compile(r"[^\W\d_]+")
_COMMON_SHARE = 1e-3  # of all words: a word that is commoner counts for less in the mean
_encode = meaning.vectors


class WordVectors:
    """The mean of the vectors of a text's words, common words counting less (Arora and others 2017), length one.

    Written by ``benchmarks/word_vectors.py``; the words stand in the order of how common they are, and their
    share is taken from their place (Zipf).
    """

    def __init__(self, file: Path) -> None:
        with np.load(file, allow_pickle=False) as stored:
            words = bytes(stored["words"]).decode().split("\n")
            self._rows, self._table = stored["rows"], stored["table"]
        self._place = {word: place for place, word in enumerate(words)}
        self.dimensions = self._table.shape[1]

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text; nought where no word is known."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for at, text in enumerate(texts):
            places = [self._place[word] for word in _WORD.findall(text.lower()) if word in self._place]
            if not places:
                continue
            share = 0.1 / (np.array(places) + 2.7)
            mean = (_COMMON_SHARE / (_COMMON_SHARE + share)) @ self._table[self._rows[places]]
            found[at] = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return found


@cache
def _word_vectors(file: str) -> WordVectors:
    return WordVectors(Path(file))


def _read(kind: str, file: str, texts: Sequence[str]) -> np.ndarray:
    """One row a text, of what stands for the meaning."""
    if kind == NOTHING:
        return np.zeros((len(texts), 1), dtype=np.float32)
    parts = [_encode(texts)] if kind in (SENTENCES, BOTH) else []
    parts += [_word_vectors(file).vectors(texts)] if kind in (WORDS, BOTH) else []
    return np.hstack(parts)


def _arrange(config: dict[str, Any]) -> None:
    """Make this process read texts as the settings say: ``meaning_from`` and ``heard``."""
    # by name, because training calls it in other processes
    read = partial(_read, config.get("meaning_from", SENTENCES), config.get("word_vectors", ""))
    meaning.DIMENSIONS = read(["Bonjour"]).shape[1]
    understanding.vectors = read
    understanding.RECIPE = replace(linear.RECIPE, heard=config.get("heard", True))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Variant(understanding.UnderstandingClassifier):
    """``meaning_from``: sentences, words, both or nothing; ``heard``: whether the sound is read;
    ``word_vectors``: the file."""

    @classmethod
    def create(cls, config: dict[str, Any], **others: Any) -> "Variant":
        _arrange(config)
        return super().create(config, **others)

    @classmethod
    def load(cls, config: dict[str, Any], **others: Any) -> "Variant":
        _arrange(config)
        return super().load(config, **others)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """The sentence vectors that ours reads, as a dense feature of the whole message for DIET."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return DenseFeaturizer.get_default_config()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceVectors":
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing can be set."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process([message for message in training_data.training_examples if message.get(TEXT)])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        rows = _encode([message.get(TEXT) or "" for message in messages])
        for message, row in zip(messages, rows, strict=True):
            message.add_features(Features(row[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages
