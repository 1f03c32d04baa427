"""What the yearly reports know beside the rows (``audit.toml``): names, themes per site, what stands for a promise."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("audit.toml")


@dataclass(frozen=True)
class Theme:
    """What the quality label follows for each site. ``situations``: codes, or families when they end with a dot."""

    code: str
    title: str
    private: bool
    situations: tuple[str, ...]
    kinds: frozenset[str]
    dangers: frozenset[str]

    def holds(self, kind: str, situation: str | None, danger: str | None) -> bool:
        """Whether a request is one of this theme."""
        about = bool(self.situations) and (situation or "").startswith(self.situations)
        return about or kind in self.kinds or danger in self.dangers


@dataclass(frozen=True)
class Stand:
    """What stands for a promise that is no duty for each case."""

    promise: str
    title: str
    text: str


@dataclass(frozen=True)
class AuditFacts:
    """The whole file. A category is a family of situations, or the kind of a request without a situation."""

    private_promises: frozenset[str]
    private_categories: frozenset[str]
    same: Mapping[str, str]
    score_question: str
    questions: Mapping[str, str]
    contacts: frozenset[str]
    not_counted: frozenset[str]
    names: Mapping[str, str]
    themes: tuple[Theme, ...]
    stands: tuple[Stand, ...]

    def category(self, kind: str, situation: str | None) -> str:
        """What a request is about: the family of its situation, else its kind."""
        return situation.partition(".")[0] if situation else self.same.get(kind, kind)

    def name(self, category: str) -> str:
        """What a category is called; its code where the file has no name for it."""
        return self.names.get(category, category)


@lru_cache(maxsize=1)
def audit_facts() -> AuditFacts:
    """The file, read once."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return AuditFacts(
        private_promises=frozenset(content["private_promises"]),
        private_categories=frozenset(content["private_categories"]),
        same=content["same"],
        score_question=content["score_question"],
        questions=content["questions"],
        contacts=frozenset(content["contacts"]),
        not_counted=frozenset(content["not_counted"]),
        names={**content["kinds"], **content["families"]},
        themes=tuple(
            Theme(
                row["code"],
                row["title"],
                row["private"],
                tuple(row["situations"]),
                frozenset(row["kinds"]),
                frozenset(row["dangers"]),
            )
            for row in content["theme"]
        ),
        stands=tuple(Stand(**row) for row in content["stands"]),
    )
