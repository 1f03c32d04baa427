"""Which detector tells the languages of tenants' messages: ours beside langdetect and lingua.

``python -m benchmarks.languages [FOLDER]`` prints a table. The folder, if given, holds lingua-py's test files as
``sentences.fr.txt``, ``word-pairs.fr.txt``, ``single-words.fr.txt`` and so on, one text a line.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
SPOKEN = ("ar", "en", "es", "fr", "pt", "tr")
MESSAGES = ("dev/author_a", "dev/author_b", "dev_messages")
PUBLISHED = ("sentences", "word-pairs", "single-words")
LATIN_END = 0x024F

Detector = Callable[[str], str | None]
Sets = dict[str, list[tuple[str, str | None]]]


@dataclass
class Result:
    """Of one detector: percent right by set, the median time of a text, the memory it took."""

    right: dict[str, float] = field(default_factory=dict)
    milliseconds: float = 0.0
    megabytes: int = 0


def _lines(name: str) -> Iterator[dict[str, str | None]]:
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _kind(language: str | None, kind: str | None, text: str) -> str:
    if language is None:
        return "no language"
    if language not in SPOKEN:
        return "other languages, 3 words or more"
    if language == "ar" and all(ord(c) <= LATIN_END for c in text):
        return "Arabic in Latin letters"
    return "1 or 2 words" if kind == "short" else "3 words or more"


def sets(folder: Path | None) -> Sets:
    """The texts by what they test, with their languages."""
    found: Sets = {}
    for name in ("dev/languages", *MESSAGES):
        for line in _lines(name):
            text, language = str(line["text"]), line["language"]
            row = _kind(language, line.get("kind"), text)
            row = "tenants' messages" if name in MESSAGES and language else row
            found.setdefault(row, []).append((text, language))
    for kind in PUBLISHED if folder else ():
        for language in SPOKEN:
            texts = (folder / f"{kind}.{language}.txt").read_text(encoding="utf-8").splitlines() if folder else []
            found.setdefault(f"published {kind}", []).extend((text, language) for text in texts if text.strip())
    return found


def ours() -> Detector:
    from hotline.language import detect, warm_up

    warm_up()
    return lambda text: detect(text)[0]


def our_model() -> Detector:
    from common.linear_text import LinearText

    model = LinearText.load(DATA.parent.parent / "models" / "language.npz")

    def detect(text: str) -> str | None:
        found = model.probabilities(text)
        return max(found, key=lambda code: found[code])

    return detect


def langdetect(limited: bool) -> Detector:
    from langdetect import LangDetectException
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.seed = 0
    profiles = sorted(Path(PROFILES_DIRECTORY).iterdir())
    kept = [file for file in profiles if not limited or file.name in SPOKEN]
    factory.load_json_profile([file.read_text(encoding="utf-8") for file in kept])

    def detect(text: str) -> str | None:
        detector = factory.create()
        detector.append(text)
        try:
            return str(detector.detect()).partition("-")[0]
        except LangDetectException:
            return None

    return detect


def lingua(limited: bool) -> Detector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in SPOKEN]
    builder = LanguageDetectorBuilder
    chosen = builder.from_iso_codes_639_1(*codes) if limited else builder.from_all_languages()
    detector = chosen.build()

    def detect(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return detect


DETECTORS: dict[str, Callable[[], Detector]] = {
    "Veilleur": ours,
    "our model alone": our_model,
    "langdetect, 55": lambda: langdetect(limited=False),
    "langdetect, the six": lambda: langdetect(limited=True),
    "lingua, 75": lambda: lingua(limited=False),
    "lingua, the six": lambda: lingua(limited=True),
}


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 // 1_000_000


def measure(name: str, folder: Path | None) -> Result:
    """One detector on every text, in a process of its own so that its memory can be told."""
    texts = sets(folder)
    before = _resident()
    detect, result, times = DETECTORS[name](), Result(), []
    detect("Bonjour tout le monde")
    for row, pairs in texts.items():
        right = 0
        for text, language in pairs:
            start = time.perf_counter()
            right += detect(text) == language
            times.append((time.perf_counter() - start) * 1000)
        result.right[row] = 100 * right / len(pairs)
    result.milliseconds, result.megabytes = statistics.median(times), _resident() - before
    return result


def main() -> None:
    """Print the table as Markdown."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        results = {name: pool.submit(measure, name, folder).result() for name in DETECTORS}
    print("| right, % (texts) |", " | ".join(results), "|")
    print("|---|" + "---:|" * len(results))
    for row, pairs in sets(folder).items():
        cells = (f"{result.right[row]:.1f}" for result in results.values())
        print(f"| {row} ({len(pairs)}) |", " | ".join(cells), "|")
    print("| median time, ms |", " | ".join(f"{result.milliseconds:.2f}" for result in results.values()), "|")
    print("| memory, MB |", " | ".join(str(result.megabytes) for result in results.values()), "|")


if __name__ == "__main__":
    main()
