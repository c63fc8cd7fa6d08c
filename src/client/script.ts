/** A run as a PyTorch script, written in a worker of its own: it takes seconds for a large data set. */
import type { GivenWeights } from '../core/network/given';
import type { RunSpec } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { createTrainWorker } from './workers';

/**
 * A zip.
 * @param lab version of the lab
 * @param weights what `startFrom` names
 * @throws Error named `NotExpressible` or `Refusal`, whose message is for the user
 */
export async function scriptFile(
  spec: RunSpec,
  dataset: Dataset,
  lab: string,
  weights: GivenWeights | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const worker = createTrainWorker();
  try {
    return await Promise.race([worker.api.script(spec, dataset, { lab }, weights), worker.broken]);
  } finally {
    worker.terminate();
  }
}
