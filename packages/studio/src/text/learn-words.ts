// The report's theory in short pages. Numbers in the text are measured with the seed that the studio starts with.

/** One page: what it says, beneath its picture and beside its equations. */
export interface LessonWords {
  readonly title: string;
  readonly short: string;
  readonly text: readonly string[];
  readonly picture: string;
  /** what leads to each equation */
  readonly equations: readonly string[];
  /** what each experiment is for, and what its button says */
  readonly experiments: readonly (readonly [why: string, button: string])[];
}

export const learnWords = {
  heading: "Learn",
  pages: "Pages",
  picture: "Picture",
  equations: "Equations",
  tryIt: "Try it",
  before: "Back",
  after: "Next",
  source: "After the report “Neural Networks” by Shamik Mukherji (2025), which this studio grew from.",
  threshold: {
    slider: (threshold: number) => `Threshold ${threshold}`,
    saysYes: "Says 8",
    saysNo: "Says no",
    isOne: "Is an 8",
    isNone: "Is none",
    accuracy: "Accuracy",
    precision: "Precision",
    recall: "Recall",
    f1: "F1",
    falsePositiveRate: "False positive rate",
    truePositiveRate: "True positive rate (recall)",
    rocSays: (recall: string, strangers: string) =>
      `ROC curve of the 8, close to the upper left corner; at this threshold ${recall} of the 8s are found, and ${strangers} of the others taken for one.`,
  },
  lessons: {
    network: {
      title: "What a network is",
      short: "Network",
      text: [
        "A neural network is a function with many adjustable numbers, its weights. This one takes the 784 pixels of a 28 x 28 image and gives ten numbers, one for each digit; the largest is its answer.",
        "Between the two lie layers of units. A unit takes every number of the layer below, multiplies each by a weight of its own, adds them up with one more weight, the bias, and bends the sum with an activation. The first layer is called hidden because nobody sees its numbers from outside. A network of such fully connected layers is a multilayer perceptron.",
        "The biases are submerged in the weight matrices: a 1 is put before the numbers that go in, and the weight that meets it is the bias. So the hidden layer of the report, 20 units over 784 pixels, has a matrix of 20 x 785, and the output layer one of 10 x 21. That is 15,910 weights in all. To train the network is to find good values for them.",
      ],
      picture: "The report's network: 784 features, 20 hidden units, 10 outputs. The 1s meet the biases.",
      equations: ["The two weight matrices, with their shapes:", "How many weights that is:"],
      experiments: [
        [
          "The report's network, one image a step, four epochs. It ends at 94.06% of the training samples.",
          "Train the report's network",
        ],
      ],
    },
    forward: {
      title: "Forward propagation and loss",
      short: "Forward",
      text: [
        "Forward propagation carries a sample through the network, layer after layer. Each unit forms its pre-activation z, the weighted sum of what comes from below, and its activation a, which goes up to the next layer. The sigmoid makes any number one between 0 and 1: far below zero it is nearly 0, far above nearly 1, and in between it rises smoothly.",
        "What comes out is compared with what should have come out: y is 1 for the label's unit and 0 for the nine others. The loss says in one number how far off the network is. Binary cross-entropy asks of each output how surprising the truth is to it: an output of 0.9 where 1 was right costs 0.11, an output of 0.1 costs 2.30, and an output that is sure and wrong costs without bound.",
        "The loss of a training is the mean over its samples. Everything that follows is about making it small.",
      ],
      picture:
        "One unit at work on two features. Its weights are 0.1 for the bias, 0.8 and -0.4; the dot is its place on the sigmoid.",
      equations: [
        "A layer weighs what comes from below, and bends it:",
        "Binary cross-entropy, summed over the ten outputs:",
      ],
      experiments: [
        [
          "What is a hidden layer good for? Without one, four epochs end at 91.49%, not at 94.06%.",
          "Train without a hidden layer",
        ],
      ],
    },
    backward: {
      title: "Backward propagation and the step",
      short: "Backward",
      text: [
        "Which weights are to blame for the loss, and by how much? Backward propagation answers with the gradient: for each weight, how fast the loss rises when that weight rises a little. It begins at the outputs. With sigmoid outputs and cross-entropy their error, delta, is simply what came out less what should have come out.",
        "From there the chain rule goes down. A layer's error is sent back through the same weights that brought the activations up, and multiplied by the slope of the activation, a (1 - a). A weight's gradient is the error above it times the activation below it.",
        "Then comes the step: every weight moves a little against its gradient, by the learning rate. Too small a rate takes for ever; too large a one leaps across the valley and may land higher up on the other side. The picture shows both on a loss that has a single weight. The report's program updates the output layer first, and sends the error through weights that it has just changed; the derivation says together. Both learn.",
      ],
      picture:
        "One weight w, one sample with x = 1 and y = 1, and a penalty that makes a valley: ten steps with a small rate, and ten with one that is too large.",
      equations: [
        "The error of the outputs, and of the layer below:",
        "The gradient of a layer's weights, and the step:",
      ],
      experiments: [
        [
          "A learning rate of 5 is far too large: the network ends at 9.75%, no better than a guess.",
          "Train with a rate of 5",
        ],
      ],
    },
    descents: {
      title: "The three gradient descents",
      short: "Descents",
      text: [
        "The gradient of the whole training set is the mean of the gradients of its samples. How many of them a step looks at makes the three kinds of gradient descent.",
        "Batch descent takes all samples for one step. Its direction is exact and its path smooth, but an epoch, one pass over the samples, is a single step, so it takes many epochs. Stochastic descent takes one sample a step. The direction is rough, the path jitters, but an epoch of MNIST is 60,000 steps. Minibatch descent is in between: steps on, say, 32 or 128 samples, smoother than one and far more frequent than all. Processors like it too, since many samples at once keep them busy.",
        "All three go downhill only. Where the loss is not convex, as with every network that has a hidden layer, they may end in a valley that is not the deepest one. In practice the valleys of such networks are good enough, and the jitter of small batches helps to leave the shallow ones.",
      ],
      picture:
        "A straight line fitted to 24 points: the loss over its two weights, and the paths of the three descents in three epochs each.",
      equations: ["A step on a batch B of samples:"],
      experiments: [
        ["One sample a step: 60,000 steps an epoch.", "Stochastic"],
        ["32 samples a step: 1,875 steps an epoch.", "Minibatch"],
        ["All samples a step: twenty epochs are twenty steps, and end near 60%.", "Batch"],
      ],
    },
    kinds: {
      title: "Kinds of learning",
      short: "Kinds of learning",
      text: [
        "What a machine can learn depends on what its samples tell it.",
        "Supervised learning has a label with every sample: this image is a 4. The model predicts, compares, and adjusts its weights. To tell classes apart is classification, to predict a number is regression. The studio does the first.",
        "Unsupervised learning has no labels. It looks for structure that is there all the same: groups of samples that are alike (clustering), things that often come together (association), or a few directions in which most of the variation lies (dimensionality reduction).",
        "Semi-supervised learning has labels for some samples and none for the rest. That is common where samples are cheap and labels are dear: anyone can collect a million photographs, but somebody has to say what is on them. The labelled ones say which group is which, the others where the groups lie.",
        "How much are labels worth? With 600 labelled digits in the place of 60,000 the report's network learns them by heart within twenty epochs, and is still right about 85% of the others.",
      ],
      picture: "The same forty points: with all labels, with none, and with three of each class.",
      equations: ["What supervised learning makes small, over n labelled samples:"],
      experiments: [
        [
          "Train on 600 labelled digits; the other 59,400 only tell how good it is.",
          "Train on one label in a hundred",
        ],
      ],
    },
    folds: {
      title: "Folds and cross-validation",
      short: "Folds",
      text: [
        "A network is to be good at samples that it has not seen. So some of them are put aside: a validation set, on which nothing is trained and by which settings are chosen, such as the number of hidden units or the learning rate. The test set is kept for the very end, and is only ever evaluated.",
        "One validation set may be lucky or unlucky. Cross-validation uses all samples for both purposes. In k-fold cross-validation the training samples are divided into k folds of equal size. The network is trained k times from the start, each time on k - 1 folds, and validated on the one left out. Each sample validates exactly once. The mean of the k results is a more reliable estimate than any one of them, and their spread says how much to trust it.",
        "It costs k trainings. The command does it with percept cross-validate --folds 5; here in the studio a validation share of 0.2 is one fold's worth. Another seed draws another fifth.",
      ],
      picture:
        "Five folds of MNIST, and the validation accuracy of the report's network in each after four epochs: 92.87% on average, with a standard deviation of 0.17 points.",
      equations: ["Mean and standard deviation over k folds:"],
      experiments: [
        ["Keep a fifth of the samples for validation, and watch both curves.", "Train on four fifths"],
      ],
    },
    metrics: {
      title: "Metrics",
      short: "Metrics",
      text: [
        "Take one class, say the 8, and one question: is this image an 8? The network says yes where its score reaches a threshold. Then there are four kinds of answers: true positives (TP, an 8 recognised), false positives (FP, taken for an 8), false negatives (FN, an 8 missed) and true negatives (TN).",
        "Accuracy is the share of right answers, the error rate the rest. But of 10,000 test images only 974 are 8s: whoever always says no is right in 90.26%. Precision asks how many of those called 8 are one; recall, how many of the 8s were found. One is easily bought with the other, so F1, their harmonic mean, is high only where both are.",
        "The slider moves the threshold. A low one finds nearly all 8s and many strangers, a high one only the certain. The ROC curve shows every threshold at once: recall against the share of strangers let in. The area under it, the AUC, is 1 for a perfect order and 0.5 for guessing. With ten classes, each is asked against the rest, and the mean is taken.",
      ],
      picture: "Is it an 8? The report's network on the 10,000 test images, at a threshold of your choice.",
      equations: ["From the four counts:", "Precision, recall, and both in one:"],
      experiments: [
        ["Train the report's network, then look at every class in Examine.", "Train the report's network"],
      ],
    },
    overfitting: {
      title: "Over-fitting",
      short: "Over-fitting",
      text: [
        "A network with many weights and few samples can learn those samples by heart, with their smudges and slips. Then it is right about all of them and no better, or even worse, at new ones. That is over-fitting: the training accuracy goes up and up, the accuracy on other samples does not follow.",
        "The picture shows 1,200 images and some 100,000 weights. From the 17th epoch on every training image is right. The validation loss is lowest after 13 epochs and rises from there: the network grows ever more certain, of its mistakes too.",
        "What helps? More samples, first of all. Then stopping early, when the validation loss has not improved for some epochs (patience). Then everything that makes it harder to learn by heart: weight decay and L2 keep weights small, dropout leaves out half of the units in each step so that none can rely on another, and noise changes each image a little every time. A smaller network works, too. And cross-validation shows the gap before others do.",
      ],
      picture:
        "784-128-10, ReLU and Adam, trained on 1,200 images and validated on 58,800: 100% and 89.49% in the end.",
      equations: ["What training makes small with an L2 penalty, biases left out:"],
      experiments: [
        ["See the curves part: 1,200 images, thirty epochs.", "Over-fit"],
        ["The same with dropout of 0.5: less certain, and 90.17% in the end.", "Hold it back"],
      ],
    },
  },
} as const satisfies {
  readonly lessons: Readonly<Record<string, LessonWords>>;
  readonly [word: string]: unknown;
};
