"""Which understanding component: accuracy, latency, start-up and memory of the contenders, as a table.

Runs in the engine's environment, from the repository's root:

    python benchmarks/nlu_components.py [--contenders ours logistic ...] [--examples N] [--word-vectors FILE]

Every contender is trained by Rasa on the same seeded sample of the written examples, and judged on the French and
English development messages. Rasa's own classifiers know one label a message, so they are trained twice: on intents
and on situations ("none" where there is none); their times are added up, of their memory the larger counts.
Finished lines are kept in ``var/evaluation/contenders.jsonl``.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.training_data import DEVELOPMENT, Written, test_messages, written_examples  # noqa: E402

KEPT = ROOT / "var/evaluation/contenders.jsonl"
NONE = "none"
SEED = 7
EXAMPLES = 3000
SHARES = {"fr": 0.8, "en": 0.2}
"""Of the sample; the languages that are judged."""

Pipeline = list[dict[str, Any]]


def letters(fewest: int, most: int, words: int = 1) -> Pipeline:
    """Groups of letters within words, and words in a row, as Rasa counts them."""
    return [
        {"name": "WhitespaceTokenizer"},
        {"name": "CountVectorsFeaturizer", "strip_accents": "unicode", "max_ngram": words},
        {"name": "CountVectorsFeaturizer", "strip_accents": "unicode", "analyzer": "char_wb",
         "min_ngram": fewest, "max_ngram": most},
    ]  # fmt: skip


# What `rasa init` of 3.6 writes, without what only entities, answers and thresholds need.
AS_INIT: Pipeline = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": SEED},
]


def diet(layers: int, epochs: int, **settings: Any) -> dict[str, Any]:
    """DIET without entities, with room for many labels."""
    common = {
        "constrain_similarities": True,
        "entity_recognition": False,
        "random_seed": SEED,
        "evaluate_on_number_of_examples": 0,
    }
    wide = {"embedding_dimension": 64, "number_of_transformer_layers": layers, "epochs": epochs}
    return {"name": "DIETClassifier", **common, **wide, **settings}


def ours(**settings: Any) -> Pipeline:
    """Our classifier, with parts in or out (``benchmarks/nlu_variants.py``)."""
    return [{"name": "benchmarks.nlu_variants.Variant", **settings}]


SENTENCE_VECTORS = {"name": "benchmarks.nlu_variants.SentenceVectors"}
CONTENDERS: dict[str, Pipeline] = {
    "ours": [{"name": "bot.nlu.understanding.UnderstandingClassifier"}],
    "ours, no sentence vectors": ours(meaning_from="nothing", intent_meaning=0.0, situation_meaning=0.0),
    "ours, no sound": ours(heard=False),
    "ours, word vectors instead": ours(meaning_from="words"),
    "ours, word vectors beside": ours(meaning_from="both"),
    "logistic regression": [*letters(1, 4), {"name": "LogisticRegressionClassifier"}],
    "DIET as rasa init": AS_INIT,
    "DIET, letters 2-5, 0 layers": [*letters(2, 5), diet(0, 100)],
    "DIET, letters 2-5, 1 layer": [*letters(2, 5), diet(1, 100)],
    "DIET, letters 2-5 and sentence vectors, 0 layers": [*letters(2, 5), SENTENCE_VECTORS, diet(0, 100)],
}
BOTH_LABELS = "both"
KINDS = ["intent", "situation"]


def sample(count: int) -> list[Written]:
    """A seeded sample in the languages' shares, with one example of every label first, so that all are learned."""
    draw = random.Random(SEED)
    examples = written_examples()
    drawn: list[Written] = []
    for language, share in SHARES.items():
        mine = [example for example in examples if example.language == language]
        draw.shuffle(mine)
        first: dict[str, Written] = {}
        for example in mine:
            for label in (example.situation, example.intent):
                first.setdefault(label, example)
        kept = dict.fromkeys(first.values()) | dict.fromkeys(mine)
        drawn += list(kept)[: round(count * share)]
    return drawn


def gold() -> list[dict[str, Any]]:
    """The development messages in the languages of the sample."""
    return [message for message in test_messages(DEVELOPMENT) if message["language"] in SHARES]


def write_data(folder: Path, rows: list[Written], label: str) -> None:
    """One Rasa file a language, labelled by ``intent/situation``, by intent or by situation."""
    naming: dict[str, Callable[[Written], str]] = {
        BOTH_LABELS: lambda example: example.label,
        "intent": lambda example: example.intent,
        "situation": lambda example: example.situation or NONE,
    }
    blocks: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for example in rows:
        blocks[example.language][naming[label](example)].append(example.text)
    for language, named in blocks.items():
        nlu = [{"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in named.items()]
        target = folder / language / "nlu.yml"
        target.parent.mkdir(parents=True)
        target.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8")


def train(folder: Path, pipeline: Pipeline, rows: list[Written], label: str) -> tuple[Path, float]:
    """Train one model with Rasa's own command; the model's path and the seconds it took."""
    write_data(folder / "data", rows, label)
    config = {"recipe": "default.v1", "assistant_id": "benchmark", "language": "fr", "pipeline": pipeline}
    if label == BOTH_LABELS:
        config["importers"] = [{"name": "bot.nlu.importer.SituationImporter"}]
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", str(folder / "data"),
               "--config", str(folder / "config.yml"), "--out", str(folder / "models"),
               "--fixed-model-name", "model"]  # fmt: skip
    # a fresh cache: otherwise a second run measures nothing
    fresh = {"RASA_TELEMETRY_ENABLED": "false", "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    started = time.perf_counter()
    _run(command, {**os.environ, **fresh})
    return folder / "models/model.tar.gz", time.perf_counter() - started


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[1:4])} failed:\n{done.stderr[-3000:]}")


def judge(model: Path) -> dict[str, Any]:
    """Load a model and read the development messages with it: predictions, ms of each, load s, RSS MB."""
    from rasa.core.agent import load_agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog()
    started = time.perf_counter()
    agent = asyncio.run(load_agent(model_path=str(model)))
    loaded = time.perf_counter() - started
    texts = [str(message["text"]).lstrip("/") for message in gold()]
    asyncio.run(agent.parse_message(texts[0]))
    spent, read = [], []
    for text in texts:
        begun = time.perf_counter()
        parsed = asyncio.run(agent.parse_message(text))
        spent.append((time.perf_counter() - begun) * 1000)
        ranking = [r["name"] for r in parsed.get("intent_ranking", []) if r["name"] != "nlu_fallback"]
        read.append({
            "label": ranking[0] if ranking else None,
            "ranking": ranking[:4],
            "situation": parsed.get("situation"),
            "codes": [s["code"] for s in parsed.get("situations", [])],
        })  # fmt: skip
    status = Path("/proc/self/status").read_text()
    return {"read": read, "ms": spent, "load": loaded, "rss": int(status.split("VmRSS:")[1].split()[0]) / 1024}


def judged(model: Path) -> dict[str, Any]:
    """``judge`` in a process of its own, so that memory is that of one model."""
    answer = model.with_name("judged.json")
    _run([sys.executable, __file__, "--judge", str(model), str(answer)])
    result: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return result


def situations_of(read: dict[str, Any], one_model: bool) -> tuple[str | None, list[str]]:
    """The situation and the best three of one reading; a classifier of situations has them as its labels."""
    if one_model:
        return read["situation"], read["codes"]
    named = [code for code in read["ranking"] if code != NONE]
    return None if read["label"] == NONE else read["label"], named[:3]


def share(hits: list[bool]) -> float:
    """A share in percent."""
    return round(100 * sum(hits) / len(hits), 1)


def measure(name: str, pipeline: Pipeline, rows: list[Written], folder: Path, kinds: list[str]) -> dict[str, Any]:
    """One line of the table; where a kind of labels is left out, so are its figures."""
    one_model = name.startswith("ours")
    results, seconds = {}, 0.0
    for label in [BOTH_LABELS] if one_model else kinds:
        print(f"{name}: training ({label})", file=sys.stderr, flush=True)
        model, took = train(folder / name.replace(" ", "_") / label, pipeline, rows, label)
        results[label], seconds = judged(model), seconds + took
    spent = sorted(sum(times) for times in zip(*(result["ms"] for result in results.values()), strict=True))
    read = {kind: results[BOTH_LABELS if one_model else kind]["read"] for kind in kinds}
    return {
        "contender": name,
        **(_intents_right(read["intent"]) if "intent" in read else {}),
        **(_situations_right(read["situation"], one_model) if "situation" in read else {}),
        "ms p50": round(spent[len(spent) // 2], 1),
        "ms p99": round(spent[int(len(spent) * 0.99)], 1),
        "train s": round(seconds),
        "load s": round(sum(result["load"] for result in results.values()), 1),
        "RSS MB": round(max(result["rss"] for result in results.values())),
    }


def _intents_right(read: list[dict[str, Any]]) -> dict[str, float]:
    return {"intent %": share([m["intent"] == r["label"] for m, r in zip(gold(), read, strict=True)])}


def _situations_right(read: list[dict[str, Any]], one_model: bool) -> dict[str, float]:
    found = [situations_of(reading, one_model) for reading in read]
    truth = [message["situation"] for message in gold()]
    return {
        "situation %": share([named == code for named, (code, _) in zip(truth, found, strict=True)]),
        "in the best 3 %": share([named in codes for named, (_, codes) in zip(truth, found, strict=True) if named]),
    }


def chosen(names: list[str], word_vectors: Path | None) -> dict[str, Pipeline]:
    """The pipelines to compare; those that need word vectors only where there is a file of them."""
    found = {}
    for name in names:
        pipeline = CONTENDERS[name]
        if "word vectors" in name:
            if word_vectors is None or not word_vectors.is_file():
                print(f"{name}: left out, --word-vectors names no file (benchmarks/word_vectors.py)", file=sys.stderr)
                continue
            pipeline = [{**pipeline[0], "word_vectors": str(word_vectors.resolve())}]
        found[name] = pipeline
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Compare understanding components.")
    parser.add_argument("--contenders", nargs="+", choices=list(CONTENDERS), default=list(CONTENDERS))
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="the kinds of labels to train")
    parser.add_argument("--word-vectors", type=Path, default=None)
    parser.add_argument("--judge", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.judge:
        model, answer = options.judge
        answer.write_text(json.dumps(judge(model)), encoding="utf-8")
        return
    rows = sample(options.examples)
    print(f"{len(rows)} examples, {len(gold())} development messages", flush=True)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    header = None
    with tempfile.TemporaryDirectory() as folder:
        for name, pipeline in chosen(options.contenders, options.word_vectors).items():
            line = measure(name, pipeline, rows, Path(folder), options.kinds)
            with KEPT.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps(line) + "\n")
            if header is None:
                header = "| " + " | ".join(line) + " |\n|---|" + "---:|" * (len(line) - 1)
                print(header)
            print("| " + " | ".join(str(cell) for cell in line.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
