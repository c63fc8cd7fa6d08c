/** A run as a PyTorch script: what it would draw is drawn here, by the code that draws it for training. */
import { drawnRun } from '../core/run/drawnRun';
import type { RunSpec } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { refuseInexpressible } from '../exports/pytorch/expressible';
import { scriptZip } from '../exports/pytorch/file';
import type { ScriptFacts } from '../exports/pytorch/scriptRun';

/**
 * A zip with `train.py` and `run.npz`.
 * @throws {NotExpressible} where a script cannot repeat the run
 * @throws {Refusal} where settings and data do not match
 */
export function runScript(spec: RunSpec, dataset: Dataset, facts: ScriptFacts): Uint8Array<ArrayBuffer> {
  // Before batches of many epochs are drawn.
  refuseInexpressible(spec, dataset);
  return scriptZip({ spec, facts, ...drawnRun(spec, dataset) });
}
