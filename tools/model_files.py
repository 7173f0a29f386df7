"""Writes the model files that tests read as made by somebody else, with numpy and struct alone.

Run from the repository's root: python3 tools/model_files.py
It writes tests/src/test/resources/dev/lanewise/files/*.txt: a file's bytes in hexadecimal, and what its network computes
for some rows, in plain Python loops over doubles (STRICT arithmetic), as hexadecimal floating point.
"""
import hashlib
import json
import struct
from pathlib import Path

import numpy

FOLDER = Path("tests/src/test/resources/dev/lanewise/files")
NUMBERS = numpy.random.default_rng(6)


def safetensors(tensors, metadata, padding=0):
    """The bytes of a file whose tensors lie in the order of the dictionary."""
    header = {"__metadata__": metadata} if metadata else {}
    data = b""
    for name, values in tensors.items():
        begin = len(data)
        data += values.tobytes()
        dtype = {"float64": "F64", "float32": "F32", "int64": "I64"}[values.dtype.name]
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode() + b" " * padding
    return struct.pack("<Q", len(text)) + text + data


def checksum(tensors, metadata):
    """The checksum of a Lanewise file, from its definition in the Javadoc of dev.lanewise.files."""
    digest = hashlib.sha256()

    def number(value):
        digest.update(struct.pack("<Q", value))

    def sized(content):
        number(len(content))
        digest.update(content)

    number(len(metadata))
    for key in sorted(metadata):
        sized(key.encode())
        sized(metadata[key].encode())
    number(len(tensors))
    for name in sorted(tensors):
        values = tensors[name]
        sized(name.encode())
        sized({"float64": b"F64", "float32": b"F32"}[values.dtype.name])
        number(values.ndim)
        for size in values.shape:
            number(size)
        sized(values.tobytes())
    return digest.hexdigest()


def relu(z):
    return z if z > 0 else 0.0


def predict(layers, row, mean=None, deviation=None):
    """x·w + b by plain loops, weights in × out; ReLU between layers."""
    a = [float(v) for v in row]
    if mean is not None:
        a = [(v - float(m)) / float(d) for v, m, d in zip(a, mean, deviation)]
    for l, (w, b) in enumerate(layers):
        z = []
        for j in range(w.shape[1]):
            total = 0.0
            for p in range(w.shape[0]):
                total = total + a[p] * float(w[p, j])
            z.append(total + float(b[j]))
        a = z if l == len(layers) - 1 else [relu(v) for v in z]
    return a


def save(name, content, rows, outputs):
    lines = ["bytes " + content.hex()]
    for row, output in zip(rows, outputs):
        lines.append("row " + " ".join(float(v).hex() for v in row))
        lines.append("output " + " ".join(v.hex() for v in output))
    (FOLDER / name).write_text("\n".join(lines) + "\n")


def state_dict():
    """As safetensors.torch.save_file writes a Sequential(Linear(3, 4), ReLU(), Linear(4, 2)) in F32, and more."""
    tensors = {
        "net.0.weight": NUMBERS.normal(size=(4, 3)).astype("<f4"),
        "net.0.bias": NUMBERS.normal(size=4).astype("<f4"),
        "net.2.weight": NUMBERS.normal(size=(2, 4)).astype("<f4"),
        "net.2.bias": NUMBERS.normal(size=2).astype("<f4"),
        "steps": numpy.array(17, dtype="<i8"),
    }
    layers = [(tensors[f"net.{i}.weight"].T, tensors[f"net.{i}.bias"]) for i in (0, 2)]
    rows = NUMBERS.normal(size=(3, 3))
    save("state-dict.txt", safetensors(tensors, {"format": "pt"}), rows, [predict(layers, row) for row in rows])


def lanewise():
    """A file in Lanewise's own format, with its checksum; tensors in another order than Lanewise's."""
    w0, b0 = NUMBERS.normal(size=(3, 5)), NUMBERS.normal(size=5)
    w1, b1 = NUMBERS.normal(size=(5, 2)), NUMBERS.normal(size=2)
    mean, deviation = NUMBERS.normal(size=3), NUMBERS.uniform(0.5, 2, size=3)
    rows = NUMBERS.normal(size=(3, 3))
    outputs = [predict([(w0, b0), (w1, b1)], row, mean, deviation) for row in rows]
    tensors = {
        "probe.output": numpy.array(outputs[0]), "probe.input": rows[0], "layers.1.weights": w1,
        "layers.0.weights": w0, "layers.0.biases": b0, "layers.1.biases": b1,
        "standardization.deviation": deviation, "standardization.mean": mean,
    }
    metadata = {"version": "1", "format": "lanewise", "layers": "5 RELU, 2 IDENTITY", "inputs": "3",
                "arithmetic": "STRICT", "checksum.algorithm": "SHA-256", "author": "Åse — 学习",
                "\uffee": "before", "\U0001f600": "behind it, unlike in UTF-16"}
    metadata["checksum"] = checksum(tensors, metadata)
    save("lanewise.txt", safetensors(tensors, metadata, padding=5), rows, outputs)


def without_checksum():
    """The same kind of file by somebody who writes F32 and no checksum."""
    w0, b0 = NUMBERS.normal(size=(2, 1)).astype("<f4"), NUMBERS.normal(size=1).astype("<f4")
    rows = NUMBERS.normal(size=(2, 2))
    metadata = {"format": "lanewise", "version": "1", "arithmetic": "STRICT", "inputs": "2", "layers": "1 IDENTITY"}
    tensors = {"layers.0.weights": w0, "layers.0.biases": b0}
    save("without-checksum.txt", safetensors(tensors, metadata), rows, [predict([(w0, b0)], row) for row in rows])


state_dict()
lanewise()
without_checksum()
