"""Reads the situation behind the "/" of an intent, named in ``config.yml`` under ``importers``.

The training data write ``intent/situation``, which is Rasa's form of a retrieval intent. Left to itself
Rasa would add an action ``utter_<intent>`` for each, look for a response to every example and warn
for every one that has none. Here the part behind the slash becomes a property of the example instead.

Rasa asks for the data four times in a training and copies every message at each step, which took 80 seconds of 36,000
messages; so a file is read once, and a message of plain words is copied and told apart as such.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.messages import Written, messages_in

SITUATION = "situation"
WRITTEN_IN = "written_in"


def situation_of(message: Message) -> str:
    """The situation code that an example carries, or "" where it carries none."""
    return str(message.get(SITUATION) or "")


class PlainMessage(Message):
    """A message whose properties are words."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "PlainMessage":
        return PlainMessage(self.data, set(self.output_properties), self.time, list(self.features))

    def fingerprint(self) -> str:
        """Of its words; of all that it holds where a component has added to it."""
        if self.features:
            return str(super().fingerprint())
        return hashlib.md5(repr(sorted(self.data.items())).encode(errors="surrogatepass")).hexdigest()


class SituationImporter(RasaFileImporter):
    """Rasa's own importer, with the situations taken out of the intents' names.

    Every example also says which language's folder it stands in.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training data of all files. Raises ``ValueError`` as `bot.nlu.messages.messages_in` does."""
        return TrainingData([message for file in self._nlu_files for message in _examples(Path(file))])


def _examples(file: Path) -> list[Message]:
    return [_example(written, file.parent.name) for written in _read(file, file.stat().st_mtime_ns)]


@cache
def _read(file: Path, changed: int) -> tuple[Written, ...]:
    return tuple(messages_in(file))


def _example(written: Written, folder: str) -> Message:
    named = {SITUATION: written.situation} if written.situation else {}
    return PlainMessage({TEXT: written.text, INTENT: written.intent, **named, WRITTEN_IN: folder})
