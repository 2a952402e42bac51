"""Reads what percept writes with NumPy and PyTorch, by the formats' descriptions alone, and says their scores as JSON.

python3 read_models.py FOLDER COUNT   with 0.npz, 0.safetensors, 0.npy (raw features), 1.npz, ...
"""
import json
import struct
import sys

import numpy as np
import torch
from torch.nn import functional as F

ACTIVATIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "scaled-tanh": lambda z: 1.7159 * torch.tanh(2 / 3 * z),
    "relu": torch.relu,
    "leaky-relu": lambda z: F.leaky_relu(z, 0.01),
    "gelu": F.gelu,
    "silu": F.silu,
    "identity": lambda z: z,
    "softmax": lambda z: torch.softmax(z, 1),
}


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__")
    types = {"F32": "<f4", "F64": "<f8"}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        array = np.frombuffer(data[begin:end], types[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = torch.tensor(array)
    return tensors, json.loads(metadata["percept"])


def read_npz(path):
    arrays = np.load(path)
    meta = json.loads(bytes(arrays["meta"]))
    tensors = {}
    for layer in range(len(meta["activations"])):
        w = torch.tensor(arrays[f"w{layer + 1}"])
        tensors[f"layers.{layer}.weight"], tensors[f"layers.{layer}.bias"] = w[:, 1:], w[:, 0]
    return tensors, meta


def scores(tensors, meta, features):
    a = torch.tensor(features)
    if "imputation" in meta:
        a = torch.where(torch.isnan(a), torch.tensor(meta["imputation"], dtype=torch.float32), a)
    scaling = meta["scaling"]
    if scaling["type"] == "divide":
        a = a / torch.tensor(scaling["divisor"], dtype=torch.float32)
    elif scaling["type"] == "per-feature":
        offsets, divisors = (torch.tensor(scaling[name], dtype=torch.float32) for name in ("offsets", "divisors"))
        a = (a - offsets) / divisors
    a = a.to(tensors["layers.0.weight"].dtype)
    for layer, name in enumerate(meta["activations"]):
        a = ACTIVATIONS[name](F.linear(a, tensors[f"layers.{layer}.weight"], tensors[f"layers.{layer}.bias"]))
    if "targets" in meta:
        a = a * torch.tensor(meta["targets"]["divisors"]) + torch.tensor(meta["targets"]["offsets"])
    return a.double().flatten().tolist()


folder, count = sys.argv[1], int(sys.argv[2])
answers = []
for n in range(count):
    features = np.load(f"{folder}/{n}.npy")
    answers.append([
        scores(*read(f"{folder}/{n}.{ending}"), features)
        for ending, read in (("safetensors", read_safetensors), ("npz", read_npz))
    ])
json.dump(answers, sys.stdout)
