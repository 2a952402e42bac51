"""The report's program (its section 4) as printed, in NumPy: it trains a 784-20-10 sigmoid network on MNIST, one image
a step, in file order, learning rate 0.01, float64. Prints hits and seconds of each epoch as JSON.

Usage: OPENBLAS_NUM_THREADS=1 python3 t1_numpy.py FOLDER_OF_THE_IDX_FILES EPOCHS
"""
import json
import sys
import time

import numpy as np

folder, epochs = sys.argv[1], int(sys.argv[2])
images = np.fromfile(folder + "/train-images-idx3-ubyte", np.uint8)[16:].astype("float32").reshape(-1, 784) / 255
labels = np.eye(10)[np.fromfile(folder + "/train-labels-idx1-ubyte", np.uint8)[8:]]

np.random.seed(0)
w_i_h = np.random.uniform(-0.5, 0.5, (20, 785))
w_h_o = np.random.uniform(-0.5, 0.5, (10, 21))
learn_rate = 0.01

for epoch in range(1, epochs + 1):
    began = time.perf_counter()
    nr_correct = 0
    for img, l in zip(images, labels):
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
    print(json.dumps({"epoch": epoch, "hits": nr_correct, "seconds": time.perf_counter() - began}), flush=True)
