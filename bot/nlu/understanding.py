"""What a message wants and which of the catalogue's situations it names, named in ``config.yml``.

Sets on a message: ``intent``, ``intent_ranking``, ``situation`` (a code or None), ``situations`` (the best three
with their confidence), ``problems`` (two or more where the message tells of several) and the entity ``reference``.
Deterministic: the same data and settings give the same model and the same answers.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import softmax

from bot.nlu.importer import SITUATION, WRITTEN_IN, situation_of
from bot.nlu.linear import MOST_GROUPS, NO_SITUATION, RECIPE, LinearModel, Row, clauses, load, pieces, save, table
from bot.nlu.meaning import fit, vectors
from bot.nlu.problems import in_scope, problems_in
from bot.nlu.shapes import intent_of_shape, references_in
from bot.nlu.training import Training
from bot.nlu.variants import Example, joined, with_slips
from common.meaning import MeaningModel
from common.ngrams import Features

SITUATIONS = "situations"
PROBLEMS = "problems"
KINDS = ("intent", "situation")
ROOT = Path(__file__).resolve().parents[2]
LEARNED_WITH = (
    ("bot/data/reader", "*.onnx"),
    ("bot/data/reader", "table.npz"),
    ("bot/nlu", "*.py"),
    ("common", "*.py"),
)
"""What a model is learned with beside the messages."""
MISTYPED = ("fr",)
"""The languages of whose examples half are learned once more with typing slips; in the others they gained nothing."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UnderstandingClassifier(IntentClassifier, GraphComponent):
    """Two kinds of labels, 34 intents and the situations with "none" among them, each read twice: by linear
    separators on letters and words, and by a small network on the sentence's meaning."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings; all but the thresholds change what is learned."""
        return {
            "seed": 20260101,
            "min_df": 2,  # a letter or word group counts from so many training messages on
            "meaning_epochs": 15,
            "intent_strength": 0.3,  # C of the linear separators; smaller is smoother
            "situation_strength": 0.5,
            "piece_letters": 7.7,  # margins times this are log-odds where letters and words alone read a piece
            # how much the margins and the meaning's log-odds count together; fitted on the sets A, B and D
            "intent_letters": 4.0,
            "intent_meaning": 0.35,
            "situation_letters": 4.0,
            "situation_meaning": 0.35,
            "joined_examples": 1500,  # messages made of a problem and what is asked about it
            "clause_weight": 0.3,  # how much the best clause counts beside the whole, for the situation
            "fallback_below": 0.3,  # under this confidence the intent becomes nlu_fallback
            "intents_ranked": 5,
            "situations_ranked": 3,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The reader and the code, of which Rasa knows nothing: it would take a model learned with others from its
        cache."""
        files = sorted(path for folder, kind in LEARNED_WITH for path in (ROOT / folder).glob(kind))
        return sha256(b"".join(sha256(path.read_bytes()).digest() for path in files)).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        features: Features | None = None,
        models: dict[str, LinearModel] | None = None,
        meaning: MeaningModel | None = None,
    ) -> None:
        self.config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._features = features
        self._models = models or {}
        self._meaning = meaning

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "UnderstandingClassifier":
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "UnderstandingClassifier":
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            features, models, arrays = load(Path(folder))
        vectors(["Bonjour"])  # loads the reader now, so that the first tenant does not wait for it
        meaning = MeaningModel.restore("meaning", KINDS, arrays)
        return cls(config, model_storage, resource, features, models, meaning)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent, and persist."""
        examples = [
            Example(m.get(TEXT), m.get(INTENT), situation_of(m), str(m.get(WRITTEN_IN)))
            for m in training_data.intent_examples
            if m.get(TEXT) and m.get(INTENT)
        ]
        self.fit(examples)
        with self._model_storage.write_to(self._resource) as folder:
            save(Path(folder), self._features, self._models, self._meaning.arrays("meaning"))
        return self._resource

    def fit(self, examples: list[Example]) -> None:
        """Learn both kinds of labels from written examples."""
        with Training() as training:
            self._fit(examples, training)

    def _fit(self, examples: list[Example], training: Training) -> None:
        seed = self.config["seed"]
        encoded = training.encode(vectors, [example.text for example in examples])
        written = examples + joined(examples, self.config["joined_examples"], seed)
        every = written + with_slips([e for e in examples if e.language in MISTYPED][::2], seed)
        training.tell(f"{len(examples)} messages, {len(every)} with variants")
        texts = [RECIPE.counted(example.text) for example in every]
        self._features = Features.learn(RECIPE, texts, self.config["min_df"], MOST_GROUPS)
        rows = table(self._features, texts)
        training.tell(f"letters and words: {rows.shape[1]}")
        numbers = np.arange(len(every))
        # joined messages blur the intents' boundaries (measured: -3 points), they only serve the situations
        single = (numbers < len(examples)) | (numbers >= len(written))
        labels = {kind: np.array([getattr(example, kind) for example in every]) for kind in KINDS}
        learning = {
            "situation": training.separate(
                "situations", rows, labels["situation"], self.config["situation_strength"], False, seed
            ),
            "intent": training.separate(
                "intents", rows[single], labels["intent"][single], self.config["intent_strength"], True, seed
            ),
        }
        known = {kind: np.unique(labels[kind], return_inverse=True)[1][: len(examples)] for kind in KINDS}
        self._meaning = fit(encoded.result(), known, self.config["meaning_epochs"], seed)
        training.tell("meaning")
        self._models = {kind: LinearModel.of(learning[kind].result()) for kind in KINDS}

    def process(self, messages: list[Message]) -> list[Message]:
        """Say what each message wants and names."""
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(ENTITIES, message.get(ENTITIES, []) + references_in(text), add_to_output=True)
            for name, value in self.understand(text).items():
                message.set(name, value, add_to_output=True)
        return messages

    def understand(self, text: str) -> dict[str, Any]:
        """The intent, its ranking, the situation, the best three, and the problems of one text."""
        parts, told = clauses(text), pieces(text)
        meant = vectors([text])
        texts = list(dict.fromkeys((text, *parts, *told)))  # a clause without "and" is a piece too
        rows = [self._features.row(each) for each in texts]
        margins = dict(zip(texts, self._models["situation"].margins(rows), strict=True))
        intents, situations = np.zeros(0), np.zeros(0)
        if len(rows[0][0]):
            intents, situations = self._probabilities(meant, rows[0], [margins[each] for each in (text, *parts)])
        ranking = _ranked("name", self._models["intent"].labels, intents, self.config["intents_ranked"])
        codes = _ranked("code", self._models["situation"].labels, situations, self.config["situations_ranked"] + 1)
        named = [code for code in codes if code["code"] != NO_SITUATION]
        if named:
            ranking = in_scope(ranking, named[0]["confidence"])
        shape = intent_of_shape(text)
        if shape:
            ranking = [{"name": shape, "confidence": 1.0}] + [r for r in ranking if r["name"] != shape]
        return {
            INTENT: self._intent(ranking),
            INTENT_RANKING_KEY: ranking,
            SITUATION: codes[0]["code"] or None if codes and not shape else None,
            SITUATIONS: [] if shape else named[: self.config["situations_ranked"]],
            PROBLEMS: [] if shape or not told else self._problems(told, np.array([margins[each] for each in told])),
        }

    def _problems(self, parts: list[str], margins: np.ndarray) -> list[dict[str, Any]]:
        """The problems that a text's pieces name surely, where there are several.

        :param margins: of each piece, shape (pieces, situations)
        """
        labels, likely = self._models["situation"].labels, softmax(self.config["piece_letters"] * margins, axis=1)
        codes = [(labels[index], float(row[index])) for row, index in zip(likely, likely.argmax(1), strict=True)]
        return problems_in(parts, codes)

    def _intent(self, ranking: list[dict[str, Any]]) -> dict[str, Any]:
        if ranking and ranking[0]["confidence"] >= self.config["fallback_below"]:
            return ranking[0]
        confidence = ranking[0]["confidence"] if ranking else 0.0
        return {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": confidence}

    def _probabilities(self, meant: np.ndarray, row: Row, margins: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """The probabilities of the intents and of the situations.

        :param meant: the text's vector, shape (1, 768)
        :param row: the text's groups
        :param margins: of the situations, for the text and for each of its clauses
        """
        meaning = self._meaning.scores(meant)
        whole, *parts = margins
        # a long story is told around one problem: its clearest clause counts beside the whole
        weight = self.config["clause_weight"] if parts else 0.0
        named = (whole + weight * np.max(parts or [whole], axis=0)) / (1 + weight)
        return (
            self._blended("intent", self._models["intent"].margins([row])[0], meaning["intent"][0]),
            self._blended("situation", named, meaning["situation"][0]),
        )

    def _blended(self, kind: str, margins: np.ndarray, meaning: np.ndarray) -> np.ndarray:
        """Letters and meaning as one opinion: the weighted product of both probabilities.

        Their log-odds are not scaled first, for that adds a constant, which the last scaling takes away.
        """
        letters, meant = self.config[f"{kind}_letters"], self.config[f"{kind}_meaning"]
        return np.asarray(softmax(letters * margins + meant * meaning))


def _ranked(key: str, labels: list[str], probabilities: np.ndarray, count: int) -> list[dict[str, Any]]:
    best = np.argsort(-probabilities, kind="stable")[:count]
    return [{key: labels[index], "confidence": round(float(probabilities[index]), 4)} for index in best]
