"""The shipped parser with its int8 matrix products undone: the same network in 32-bit floats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from procopius.parse.network import MODEL_FOLDER


def write_float_folder(out: Path) -> Path:
    """Copy the shipped model folder to ``out`` with a parser in 32-bit floats, and return ``out``."""
    shutil.copytree(MODEL_FOLDER, out)
    model = onnx.load(out / "parser.onnx")
    dequantise(model.graph)
    onnx.save(model, out / "parser.onnx")
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta["sha256"].pop("parser.onnx")
    (out / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return out


def dequantise(graph: onnx.GraphProto) -> None:
    """Put a product of floats in the place of each ``MatMulInteger`` with its casts and scales, in place.

    What ``quantize_dynamic`` of onnxruntime writes: (cast of (quantised input times quantised weights)) times
    (scale of the input times scale of the weights).
    """
    values = {tensor.name: tensor for tensor in graph.initializer}
    made_by = {name: node for node in graph.node for name in node.output}
    used_by: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            used_by.setdefault(name, []).append(node)
    for product in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        left, right, _, zero = product.input
        (cast,) = used_by[product.output[0]]
        (scaled,) = used_by[cast.output[0]]
        (scales,) = (made_by[name] for name in scaled.input if name != cast.output[0])
        (scale,) = (values[name] for name in scales.input if name in values)
        weights = numpy_helper.to_array(values[right]).astype(np.float32) - numpy_helper.to_array(values[zero])
        name = f"{right}_float"
        if name not in values:
            values[name] = numpy_helper.from_array((weights * numpy_helper.to_array(scale)).astype(np.float32), name)
            graph.initializer.append(values[name])
        plain = onnx.helper.make_node("MatMul", [made_by[left].input[0], name], [scaled.output[0]])
        graph.node.insert(list(graph.node).index(scaled), plain)
        for node in (scaled, cast, product):
            graph.node.remove(node)
