"""A contestant in Python: serve.mjs's counterpart. One JSON object a line in, one a line out."""
import json
import os
import sys
import time
import traceback

# What libraries print goes to standard error, lest it should break the protocol.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


class Skip(Exception):
    """A reason why a contestant does not take part in a task."""


def serve(prepare):
    """Answers the runner until standard input ends.

    prepare(request) returns an object with `version`, perhaps `note`, and the methods check() -> {name: number} and
    measure(samples) -> samples really worked on; it imports its library itself, so that OPENBLAS_NUM_THREADS and
    OMP_NUM_THREADS can be set before. A contestant's `seconds` is the time of measure().
    """
    contestant = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["command"] == "prepare":
                contestant = prepare(request)
                reply = {"ok": True, "version": contestant.version, "note": getattr(contestant, "note", None)}
            elif request["command"] == "check":
                reply = {"values": {name: float(value) for name, value in contestant.check().items()}}
            else:
                began = time.perf_counter()
                samples = contestant.measure(request["samples"])
                reply = {"seconds": time.perf_counter() - began, "samples": samples}
        except Skip as reason:
            reply = {"skip": str(reason)}
        except ModuleNotFoundError as error:
            reply = {"skip": "Python at %s has no %s" % (sys.executable, error.name)}
        except Exception:
            reply = {"error": traceback.format_exc()}
        answers.write(json.dumps(reply) + "\n")
        answers.flush()


def set_threads(blas, openmp):
    """Before the library is loaded."""
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(blas)
    os.environ["OMP_NUM_THREADS"] = str(openmp)


def read_images(np, path):
    """Pixels [n, 784] in [0, 1], float32."""
    return np.fromfile(path, np.uint8).reshape(-1, 784).astype(np.float32) / np.float32(255)


def read_labels(np, path):
    return np.fromfile(path, np.uint8).astype(np.int64)


def read_weights(np, path, layers):
    """[units, 1 + inputs] of each layer, column 0 the bias, float32."""
    values = np.fromfile(path, np.float32)
    weights = []
    for inputs, units in zip(layers, layers[1:]):
        size = units * (1 + inputs)
        weights.append(values[:size].reshape(units, 1 + inputs).copy())
        values = values[size:]
    return weights
