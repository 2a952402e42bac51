import { engineFor, type Samples, sliceSamples } from "percept";
import { PerceptError } from "percept/errors";
import type { PreparedCase } from "./prepare-case.ts";

/** Enough that they are worked on as a batch. */
const IMAGES = 32;
/** What bench/tasks/t4.json asks of every contestant. */
const LARGEST_DEVIATION = 1e-4;

/** @throws {PerceptError} where a case's scores are not the reference's */
export async function checkAnswers(
  id: string,
  { engine, answers }: Pick<PreparedCase, "engine" | "answers">,
  samples: Samples,
): Promise<void> {
  if (!answers) return;
  const images = sliceSamples(samples, 0, Math.min(IMAGES, samples.count));
  const reference = await engineFor(answers.model(), { engine: "reference" });
  const { activations: expected } = await reference.scores(images);
  const got = await answers.scores(images);
  const deviation = Math.max(...Array.from(expected, (score, n) => Math.abs(score - got[n])));
  if (deviation <= LARGEST_DEVIATION) return;
  throw new PerceptError(
    "unsupported",
    `${id}: expected the scores of engine reference, within ${LARGEST_DEVIATION}, got one that is ${deviation} beside it from engine ${engine}.`,
    engine === "blas"
      ? "This BLAS is not to be trusted: name another with PERCEPT_BLAS."
      : "This is a bug of percept.",
  );
}
