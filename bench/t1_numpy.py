"""The report's program (its section 4) as it trains, in NumPy: one epoch of MNIST, 784-20-10 sigmoid, one image a
step, in file order, learning rate 0.01, float64. Prints hits and seconds of each epoch as JSON.

Usage: OPENBLAS_NUM_THREADS=1 python3 t1_numpy.py FOLDER_OF_THE_IDX_FILES EPOCHS
"""
import json
import sys
import time

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


folder, epochs = sys.argv[1], int(sys.argv[2])
pixels = np.fromfile(folder + "/train-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 784)
labels = np.fromfile(folder + "/train-labels-idx1-ubyte", np.uint8)[8:]
images = np.ones((len(labels), 785, 1))
images[:, 1:, 0] = pixels.astype("float32") / 255
one_hot = np.eye(10)[labels].reshape(-1, 10, 1)

random = np.random.RandomState(0)
w_i_h = random.uniform(-0.5, 0.5, (20, 785))
w_h_o = random.uniform(-0.5, 0.5, (10, 21))
h_augmented = np.ones((21, 1))

for epoch in range(1, epochs + 1):
    hits = 0
    began = time.perf_counter()
    for x, y, label in zip(images, one_hot, labels):
        h_augmented[1:] = sigmoid(w_i_h @ x)
        o = sigmoid(w_h_o @ h_augmented)
        hits += int(np.argmax(o) == label)
        delta_o = o - y
        w_h_o -= 0.01 * delta_o @ h_augmented.T
        delta_h = (w_h_o.T @ delta_o) * (h_augmented * (1 - h_augmented))
        w_i_h -= 0.01 * delta_h[1:] @ x.T
    print(json.dumps({"epoch": epoch, "hits": hits, "seconds": time.perf_counter() - began}), flush=True)
