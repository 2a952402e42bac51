"""PyTorch on the CPU. T1 scripted and without autograd, T2 and T3 with nn.Module and optim, T4 scripted and frozen."""
from serve import read_images, read_labels, read_weights, serve, set_threads


def prepare(request):
    global np, torch
    threads, task = request["threads"], request["task"]
    # PyTorch with OpenBLAS' own threads (Debian's) must not have OpenMP's as well: they would wait for each other.
    set_threads(blas=threads, openmp=1)
    import numpy as np
    import torch

    own = torch.backends.mkl.is_available()
    torch.set_num_threads(threads if own else 1)
    online = task.get("batchSize") == 1 and task["output"] == "sigmoid"
    kinds = {"train": Online if online else Minibatch, "scores": Scores, "single": Single}
    contestant = kinds[task["kind"]](task, request["data"])
    contestant.version = torch.__version__
    return contestant


def module_of(task, weights):
    """nn.Sequential with the weights [units, 1 + inputs]; softmax is the loss's, or added for inference."""
    layers = []
    for w in weights:
        units, inputs = w.shape[0], w.shape[1] - 1
        linear = torch.nn.Linear(inputs, units)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(w[:, 1:]))
            linear.bias.copy_(torch.from_numpy(w[:, 0]))
        layers += [linear, torch.nn.ReLU(inplace=True)]
    return torch.nn.Sequential(*layers[:-1])


def images_and_labels(part):
    return torch.from_numpy(read_images(np, part["images"])), torch.from_numpy(read_labels(np, part["labels"]))


def train_online(x, y, labels, w1, w2, z, rate: float):
    """One image a step; x [n, 785] and h begin with 1; z [n, 10] keeps the outputs' pre-activations for the loss."""
    h = torch.ones(w2.shape[1])
    hidden = h[1:]
    back = w2[:, 1:].t()
    for i in range(x.shape[0]):
        xi = x[i]
        torch.mv(w1, xi, out=hidden)
        torch.sigmoid_(hidden)
        zi = torch.mv(w2, h)
        z[i] = zi
        d2 = torch.sigmoid(zi).sub_(y[i])
        d1 = torch.mv(back, d2).mul_(hidden).mul_(1 - hidden)
        w2.addr_(d2, h, alpha=-rate)
        w1.addr_(d1, xi, alpha=-rate)
    hits = (z.argmax(1) == labels).sum().item()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum").item()
    return hits, loss


class Online:
    note = "torch.jit.script, no autograd; loss and hits counted"

    def __init__(self, task, data):
        self.task = task
        images, self.labels = images_and_labels(data["train"])
        self.x = torch.cat((torch.ones(len(images), 1), images), 1)
        self.y = torch.nn.functional.one_hot(self.labels, 10).float()
        self.test = images_and_labels(data["test"])
        self.initial = [torch.from_numpy(w) for w in read_weights(np, data["weights"], task["layers"])]
        self.z = torch.empty(len(images), 10)
        self.train = torch.jit.script(train_online)
        self.weights = [w.clone() for w in self.initial]
        self.at = 0

    def check(self):
        weights = [w.clone() for w in self.initial]
        self.steps(0, self.task["check"]["trainSamples"], weights)
        x, y = self.test
        h = torch.sigmoid(x @ weights[0][:, 1:].t() + weights[0][:, 0])
        scores = h @ weights[1][:, 1:].t() + weights[1][:, 0]
        return {"testAccuracy": (scores.argmax(1) == y).float().mean()}

    def measure(self, samples):
        done = 0
        while done < samples:
            part = min(samples - done, len(self.x) - self.at)
            self.steps(self.at, self.at + part, self.weights)
            self.at = (self.at + part) % len(self.x)
            done += part
        return done

    def steps(self, first, last, weights):
        part = slice(first, last)
        with torch.no_grad():
            self.train(self.x[part], self.y[part], self.labels[part], *weights, self.z[part], self.task["learningRate"])


class Minibatch:
    note = "nn.Sequential, autograd, torch.optim; the loss is summed, hits are not counted"

    def __init__(self, task, data):
        self.task, self.data = task, data
        self.train = images_and_labels(data["train"])
        self.test = images_and_labels(data["test"])
        self.start()
        self.order = iter(())

    def start(self):
        self.model = module_of(self.task, read_weights(np, self.data["weights"], self.task["layers"]))
        try:
            self.optimizer = self.create_optimizer(fused=True)  # on the CPU from PyTorch 2.4 on
        except (RuntimeError, TypeError):
            self.optimizer = self.create_optimizer()

    def create_optimizer(self, **how):
        parameters, rate = self.model.parameters(), self.task["learningRate"]
        if self.task["optimizer"] == "adam":
            return torch.optim.Adam(parameters, rate, **how)
        return torch.optim.SGD(parameters, rate, momentum=self.task["momentum"], **how)

    def check(self):
        for batch in torch.arange(self.task["check"]["trainSamples"]).split(self.task["batchSize"]):
            self.step(batch)
        with torch.inference_mode():
            hits = self.model(self.test[0]).argmax(1) == self.test[1]
        self.start()
        return {"testAccuracy": hits.float().mean()}

    def measure(self, samples):
        done, total = 0, torch.zeros(())
        while done < samples:
            batch = next(self.order, None)
            if batch is None:
                self.order = iter(torch.randperm(len(self.train[0])).split(self.task["batchSize"]))
                continue
            total += self.step(batch)
            done += len(batch)
        total.item()
        return done

    def step(self, batch):
        images, labels = self.train
        loss = torch.nn.functional.cross_entropy(self.model(images.index_select(0, batch)), labels[batch])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.detach()


class Scores:
    note = "scripted, frozen, inference_mode"

    def __init__(self, task, data):
        model = torch.nn.Sequential(
            module_of(task, read_weights(np, data["weights"], task["layers"])), torch.nn.Softmax(1)
        )
        self.model = torch.jit.freeze(torch.jit.script(model.eval()))
        self.images, self.labels = images_and_labels(data["test"])
        self.expected = torch.from_numpy(np.fromfile(data["expected"], np.float32)).reshape(-1, 10)

    def check(self):
        scores = self.scores()
        return {
            "testAccuracy": (scores.argmax(1) == self.labels).float().mean(),
            "largestDeviation": (scores[: len(self.expected)] - self.expected).abs().max(),
        }


    def scores(self):
        with torch.inference_mode():
            return self.model(self.images)

    def measure(self, samples):
        times = max(1, round(samples / len(self.images)))
        for _ in range(times):
            self.scores()
        return times * len(self.images)


class Single(Scores):
    def scores(self):
        with torch.inference_mode():
            return torch.cat([self.model(image) for image in self.images.split(1)])

    def measure(self, samples):
        images, model = self.images.split(1), self.model
        with torch.inference_mode():
            for i in range(samples):
                model(images[i % len(images)])
        return samples


serve(prepare)
