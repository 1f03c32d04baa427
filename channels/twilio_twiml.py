"""What a call says and does, in TwiML (https://www.twilio.com/docs/voice/twiml). Pure functions."""

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

# Twilio's voices: https://www.twilio.com/docs/voice/twiml/say. What has no voice of its own is read in French.
VOICES = {"fr": "fr-FR", "en": "en-GB", "es": "es-ES", "pt": "pt-PT", "tr": "tr-TR", "ar": "arb"}
# The end of a call in which nobody pressed a key.
GOODBYES = {
    "fr": "Au revoir.",
    "en": "Goodbye.",
    "es": "Adiós.",
    "pt": "Adeus.",
    "tr": "Hoşça kalın.",
    "ar": "مع السلامة.",
}
# Twilio refuses longer TwiML in a call (https://www.twilio.com/docs/voice/api/call-resource).
MAX_TWIML = 4000
# How long a key is waited for once everything was said, in seconds.
KEY_PATIENCE = 6
# How long a spoken message may be, and after how long a silence it ends, in seconds.
MOST_RECORDED, RECORDED_SILENCE = 120, 5

MEDIA_TYPE = "text/xml"


def element(tag: str, content: str = "", **attributes: str | int) -> str:
    """One element; ``content`` is XML already."""
    written = "".join(f" {name}={quoteattr(str(value))}" for name, value in attributes.items())
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def document(*verbs: str) -> str:
    """A whole answer. Without any verb the call ends, or a whispered call is put through."""
    return '<?xml version="1.0" encoding="UTF-8"?>' + element("Response", "".join(verbs))


def say(text: str, language: str = "fr", loop: int = 1) -> str:
    repeated: dict[str, str | int] = {"loop": loop} if loop > 1 else {}
    return element("Say", escape(text), language=VOICES.get(language, VOICES["fr"]), **repeated)


def gather(inside: str, action: str, patience: int = KEY_PATIENCE) -> str:
    """Wait for one key, also while it is being said. Without a key the call goes on with the next verb."""
    return element("Gather", inside, numDigits=1, action=action, timeout=patience)


def record(action: str, told: str) -> str:
    """Take a spoken message after a beep; a key or a silence ends it. ``told`` hears of the recording once it can be
    fetched, also when the caller hung up. Nothing said: the call goes on with the next verb."""
    return element(
        "Record",
        action=action,
        maxLength=MOST_RECORDED,
        timeout=RECORDED_SILENCE,
        playBeep="true",
        recordingStatusCallback=told,
        recordingStatusCallbackEvent="completed absent",
    )


def dial(number: str, *, action: str, whisper: str, caller_id: str, patience: int) -> str:
    """Put the caller through to a number once ``whisper`` was answered there; ``action`` hears how it ended."""
    callee = element("Number", escape(number), url=whisper)
    return element("Dial", callee, action=action, timeout=patience, answerOnBridge="true", callerId=caller_id)


HANGUP = element("Hangup")


def read_out(text: str, language: str, loop: int = 2) -> str:
    """A call that says its text, twice unless told otherwise, and ends."""
    return fitting(text, lambda said: document(say(said, language, loop)))


def question(text: str, language: str, action: str, loop: int = 2) -> str:
    """A call that says its text and waits for a key, which is told to ``action``; without a key it ends."""
    goodbye = say(GOODBYES.get(language, GOODBYES["fr"]), language)
    return fitting(text, lambda said: document(gather(say(said, language, loop), action), goodbye))


def fitting(text: str, written: Callable[[str], str]) -> str:
    """The TwiML for a text. Characters that XML cannot hold are left out; a text that is too long for Twilio ends at
    a word."""
    said = "".join(c for c in text if c.isprintable() or c in "\n\t")
    while len(call := written(said)) > MAX_TWIML:
        said = said.rpartition(" ")[0] or said[: len(said) // 2]
    return call
