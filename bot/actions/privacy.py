"""What can be asked of one's own data: lines that the hotline takes itself."""

from bot.actions.replies import Choice, choice

INTENT = "hotline:privacy"
"""What these lines mean; the act goes with it."""

ASKED = "ask_privacy"
"""The intent that opens these lines."""

MENU = ("see", "correct", "erase", "dpo")


def line(act: str) -> Choice:
    """A line, titled ``choice-privacy-<act>``."""
    return choice(f"privacy_{act}", intent=INTENT, act=act)


def menu() -> list[Choice]:
    """See, correct, erase, ask the data protection officer."""
    return [line(act) for act in MENU]
