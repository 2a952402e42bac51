import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PerceptError } from "../../src/errors.ts";
import { emptyLbfgsMemory, type LbfgsStep, lbfgsStep, type Objective } from "../../src/training/lbfgs.ts";

interface LogisticRegression {
  scale: number;
  l2: number;
  classes: number;
  features: number[][];
  labels: number[];
  weights: number[][];
  objective: number;
}

const regression: LogisticRegression = JSON.parse(
  readFileSync(new URL("fixtures/logistic-regression.json", import.meta.url), "utf8"),
);

/** Mean cross-entropy + l2 / 2 * the squared weights; x holds [class][bias, features]. */
const softmaxRegression: Objective = async (x) => {
  const { scale, l2, classes, features, labels } = regression;
  const columns = 1 + features[0].length;
  const gradient = new Float64Array(x.length);
  let value = 0;
  for (const [sample, row] of features.entries()) {
    const input = [1, ...row.map((feature) => feature / scale)];
    const exps = Array.from({ length: classes }, (_, k) =>
      Math.exp(input.reduce((z, feature, j) => z + feature * x[k * columns + j], 0)),
    );
    const total = exps.reduce((sum, e) => sum + e);
    value -= Math.log(exps[labels[sample]] / total) / labels.length;
    for (let k = 0; k < classes; k++) {
      const delta = (exps[k] / total - (labels[sample] === k ? 1 : 0)) / labels.length;
      for (const [j, feature] of input.entries()) gradient[k * columns + j] += delta * feature;
    }
  }
  for (let i = 0; i < x.length; i++) {
    if (i % columns === 0) continue;
    value += (l2 / 2) * x[i] * x[i];
    gradient[i] += l2 * x[i];
  }
  return { value, gradient };
};

/** The largest difference from scikit-learn's weights, the biases less their mean. */
function distanceFromMinimum(x: Float64Array): number {
  const { weights } = regression;
  const columns = weights[0].length;
  const mean = weights.reduce((sum, _, k) => sum + x[k * columns], 0) / weights.length;
  const differences = weights.flatMap((row, k) =>
    row.map((w, j) => Math.abs(x[k * columns + j] - (j === 0 ? mean : 0) - w)),
  );
  return Math.max(...differences);
}

/** 100 (b - a²)² + (1 - a)², Rosenbrock (1960); from (-1.2, 1) to its minimum 0 at (1, 1). */
const rosenbrock: Objective = async ([a, b]) => {
  const valley = b - a * a;
  const gradient = Float64Array.of(-400 * a * valley - 2 * (1 - a), 200 * valley);
  return { value: 100 * valley * valley + (1 - a) * (1 - a), gradient };
};

/** Sum of c[i] / 2 * (x[i] - i)². */
function quadratic(curvatures: readonly number[]): Objective {
  return async (x) => ({
    value: curvatures.reduce((sum, c, i) => sum + (c / 2) * (x[i] - i) * (x[i] - i), 0),
    gradient: Float64Array.from(curvatures, (c, i) => c * (x[i] - i)),
  });
}

/** The same in a float32 engine: weights, value and gradient rounded. */
function inFloat32(objective: Objective): Objective {
  return async (x) => {
    const { value, gradient } = await objective(Float64Array.from(x, Math.fround));
    return { value: Math.fround(value), gradient: gradient.map(Math.fround) };
  };
}

/** An objective that writes down where it was asked. */
function recorded(objective: Objective) {
  const asked: Float64Array[] = [];
  const recording: Objective = (x) => {
    asked.push(x.slice());
    return objective(x);
  };
  return { asked, recording };
}

async function startAt(objective: Objective, x: Float64Array, memory = emptyLbfgsMemory): Promise<LbfgsStep> {
  return { x, ...(await objective(x)), memory, evaluations: 1, converged: false };
}

/** Iterates until converged, and asserts what every step must keep to. */
async function minimize(
  objective: Objective,
  x: Float64Array,
  most = 200,
  historySize = 10,
): Promise<LbfgsStep & { iterations: number }> {
  let step = await startAt(objective, x);
  let iterations = 0;
  let evaluations = 1;
  for (; iterations < most && !step.converged; iterations++) {
    const next = await lbfgsStep(objective, step, step.memory, { learningRate: 1, historySize });
    evaluations += next.evaluations;
    expect(next.evaluations).toBeLessThanOrEqual(25);
    expect(next.memory.pairs.length).toBeLessThanOrEqual(historySize);
    if (next.converged) expect(next).toMatchObject({ x: step.x, value: step.value, gradient: step.gradient });
    else expect(next.value).toBeLessThan(step.value);
    expect(await objective(next.x)).toEqual({ value: next.value, gradient: next.gradient });
    step = next;
  }
  return { ...step, iterations, evaluations };
}

describe("L-BFGS", () => {
  it("reaches a quadratic's minimum to 1e-6 with curvatures from 0.01 to 100", async () => {
    const found = await minimize(quadratic([100, 10, 1, 0.1, 0.01]), Float64Array.of(5, -4, 3, -2, 1));
    expect(found.converged).toBe(true);
    for (const [i, entry] of found.x.entries()) expect(Math.abs(entry - i)).toBeLessThan(1e-6);
  });

  it("comes down Rosenbrock's valley from (-1.2, 1) to (1, 1), to 1e-6 in at most 60 evaluations", async () => {
    const found = await minimize(rosenbrock, Float64Array.of(-1.2, 1), 100);
    expect(Math.abs(found.x[0] - 1)).toBeLessThan(1e-6);
    expect(Math.abs(found.x[1] - 1)).toBeLessThan(1e-6);
    expect(found.evaluations).toBeLessThanOrEqual(60);
  });

  for (const historySize of [1, 3, 10]) {
    it(`finds scikit-learn's softmax regression with L2 to 1e-6 in the weights, ${historySize} pairs`, async () => {
      const found = await minimize(softmaxRegression, new Float64Array(15), 200, historySize);
      expect(found.converged).toBe(true);
      expect(distanceFromMinimum(found.x)).toBeLessThan(1e-6);
      expect(found.value).toBeCloseTo(regression.objective, 13);
    });
  }

  it("falls in every step of a float32 objective, and ends within 1e-3 of scikit-learn's weights", async () => {
    const found = await minimize(inFloat32(softmaxRegression), new Float64Array(15));
    expect(found.converged).toBe(true);
    expect(distanceFromMinimum(found.x)).toBeLessThan(1e-3);
    expect(found.value - regression.objective).toBeLessThan(1e-6);
  });

  it("starts as PyTorch does: a first step of min(1, 1 / ||g||₁), times the learning rate", async () => {
    // The gradient of x² + 2 (y - 1)² at (3, 3) is (6, 8), at (0.1, 1) it is (0.2, 0).
    const firstTrial = async (x: number[], learningRate: number) => {
      const { asked, recording } = recorded(quadratic([2, 4]));
      const start = await startAt(recording, Float64Array.from(x));
      await lbfgsStep(recording, start, emptyLbfgsMemory, { learningRate });
      return asked[1];
    };
    const far = await firstTrial([3, 3], 0.5);
    expect(far[0]).toBeCloseTo(3 - (0.5 * 6) / 14, 14);
    expect(far[1]).toBeCloseTo(3 - (0.5 * 8) / 14, 14);
    const near = await firstTrial([0.1, 1], 1);
    expect(near[0]).toBeCloseTo(0.1 - 0.2, 14);
    expect(near[1]).toBe(1);
  });

  it("scales what no pair speaks of by s·y / y·y: one pair of curvature 2, gradient (0, 4), first trial (0, -2)", async () => {
    const { asked, recording } = recorded(quadratic([2, 2]));
    const memory = { pairs: [{ s: Float64Array.of(1, 0), y: Float64Array.of(2, 0) }] };
    const start = await startAt(recording, Float64Array.of(0, 3));
    expect(start.gradient).toEqual(Float64Array.of(0, 4));
    await lbfgsStep(recording, start, memory, { learningRate: 1 });
    expect(asked[1]).toEqual(Float64Array.of(0, 1));
  });

  it("takes Newton's step where the pairs know the whole Hessian: minimum in one evaluation", async () => {
    // s = unit vectors are conjugate for a diagonal Hessian, so H is its inverse.
    const curvatures = [2, 8, 0.5];
    const pairs = curvatures.map((c, i) => ({
      s: Float64Array.from(curvatures, (_, j) => (i === j ? 1 : 0)),
      y: Float64Array.from(curvatures, (_, j) => (i === j ? c : 0)),
    }));
    const start = await startAt(quadratic(curvatures), Float64Array.of(-7, 5, 11));
    const step = await lbfgsStep(
      quadratic(curvatures),
      start,
      { pairs },
      { learningRate: 1, historySize: 3 },
    );
    expect(step.evaluations).toBe(1);
    for (const [i, entry] of step.x.entries()) expect(entry).toBeCloseTo(i, 13);
    expect(step.memory.pairs).toHaveLength(3);
    expect(step.memory.pairs.slice(0, 2)).toEqual(pairs.slice(1));
  });

  it("drops a memory that points uphill: the step is steepest descent's, bit for bit", async () => {
    const start = await startAt(rosenbrock, Float64Array.of(-1.2, 1));
    const uphill = { pairs: [{ s: Float64Array.of(1, 1), y: Float64Array.of(-1, -1) }] };
    const step = await lbfgsStep(rosenbrock, start, uphill, { learningRate: 1 });
    expect(step).toEqual(await lbfgsStep(rosenbrock, start, emptyLbfgsMemory, { learningRate: 1 }));
    expect(step.memory.pairs).toHaveLength(1);
  });

  it("keeps no pair without positive curvature: -x and -x², which fall for ever", async () => {
    const line: Objective = async ([x]) => ({ value: -x, gradient: Float64Array.of(-1) });
    const hill: Objective = async ([x]) => ({ value: -x * x, gradient: Float64Array.of(-2 * x) });
    for (const objective of [line, hill]) {
      const step = await startAt(objective, Float64Array.of(1));
      const next = await lbfgsStep(objective, step, step.memory, { learningRate: 1, maxEvaluations: 4 });
      expect(next.value).toBeLessThan(step.value);
      expect(next).toMatchObject({ memory: { pairs: [] }, evaluations: 4, converged: false });
    }
  });

  it("goes on bit for bit from a memory that went through JSON", async () => {
    const start = await startAt(rosenbrock, Float64Array.of(-1.2, 1));
    let [straight, stored] = [start, start];
    for (let iteration = 0; iteration < 12; iteration++) {
      straight = await lbfgsStep(rosenbrock, straight, straight.memory, { learningRate: 1, historySize: 4 });
      const { x, value, gradient, memory } = JSON.parse(
        JSON.stringify(stored, (_, given) => (given instanceof Float64Array ? [...given] : given)),
        (_, given) => (typeof given?.[0] === "number" ? Float64Array.from(given) : given),
      );
      stored = await lbfgsStep(rosenbrock, { x, value, gradient }, memory, {
        learningRate: 1,
        historySize: 4,
      });
      expect(stored).toEqual(straight);
    }
    expect(straight.memory.pairs).toHaveLength(4);
  });

  it("keeps off where the value is not a number: x - log x from 0.001, a first step over 1", async () => {
    const barrier: Objective = async ([x]) => ({
      value: x > 0 ? x - Math.log(x) : Number.NaN,
      gradient: Float64Array.of(x > 0 ? 1 - 1 / x : Number.NaN),
    });
    expect((await minimize(barrier, Float64Array.of(0.001))).x[0]).toBeCloseTo(1, 6);
    expect((await minimize(barrier, Float64Array.of(60))).x[0]).toBeCloseTo(1, 6);
  });

  it("says converged and gives back what it was given where no lower value is found", async () => {
    const atMinimum = await startAt(quadratic([1, 3]), Float64Array.of(0, 1));
    const still = await lbfgsStep(quadratic([1, 3]), atMinimum, emptyLbfgsMemory, { learningRate: 1 });
    expect(still).toEqual({ ...atMinimum, evaluations: 0, converged: true });
    const wrongSign: Objective = async ([x]) => ({ value: x, gradient: Float64Array.of(-1) });
    const start = await startAt(wrongSign, Float64Array.of(2));
    const step = await lbfgsStep(wrongSign, start, emptyLbfgsMemory, { learningRate: 1, maxEvaluations: 9 });
    expect(step).toEqual({ ...start, evaluations: 9, converged: true });
  });

  it("refuses to start from a loss or a gradient that is not finite, naming it", async () => {
    const start = await startAt(quadratic([1]), Float64Array.of(2));
    const from = (given: Partial<LbfgsStep>) =>
      lbfgsStep(quadratic([1]), { ...start, ...given }, emptyLbfgsMemory, { learningRate: 1 });
    await expect(from({ value: Number.NaN })).rejects.toThrow(/got a loss of NaN/);
    await expect(from({ gradient: Float64Array.of(Number.NaN) })).rejects.toThrow(PerceptError);
  });
});
