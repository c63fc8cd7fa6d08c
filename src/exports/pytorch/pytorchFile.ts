/** A run as a PyTorch script, with what it would draw: for the command line and for workers, since drawing takes the core. */
import type { GivenWeights } from '../../core/network/given';
import { drawnRun } from '../../core/run/drawnRun';
import type { RunSpec } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { refuseInexpressible } from './expressible';
import { scriptZip } from './file';
import type { ScriptFacts } from './scriptRun';

/**
 * A zip with `train.py` and `run.npz`.
 * @param dataset as loaded
 * @param weights what `startFrom` names
 * @throws {NotExpressible} where a script cannot repeat the run
 * @throws {Refusal} where settings and data do not match
 */
export function pytorchFile(
  spec: RunSpec,
  dataset: Dataset,
  facts: ScriptFacts,
  weights?: GivenWeights,
): Uint8Array<ArrayBuffer> {
  // Before batches of many epochs are drawn.
  refuseInexpressible(spec, dataset);
  return scriptZip({ spec, facts, ...drawnRun(spec, dataset, weights) });
}
