"""Reads the situation behind the "/" of an intent, named in ``config.yml`` under ``importers``.

The training data write ``intent/situation``, which is Rasa's form of a retrieval intent. Left to itself
Rasa would add an action ``utter_<intent>`` for each, look for a response to every example and warn
for every one that has none. Here the part behind the slash becomes a property of the example instead.
"""

from pathlib import Path

from rasa.shared.importers import utils
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT_RESPONSE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

SITUATION = "situation"
WRITTEN_IN = "written_in"


def situation_of(message: Message) -> str:
    """The situation code that an example carries, or "" where it carries none."""
    known = message.get(SITUATION)
    if known:
        return str(known)
    return str(message.get(INTENT_RESPONSE_KEY) or "").partition("/")[2]


class SituationImporter(RasaFileImporter):
    """Rasa's own importer, with the situations taken out of the intents' names.

    Every example also says which language's folder it stands in.
    """

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training data of all files."""
        return TrainingData().merge(*(_read(file, language) for file in self._nlu_files))


def _read(file: str, language: str | None) -> TrainingData:
    data = utils.training_data_from_paths([file], language)
    folder = Path(file).parent.name
    data.training_examples = [_marked(message, folder) for message in data.training_examples]
    return data


def _marked(message: Message, folder: str) -> Message:
    properties = {name: value for name, value in message.data.items() if name != INTENT_RESPONSE_KEY}
    code = situation_of(message)
    if code:
        properties[SITUATION] = code
    return Message(data={**properties, WRITTEN_IN: folder}, features=message.features)
