"""Which understanding component: accuracy, latency, start-up and memory of the contenders, as a table.

Runs in the engine's environment, from the repository's root:

    python benchmarks/nlu_components.py [--contenders ours logistic diet0 diet2] [--examples N]

Every contender is trained by Rasa on the same written examples and judged on tests/data/dev_messages.jsonl.
The stock components know one label a message, so they are trained twice: on intents and on situations
("none" where there is none). ``--examples`` draws a seeded sample, since DIET takes minutes a thousand.
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
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "tests/data/dev_messages.jsonl"
NONE = "none"
SEED = 7

CHARACTERS = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer", "strip_accents": "unicode"},
    {"name": "CountVectorsFeaturizer", "strip_accents": "unicode", "analyzer": "char_wb",
     "min_ngram": 1, "max_ngram": 4},
]  # fmt: skip


def diet(layers: int) -> list[dict[str, Any]]:
    """DIET as ``rasa init`` writes it (100 epochs), with the given number of transformer layers."""
    settings = {"epochs": 100, "constrain_similarities": True, "entity_recognition": False, "random_seed": SEED}
    return [*CHARACTERS, {"name": "DIETClassifier", "number_of_transformer_layers": layers, **settings}]


CONTENDERS: dict[str, list[dict[str, Any]]] = {
    "ours": [{"name": "bot.nlu.understanding.UnderstandingClassifier"}],
    "logistic": [*CHARACTERS, {"name": "LogisticRegressionClassifier"}],
    "diet0": diet(0),
    "diet2": diet(2),
}


def written_examples(count: int | None) -> list[tuple[str, str, str, str]]:
    """(language, intent, situation, text) of the training data, all or a seeded sample."""
    rows = []
    for file in sorted((ROOT / "bot/data/nlu").glob("*/*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            intent, _, situation = block["intent"].partition("/")
            texts = [line.strip()[2:] for line in block.get("examples", "").splitlines() if line.strip()]
            rows += [(file.parent.name, intent, situation, text) for text in texts]
    return rows if count is None else random.Random(SEED).sample(rows, min(count, len(rows)))


def write_data(folder: Path, rows: list[tuple[str, str, str, str]], label: str) -> None:
    """One Rasa file a language, labelled by ``intent/situation``, by intent or by situation."""
    naming = {
        "both": lambda intent, situation: f"{intent}/{situation}" if situation else intent,
        "intent": lambda intent, situation: intent,
        "situation": lambda intent, situation: situation or NONE,
    }[label]
    blocks: dict[tuple[str, str], list[str]] = {}
    for language, intent, situation, text in rows:
        blocks.setdefault((language, naming(intent, situation)), []).append(text)
    for language in {key[0] for key in blocks}:
        nlu = [
            {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)}
            for (written_in, name), texts in blocks.items()
            if written_in == language
        ]
        target = folder / language / "nlu.yml"
        target.parent.mkdir(parents=True)
        target.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8")


def train(folder: Path, pipeline: list[dict[str, Any]], rows: list[Any], label: str) -> tuple[Path, float]:
    """Train one model with Rasa's own command; the model's path and the seconds it took."""
    write_data(folder / "data", rows, label)
    config = {"recipe": "default.v1", "assistant_id": "benchmark", "language": "fr", "pipeline": pipeline}
    if label == "both":
        config["importers"] = [{"name": "bot.nlu.importer.SituationImporter"}]
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", str(folder / "data"),
               "--config", str(folder / "config.yml"), "--out", str(folder / "models"),
               "--fixed-model-name", "model"]  # fmt: skip
    started = time.perf_counter()
    # a fresh cache: otherwise a second run measures nothing
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder / "models/model.tar.gz", time.perf_counter() - started


def judge(model: Path) -> dict[str, Any]:
    """Load a model and read the development messages with it: predictions, ms a message, load s, RSS MB."""
    from rasa.core.agent import load_agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog()
    started = time.perf_counter()
    agent = asyncio.run(load_agent(model_path=str(model)))
    loaded = time.perf_counter() - started
    texts = [json.loads(line)["text"].lstrip("/") for line in DEV.read_text(encoding="utf-8").splitlines()]
    asyncio.run(agent.parse_message(texts[0]))
    spent, read = [], []
    for text in texts:
        begun = time.perf_counter()
        parsed = asyncio.run(agent.parse_message(text))
        spent.append((time.perf_counter() - begun) * 1000)
        ranking = [r["name"] for r in parsed.get("intent_ranking", []) if r["name"] != "nlu_fallback"]
        codes = [s["code"] for s in parsed.get("situations", [])]
        read.append({"label": ranking[0] if ranking else None, "top3": ranking[:3],
                     "situation": parsed.get("situation"), "codes": codes})  # fmt: skip
    status = Path("/proc/self/status").read_text()
    memory = int(status.split("VmRSS:")[1].split()[0]) / 1024
    return {"read": read, "ms": sorted(spent)[len(spent) // 2], "load": loaded, "rss": memory}


def judged(model: Path) -> dict[str, Any]:
    """``judge`` in a process of its own, so that memory is that of one model."""
    done = subprocess.run(
        [sys.executable, __file__, "--judge", str(model)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def share(hits: list[bool]) -> str:
    """A share in percent."""
    return f"{100 * sum(hits) / len(hits):.1f}"


def measure(name: str, rows: list[Any], folder: Path, labels: list[str]) -> list[str]:
    """One line of the table."""
    gold = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    results, seconds = {}, 0.0
    for label in ["both"] if name == "ours" else labels:
        model, took = train(folder / name / label, CONTENDERS[name], rows, label)
        results[label], seconds = judged(model), seconds + took
    intents = results.get("both") or results["intent"]
    cells = {"intent": share([g["intent"] == r["label"] for g, r in zip(gold, intents["read"], strict=True)])}
    if "both" in results or "situation" in results:
        by_code = results.get("both") or results["situation"]
        found = [
            (r["situation"], r["codes"]) if name == "ours"
            else (None if r["label"] == NONE else r["label"], [c for c in r["top3"] if c != NONE])
            for r in by_code["read"]
        ]  # fmt: skip
        pairs = list(zip(gold, found, strict=True))
        cells["situation"] = share([g["situation"] == top for g, (top, _) in pairs])
        cells["top3"] = share([g["situation"] in codes for g, (_, codes) in pairs if g["situation"]])
    every = list(results.values())
    return [
        name,
        cells["intent"],
        cells.get("situation", "-"),
        cells.get("top3", "-"),
        f"{sum(r['ms'] for r in every):.1f}",
        f"{seconds:.0f}",
        f"{sum(r['load'] for r in every):.1f}",
        f"{max(r['rss'] for r in every):.0f}",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contenders", nargs="+", choices=list(CONTENDERS), default=list(CONTENDERS))
    parser.add_argument("--examples", type=int, default=None)
    parser.add_argument("--labels", nargs="+", choices=["intent", "situation"], default=["intent", "situation"])
    parser.add_argument("--judge", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.judge:
        print(json.dumps(judge(options.judge)))
        return
    rows = written_examples(options.examples)
    print(f"{len(rows)} examples, {len(DEV.read_text(encoding='utf-8').splitlines())} development messages")
    print("| contender | intent % | situation % | in the best 3 % | ms/message | train s | load s | RSS MB |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.contenders:
            print("| " + " | ".join(measure(name, rows, Path(folder), options.labels)) + " |", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
