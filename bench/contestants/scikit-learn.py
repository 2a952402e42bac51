"""scikit-learn: MLPClassifier.partial_fit for T1, T2 and T3, its metrics for T5."""
from serve import read_images, read_labels, read_weights, serve, set_threads


def prepare(request):
    global np, sklearn
    set_threads(request["threads"], request["threads"])
    import numpy as np
    import sklearn

    kinds = {"train": Training, "metrics": Metrics}
    contestant = kinds[request["task"]["kind"]](request["task"], request["data"])
    contestant.version = sklearn.__version__
    return contestant


class Training:
    note = "MLPClassifier.partial_fit; the loss is summed, hits are not counted"

    def __init__(self, task, data):
        self.task, self.data = task, data
        self.x, self.labels = (read(np, path) for read, path in self.files("train"))
        self.test = [read(np, path) for read, path in self.files("test")]
        # Sigmoid outputs with binary cross-entropy: to scikit-learn that is a classifier of several labels.
        self.y = np.eye(10, dtype=int)[self.labels] if task["output"] == "sigmoid" else self.labels
        self.classifier = self.start(task["shuffle"])
        self.at = 0

    def files(self, part):
        return (read_images, self.data[part]["images"]), (read_labels, self.data[part]["labels"])

    def start(self, shuffle):
        from sklearn.neural_network import MLPClassifier

        task = self.task
        classifier = MLPClassifier(
            task["layers"][1:-1],
            activation={"sigmoid": "logistic"}.get(task["activation"], task["activation"]),
            solver="adam" if task["optimizer"] == "adam" else "sgd",
            momentum=task.get("momentum", 0),
            nesterovs_momentum=False,
            learning_rate_init=task["learningRate"],
            alpha=0,
            batch_size=task["batchSize"],
            shuffle=shuffle,
        )
        # Its weights exist after a first step only; they are replaced, the optimizer's memory of that step stays.
        first = slice(0, task["batchSize"])
        classifier.partial_fit(self.x[first], self.y[first], classes=np.arange(10))
        weights = read_weights(np, self.data["weights"], task["layers"])
        for w, coefficients, intercepts in zip(weights, classifier.coefs_, classifier.intercepts_):
            coefficients[...] = w[:, 1:].T
            intercepts[...] = w[:, 0]
        return classifier

    def check(self):
        classifier, samples = self.start(False), self.task["check"]["trainSamples"]
        classifier.partial_fit(self.x[:samples], self.y[:samples])
        x, y = self.test
        return {"testAccuracy": (classifier.predict_proba(x).argmax(1) == y).mean()}

    def measure(self, samples):
        done = 0
        while done < samples:
            part = min(samples - done, len(self.x) - self.at)
            chosen = slice(self.at, self.at + part)
            self.classifier.partial_fit(self.x[chosen], self.y[chosen])
            self.at = (self.at + part) % len(self.x)
            done += part
        return done


class Metrics:
    note = "sklearn.metrics"

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
        from sklearn import metrics

        scores, labels = self.scores, self.labels
        predicted, targets = scores.argmax(1), np.eye(10, dtype=np.float32)[labels]
        precision, recall, f1, _ = metrics.precision_recall_fscore_support(
            labels, predicted, average="macro", zero_division=0
        )
        return {
            "accuracy": metrics.accuracy_score(labels, predicted),
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "auc": metrics.roc_auc_score(labels, scores, multi_class="ovr"),
            "crossEntropy": metrics.log_loss(labels, scores),
            "meanSquaredError": metrics.mean_squared_error(targets, scores),
            "ones": metrics.confusion_matrix(labels, predicted)[1, 1],
        }


serve(prepare)
