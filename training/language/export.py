"""Turn a checkpoint into the shipped model folder: ONNX with int8 weights, vocabulary, lemmas, card.

usage: python -m training.language.export CHECKPOINT DATA OUT [--float]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from collections import Counter, defaultdict
from pathlib import Path

import lemminflect
import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.language.batches import Labels
from training.language.event_head import EventHead
from training.language.network import HIDDEN, Parser
from training.language.train import TRAIN_FILES, load
from training.language.treebank import read_treebank

NAMES_IN = ("ids", "features", "first", "last")
NAMES_OUT = ("upos", "xpos", "ner", "start", "arc", "label_dep", "label_head", "hidden")
EVENTS_IN = ("hidden", "actor", "recipient")
EVENTS_OUT = ("pair", "type", "mode", "status")
VERSION = "0.1.0"


def export_parser(model: Parser, path: Path, quantise: bool) -> None:
    """Write encoder and parse heads."""
    sample = (torch.ones(1, 9, dtype=torch.long),) * 2 + (torch.arange(1, 8)[None],) * 2
    axes = {n: {1: "pieces"} for n in NAMES_IN[:2]} | {n: {1: "words"} for n in NAMES_IN[2:]}
    axes |= {n: {0: "words"} for n in NAMES_OUT} | {
        "arc": {0: "words", 1: "rooted"},
        "label_head": {0: "rooted"},
    }
    write_onnx(model, sample, NAMES_IN, NAMES_OUT, axes, path, quantise)


def lemma_table(data: Path) -> dict[str, str]:
    """Return the treebanks' lemmas for forms on which lemminflect says something else."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name in TRAIN_FILES:
        for sentence in read_treebank(data / name):
            for word, upos, lemma in zip(sentence.words, sentence.upos, sentence.lemmas, strict=True):
                if upos not in {"PUNCT", "SYM", "X", "NUM"}:
                    seen[word.lower(), upos][lemma] += 1
    table = {}
    for (form, upos), counts in sorted(seen.items()):
        best, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if count * 2 > sum(counts.values()) and best != _regular(form, upos) and " " not in best:
            table[f"{form}/{upos}"] = best
    return table


def _regular(form: str, upos: str) -> str:
    if upos not in {"NOUN", "VERB", "ADJ", "ADV", "AUX"}:
        return form
    found = lemminflect.getLemma(form, upos=upos)
    return str(found[0]) if found else form


def write_folder(checkpoint: Path, data: Path, out: Path, quantise: bool = True) -> None:
    """Write every file of the model folder."""
    model, labels, vocabulary = load(checkpoint)
    out.mkdir(parents=True, exist_ok=True)
    export_parser(model, out / "parser.onnx", quantise)
    (out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    np.save(out / "labels.npy", model.label.detach().numpy().astype(np.float16))
    table = json.dumps(lemma_table(data), ensure_ascii=False, separators=(",", ":"))
    (out / "lemmas.json").write_text(table, encoding="utf-8")
    write_meta(out, labels, export_events(checkpoint, out / "events.onnx", quantise))


def export_events(checkpoint: Path, path: Path, quantise: bool) -> dict[str, list[str]]:
    """Write the event head as ONNX and return its inventories."""
    meta: dict[str, list[str]] = json.loads(checkpoint.with_name(checkpoint.name + "_events.json").read_text())
    head = EventHead(len(meta["types"]), len(meta["modes"]), len(meta["statuses"]))
    head.load_state_dict(torch.load(checkpoint.with_name(checkpoint.name + "_events.pt")))
    sample = (torch.randn(1, 7, HIDDEN), *(torch.ones(1, 7) for _ in EVENTS_IN[1:]))
    axes = {n: {1: "words"} for n in EVENTS_IN} | {n: {0: "words"} for n in EVENTS_OUT[1:]}
    write_onnx(head.eval(), sample, EVENTS_IN, EVENTS_OUT, axes, path, quantise)
    return meta


def write_onnx(
    model: torch.nn.Module,
    sample: tuple[torch.Tensor, ...],
    names_in: tuple[str, ...],
    names_out: tuple[str, ...],
    axes: dict[str, dict[int, str]],
    path: Path,
    quantise: bool,
) -> None:
    """Write a module as ONNX; int8 weights a row, halved range for processors without VNNI."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        plain = Path(folder) / "plain.onnx"
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, sample, str(plain), input_names=names_in, output_names=names_out,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        if quantise:
            quantize_dynamic(
                plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            )  # fmt: skip
        else:
            shutil.copyfile(plain, path)


def write_meta(out: Path, labels: Labels, events: dict[str, list[str]]) -> None:
    """Write ``meta.json``: inventories and the hash of every file."""
    names = sorted(p.name for p in out.iterdir() if p.name not in {"meta.json", "MODEL_CARD.md"})
    meta = {
        "name": "procopius-en",
        "version": VERSION,
        **{k: getattr(labels, k) for k in ("upos", "xpos", "ner", "deps")},
        **events,
        "sha256": {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in names},
    }
    (out / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="leave the weights in 32-bit floats")
    args = parser.parse_args()
    write_folder(args.checkpoint, args.data, args.out, not args.float)


if __name__ == "__main__":
    main()
