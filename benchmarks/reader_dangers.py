"""Makes the network by which the guard reads dangers from the reader's vectors: after a new reader, or new examples.

In the engine's environment, from the repository's root; a few minutes on two cores:

    python benchmarks/reader_dangers.py bot/data/reader
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.nlu import danger_examples  # noqa: E402
from bot.nlu.danger_examples import NOTHING  # noqa: E402
from bot.nlu.meaning import fit, vectors  # noqa: E402
from bot.nlu.messages import languages, messages_of  # noqa: E402
from bot.nlu.training import Training  # noqa: E402
from hotline.danger_reader import LABELS, NAME, NETWORK  # noqa: E402

EPOCHS, SEED = 10, 20260101


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    dangers = danger_examples.written()
    messages = [message for code in languages() for message in messages_of(code)]
    sample = danger_examples.harmless_sample([(message.intent, message.situation) for message in messages], SEED)
    texts = [example.text for example in dangers] + [messages[place].text for place in sample]
    labels = sorted({example.danger for example in dangers} | {NOTHING})
    truth = [labels.index(example.danger) for example in dangers] + [labels.index(NOTHING)] * len(sample)
    with Training() as training:
        rows = training.encode(vectors, texts).result()
        network = fit(rows, {NAME: np.array(truth)}, EPOCHS, SEED)
        training.tell(f"learned from {len(texts)} messages")
    np.savez(folder / NETWORK, **network.arrays(NAME), **{LABELS: np.array(labels)})


if __name__ == "__main__":
    main()
