"""What a message wants and which of the catalogue's situations it names, named in ``config.yml``.

Sets on a message: ``intent``, ``intent_ranking``, ``situation`` (a code or None), ``situations`` (the best three
with their confidence) and the entity ``reference``. Deterministic: the same data and settings give the
same model and the same answers.
"""

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

from bot.nlu.importer import SITUATION, WRITTEN_IN, situation_of
from bot.nlu.linear import NO_SITUATION, LinearModel, Vectorizer, clauses, load, readable, save
from bot.nlu.shapes import intent_of_shape, references_in
from bot.nlu.variants import Example, joined, with_slips

SITUATIONS = "situations"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UnderstandingClassifier(IntentClassifier, GraphComponent):
    """Two linear models on one reading of the text: 34 intents, and the situations with "none" among them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings; all but the thresholds change what is learned."""
        return {
            "seed": 20260101,
            "min_df": 3,  # a letter or word group counts from so many training messages on
            "intent_strength": 0.3,  # C of the linear separators; smaller is smoother
            "situation_strength": 0.5,
            "joined_examples": 1500,  # messages made of a problem and what is asked about it
            "clause_weight": 0.3,  # how much the best clause counts beside the whole, for the situation
            "none_handicap": 0.3,  # margin that "no situation" must win by
            "fallback_below": 0.3,  # under this confidence the intent becomes nlu_fallback
            "intents_ranked": 5,
            "situations_ranked": 3,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        vectorizer: Vectorizer | None = None,
        models: dict[str, LinearModel] | None = None,
    ) -> None:
        self.config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = vectorizer
        self._models = models or {}

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
            vectorizer, models = load(Path(folder))
        return cls(config, model_storage, resource, vectorizer, models)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent, and persist."""
        examples = [
            Example(m.get(TEXT), m.get(INTENT), situation_of(m), str(m.get(WRITTEN_IN)))
            for m in training_data.intent_examples
            if m.get(TEXT) and m.get(INTENT)
        ]
        self.fit(examples)
        with self._model_storage.write_to(self._resource) as folder:
            save(Path(folder), self._vectorizer, self._models)
        return self._resource

    def fit(self, examples: list[Example]) -> None:
        """Learn both models from written examples."""
        seed = self.config["seed"]
        written = examples + joined(examples, self.config["joined_examples"], seed)
        every = written + with_slips(written, seed)
        vectorizer = Vectorizer.fit([readable(e.text) for e in every], self.config["min_df"])
        rows = vectorizer.transform([readable(e.text) for e in every])
        known = np.arange(len(every)) < len(examples)
        # joined messages blur the intents' boundaries (measured: -3 points), they only serve the situations
        single = np.arange(len(every)) % len(written) < len(examples)
        intents = np.array([e.intent for e in every])
        situations = np.array([e.situation for e in every])
        self._vectorizer = vectorizer
        self._models = {
            "intent": LinearModel.fit(
                rows[single], intents[single], known[single], self.config["intent_strength"], True, seed
            ),
            "situation": LinearModel.fit(rows, situations, known, self.config["situation_strength"], False, seed),
        }

    def process(self, messages: list[Message]) -> list[Message]:
        """Say what each message wants and names."""
        for message in messages:
            text = message.get(TEXT) or ""
            message.set(ENTITIES, message.get(ENTITIES, []) + references_in(text), add_to_output=True)
            for name, value in self.understand(text).items():
                message.set(name, value, add_to_output=True)
        return messages

    def understand(self, text: str) -> dict[str, Any]:
        """The intent, its ranking, the situation and the best three of one text."""
        intents, situations = self._probabilities(text)
        ranking = _ranked("name", self._models["intent"].labels, intents)[: self.config["intents_ranked"]]
        shape = intent_of_shape(text)
        if shape:
            ranking = [{"name": shape, "confidence": 1.0}] + [r for r in ranking if r["name"] != shape]
        codes = _ranked("code", self._models["situation"].labels, situations)
        named = [code for code in codes if code["code"] != NO_SITUATION]
        return {
            INTENT: self._intent(ranking),
            INTENT_RANKING_KEY: ranking,
            SITUATION: codes[0]["code"] or None if codes and not shape else None,
            SITUATIONS: [] if shape else named[: self.config["situations_ranked"]],
        }

    def _intent(self, ranking: list[dict[str, Any]]) -> dict[str, Any]:
        if ranking and ranking[0]["confidence"] >= self.config["fallback_below"]:
            return ranking[0]
        confidence = ranking[0]["confidence"] if ranking else 0.0
        return {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": confidence}

    def _probabilities(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        whole = readable(text)
        rows = self._vectorizer.transform([whole, *clauses(whole)])
        if not rows[0].nnz:
            return np.zeros(0), np.zeros(0)
        intent, situation = self._models["intent"], self._models["situation"]
        margins = situation.margins(rows)
        named = margins[0]
        if len(margins) > 1:
            # a long story is told around one problem: its clearest clause counts beside the whole
            weight = self.config["clause_weight"]
            named = (margins[0] + weight * margins[1:].max(axis=0)) / (1 + weight)
        if NO_SITUATION in situation.labels:
            named[situation.labels.index(NO_SITUATION)] -= self.config["none_handicap"]
        return intent.probabilities(intent.margins(rows[:1])[0]), situation.probabilities(named)


def _ranked(key: str, labels: list[str], probabilities: np.ndarray) -> list[dict[str, Any]]:
    best = np.argsort(-probabilities, kind="stable")
    return [{key: labels[index], "confidence": round(float(probabilities[index]), 4)} for index in best]
