"""What the service knows from files alone, whatever landlord it serves: loaded once in a process."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from common.catalogue import Catalogue
from common.linear_text import ModelError
from common.wording import Wording
from hotline import language, unspoken_words
from hotline.danger_reader import danger_model
from hotline.danger_table import Danger, dangers_of
from hotline.guard import Guard, load_guard
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


@functools.cache
def knowledge() -> Knowledge:
    """:raises SettingsError: a file that is missing or damaged, in one sentence"""
    try:
        language.load_models()
        return Knowledge(
            guard=load_guard(DATA, danger_model()),
            dangers=dangers_of(DATA),
            catalogue=Catalogue.load(DATA / "catalogue"),
            wording=Wording.load(DATA / "texts"),
            unspoken=unspoken_words.load(DATA),
        )
    except (ModelError, ValueError) as error:
        raise SettingsError(str(error)) from error
