"""NumPy. T1 is the report's program (its section 4) as printed, T5 vectorised, sgemm and copy for the machine."""
from serve import Skip, read_images, read_labels, read_weights, serve, set_threads


def prepare(request):
    global np
    # OpenBLAS, OpenMP or MKL: whichever this NumPy was built with.
    set_threads(request["threads"], request["threads"])
    import numpy as np

    kinds = {"train": Program, "metrics": Metrics, "sgemm": MatrixProduct}
    contestant = kinds[request["task"]["kind"]](request["task"], request["data"])
    contestant.version = np.__version__
    return contestant


class Program:
    note = "the report's program as printed, float64; error and hits counted"

    def __init__(self, task, data):
        self.task = task
        self.images = read_images(np, data["train"]["images"])
        self.labels = np.eye(10)[read_labels(np, data["train"]["labels"])]
        self.test = read_images(np, data["test"]["images"]), read_labels(np, data["test"]["labels"])
        self.initial = read_weights(np, data["weights"], task["layers"])
        self.start()
        self.at = 0

    def start(self):
        self.w_i_h, self.w_h_o = (w.astype(np.float64) for w in self.initial)

    def check(self):
        self.train(0, self.task["check"]["trainSamples"])
        x, y = self.test
        h = 1 / (1 + np.exp(-(x @ self.w_i_h[:, 1:].T + self.w_i_h[:, 0])))
        scores = h @ self.w_h_o[:, 1:].T + self.w_h_o[:, 0]
        self.start()
        return {"testAccuracy": (scores.argmax(1) == y).mean()}

    def measure(self, samples):
        done = 0
        while done < samples:
            part = min(samples - done, len(self.images) - self.at)
            self.train(self.at, self.at + part)
            self.at = (self.at + part) % len(self.images)
            done += part
        return done

    def train(self, first, last):
        w_i_h, w_h_o, learn_rate = self.w_i_h, self.w_h_o, self.task["learningRate"]
        nr_correct = 0
        for img, l in zip(self.images[first:last], self.labels[first:last]):
            img = img.reshape(784, 1)
            img_augmented = np.vstack(([1], img))
            l = l.reshape(10, 1)
            # Forward propagation
            h_pre = w_i_h @ img_augmented
            h = 1 / (1 + np.exp(-h_pre))
            h_augmented = np.vstack(([1], h))
            o_pre = w_h_o @ h_augmented
            o = 1 / (1 + np.exp(-o_pre))
            # Error and accuracy
            e = (1 / len(o)) * np.sum((o - l) ** 2)
            nr_correct += int(np.argmax(o) == np.argmax(l))
            # Backpropagation
            delta_o = o - l
            w_h_o -= learn_rate * delta_o @ h_augmented.T
            delta_h = (w_h_o.T @ delta_o) * (h_augmented * (1 - h_augmented))
            w_i_h -= learn_rate * delta_h[1:] @ img_augmented.T


class Metrics:
    note = "vectorised; an AUC is the rank sum of one argsort, ties at their mean"

    def __init__(self, task, data):
        self.scores = np.fromfile(data["scores"], np.float32).reshape(-1, 10)
        self.labels = read_labels(np, data["train"]["labels"])

    def check(self):
        return self.metrics()

    def measure(self, samples):
        times = max(1, round(samples / len(self.labels)))
        for _ in range(times):
            self.metrics()
        return times * len(self.labels)

    def metrics(self):
        scores, labels = self.scores, self.labels
        predicted = scores.argmax(1)
        matrix = np.bincount(labels * 10 + predicted, minlength=100).reshape(10, 10)
        tp, actual, called = np.diag(matrix).astype(float), matrix.sum(1), matrix.sum(0)
        precision = np.divide(tp, called, out=np.zeros(10), where=called != 0)
        recall = np.divide(tp, actual, out=np.zeros(10), where=actual != 0)
        of_label = scores[np.arange(len(labels)), labels]
        squares = np.square(scores).sum(dtype=np.float64) - 2 * of_label.sum(dtype=np.float64) + len(labels)
        return {
            "accuracy": tp.sum() / len(labels),
            "precision": precision.mean(),
            "recall": recall.mean(),
            "f1": np.divide(2 * tp, actual + called, out=np.zeros(10), where=actual + called != 0).mean(),
            "auc": np.mean([auc(scores[:, k], labels == k) for k in range(10)]),
            "crossEntropy": -np.log(np.maximum(of_label, np.finfo(np.float32).eps)).mean(dtype=np.float64),
            "meanSquaredError": squares / scores.size,
            "ones": matrix[1, 1],
        }


def auc(scores, positive):
    """Mann & Whitney (1947), doi:10.1214/aoms/1177730491: a positive's score above a negative's, ties one half."""
    order = np.argsort(scores)
    scores, positive = scores[order], positive[order]
    edges = np.flatnonzero(np.concatenate(([True], scores[1:] != scores[:-1], [True])))
    ranks = edges[:-1] + (np.diff(edges) + 1) / 2
    positives = int(positive.sum())
    rank_sum = ranks @ np.add.reduceat(positive, edges[:-1], dtype=np.int64)
    return (rank_sum - positives * (positives + 1) / 2) / (positives * (len(scores) - positives))


class MatrixProduct:
    """sgemm: a "sample" is a billion floating-point operations."""

    def __init__(self, task, data):
        size = task["size"]
        self.a, self.b = (np.random.default_rng(seed).random((size, size), np.float32) for seed in (0, 1))
        self.c = np.empty((size, size), np.float32)
        self.billions = 2 * size**3 / 1e9

    def check(self):
        return {"deviation": abs((self.a @ self.b)[3, 5] / (self.a[3].astype(float) @ self.b[:, 5]) - 1)}

    def measure(self, samples):
        times = max(1, round(samples / self.billions))
        for _ in range(times):
            np.matmul(self.a, self.b, out=self.c)
        return times * self.billions


serve(prepare)
