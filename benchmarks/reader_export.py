"""A learned reader as the two files that the hotline reads: its layers as ONNX in eight bits, its table in four.

Eight bits for what goes into a multiplication are shared by all its columns, and a few columns of such a network are
many times larger than the rest, which are rounded away. So each column is made smaller and its weights larger before
the rounding, as in Xiao et al., "SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language
Models" (2023): the product stays what it was.

Needs the package ``onnx``, which is no part of the engine's lock.
"""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import tensorflow as tf
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.reader_network import Reader, padded
from benchmarks.reader_weights import SPECIAL, Weights
from common.reader import LAYERS, MEANING, TABLE

_OPSET, _IR = 18, 9
_EASED = 0.75
"""How much of the columns' unevenness the weights take over: 0 none, 1 all of it."""
_INPUTS = {"q": "qkv", "ao": "ao", "fi": "fi", "fo": "fo"}
"""A layer's multiplications in the learned network, and in the written one."""

Arrays = dict[str, np.ndarray]


class _Graph:
    """Nodes and constants as they are named."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def op(self, kind: str, inputs: Sequence[str], name: str, **settings: object) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **settings))
        return name

    def eased(self, rows: str, name: str, ease: Mapping[str, np.ndarray]) -> str:
        """The rows as the weights of ``name`` expect them."""
        return self.op("Mul", [rows, self.constant(f"{name}.ease", ease[name])], f"{name}.eased")

    def linear(self, rows: str, name: str, arrays: Mapping[str, np.ndarray]) -> str:
        product = self.op("MatMul", [rows, self.constant(f"{name}.w", arrays[f"{name}.w"])], f"{name}.product")
        return self.op("Add", [product, self.constant(f"{name}.b", arrays[f"{name}.b"])], f"{name}.out")

    def normed(self, rows: str, name: str, arrays: Mapping[str, np.ndarray]) -> str:
        parts = [self.constant(f"{name}.{part}", arrays[f"{name}.{part}"]) for part in "wb"]
        return self.op("LayerNormalization", [rows, *parts], f"{name}.out", axis=-1, epsilon=1e-12)


def export(reader: Reader, texts: Sequence[str], folder: Path) -> None:
    """Write both files: what the layers make of a text. The heads were for learning only.

    :param texts: some hundred of any kind, by which the columns' sizes are known
    """
    weights = reader.weights
    arrays, ease = _evened(reader, _sizes(reader, texts))
    folder.mkdir(parents=True, exist_ok=True)
    graph = _Graph()
    inputs = [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["pieces", weights.width])]
    outputs = [helper.make_tensor_value_info(MEANING, TensorProto.FLOAT, [1, 2 * weights.width])]
    _network(graph, arrays, ease, reader.layers, weights)
    whole = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", _OPSET)])
    model.ir_version = _IR
    onnx.checker.check_model(model)
    with tempfile.TemporaryDirectory() as made:
        onnx.save(model, Path(made) / LAYERS)
        quantize_dynamic(Path(made) / LAYERS, folder / LAYERS, weight_type=QuantType.QInt8, per_channel=True)
    rows = [*range(len(SPECIAL)), *reader.kept]
    factors, numbers = weights.blocks("emb.word")
    names = [*SPECIAL, *(weights.pieces[n] for n in reader.kept)]
    np.savez_compressed(
        folder / TABLE,
        pieces=np.frombuffer("\n".join(names).encode(), np.uint8),
        scores=np.array([0.0] * len(SPECIAL) + [float(weights.scores[n]) for n in reader.kept], np.float32),
        factors=factors[rows],
        numbers=numbers[rows],
        places=arrays["pos"].astype(np.float16),
        digest=np.frombuffer(hashlib.sha256((folder / LAYERS).read_bytes()).digest(), np.uint8),
    )


def _sizes(reader: Reader, texts: Sequence[str]) -> Arrays:
    """The largest number, apart from its sign, in each column that goes into a multiplication."""
    sizes: Arrays = {}

    def watch(name: str, rows: tf.Tensor) -> None:
        largest = np.abs(rows.numpy()).max(0)
        sizes[name] = np.maximum(sizes.get(name, largest), largest)

    reader.watch = watch
    for text in texts:
        reader.meaning(padded([reader.pieces.numbers(text)]), 0.0)
    reader.watch = None
    return sizes


def _evened(reader: Reader, sizes: Arrays) -> tuple[Arrays, Arrays]:
    """The learned numbers with the weights of q, k and v joined, and every column's factor moved into the weights.

    :return: the numbers by name, and by multiplication what its rows are multiplied with first
    """
    arrays = {name: variable.numpy() for name, variable in reader.variables.items()}
    ease: Arrays = {}
    for number in range(reader.layers):
        layer = f"l{number}"
        for part in "wb":
            arrays[f"{layer}.qkv.{part}"] = np.concatenate([arrays[f"{layer}.{n}.{part}"] for n in "qkv"], -1)
        for learned, written in _INPUTS.items():
            name, rows = f"{layer}.{written}", arrays[f"{layer}.{written}.w"]
            size, reach = (np.maximum(each, 1e-5) for each in (sizes[f"{layer}.{learned}"], np.abs(rows).max(1)))
            factor = (size**_EASED / reach ** (1 - _EASED)).astype(np.float32)
            arrays[f"{name}.w"] = rows * factor[:, None]
            ease[name] = 1 / factor
    return arrays, ease


def _network(graph: _Graph, arrays: Arrays, ease: Arrays, layers: int, weights: Weights) -> None:
    width, heads = weights.width, weights.heads
    graph.constant("by head", np.array([0, heads, width // heads], np.int64))
    graph.constant("whole", np.array([0, width], np.int64))
    for name, value in {"scale": (width / heads) ** -0.5, "half": 0.5, "one": 1.0, "root": 0.5**0.5}.items():
        graph.constant(name, np.array(value, np.float32))
    state = graph.normed("rows", "eln", arrays)
    for number in range(layers):
        state = _layer(graph, state, f"l{number}", arrays, ease)
    graph.constant("first", np.array([0], np.int64))
    parts = [graph.op(kind, [state, "first"], kind, keepdims=1) for kind in ("ReduceMean", "ReduceMax")]
    graph.op("Concat", parts, MEANING, axis=1)


def _layer(graph: _Graph, state: str, name: str, arrays: Arrays, ease: Arrays) -> str:
    whole = graph.linear(graph.eased(state, f"{name}.qkv", ease), f"{name}.qkv", arrays)
    split = [f"{name}.{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [whole], split, axis=1, num_outputs=3))
    turned = [
        graph.op("Transpose", [graph.op("Reshape", [part, "by head"], f"{part}.heads")], f"{part}.turned", perm=perm)
        for part, perm in zip(split, ([1, 0, 2], [1, 2, 0], [1, 0, 2]), strict=True)
    ]
    seen = graph.op("MatMul", turned[:2], f"{name}.seen")
    share = graph.op("Softmax", [graph.op("Mul", [seen, "scale"], f"{name}.scaled")], f"{name}.share", axis=-1)
    mixed = graph.op("MatMul", [share, turned[2]], f"{name}.mixed")
    mixed = graph.op("Transpose", [mixed], f"{name}.back", perm=[1, 0, 2])
    mixed = graph.eased(graph.op("Reshape", [mixed, "whole"], f"{name}.flat"), f"{name}.ao", ease)
    mixed = graph.linear(mixed, f"{name}.ao", arrays)
    state = graph.normed(graph.op("Add", [state, mixed], f"{name}.attended"), f"{name}.aln", arrays)
    inner = _gelu(graph, graph.linear(graph.eased(state, f"{name}.fi", ease), f"{name}.fi", arrays), name)
    outer = graph.linear(graph.eased(inner, f"{name}.fo", ease), f"{name}.fo", arrays)
    return graph.normed(graph.op("Add", [state, outer], f"{name}.fed"), f"{name}.oln", arrays)


def _gelu(graph: _Graph, rows: str, name: str) -> str:
    raised = graph.op("Erf", [graph.op("Mul", [rows, "root"], f"{name}.rooted")], f"{name}.erf")
    gate = graph.op("Add", [raised, "one"], f"{name}.gate")
    return graph.op("Mul", [graph.op("Mul", [rows, "half"], f"{name}.halved"), gate], f"{name}.gelu")
