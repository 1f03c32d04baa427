"""What the service knows from files alone, whatever landlord it serves: loaded once in a process."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from bot.actions.context import settings as dialogue
from common.answers import AnswerReader
from common.catalogue import Catalogue
from common.linear_text import ModelError
from common.wording import Wording
from hotline import language, unspoken_words
from hotline.danger_model import DangerModel
from hotline.danger_reader import DangerReader
from hotline.danger_table import Danger, dangers_of
from hotline.guard import Guard, load_guard
from hotline.own_words import OwnWords
from hotline.services import DATA
from hotline.settings import SettingsError
from hotline.unspoken_words import Words


@dataclass(frozen=True)
class Knowledge:
    guard: Guard
    dangers: dict[str, Danger]
    catalogue: Catalogue
    wording: Wording
    unspoken: Mapping[str, Words]
    own_words: OwnWords


@functools.cache
def knowledge() -> Knowledge:
    """:raises SettingsError: a file that is missing or damaged, in one sentence"""
    try:
        language.load_models()
        reader = DangerReader.load()
        return Knowledge(
            guard=load_guard(DATA, DangerModel.load(reader=reader)),
            dangers=dangers_of(DATA),
            catalogue=Catalogue.load(DATA / "catalogue"),
            wording=Wording.load(DATA / "texts"),
            unspoken=unspoken_words.load(DATA),
            own_words=OwnWords.load(DATA, AnswerReader.load(reader.reader), dialogue().thresholds),
        )
    except (ModelError, ValueError) as error:
        raise SettingsError(str(error)) from error
