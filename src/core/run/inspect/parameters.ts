/** All parameters and feedback weights as they are now, for files of other tools. */
import type { Named } from '../../blocks/block';
import { chainOf } from '../../blocks/chain';
import { now } from '../../trainer/clock';
import type { NamedArray } from '../checkpoint';
import type { RunState } from '../state';
import { feedbackArrays, parameterArrays } from '../writeCheckpoint';

export interface ParametersInspection {
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  readonly seconds: number;
  /** Named as in `Checkpoint.arrays`: parameters of the layers, lowest first, then `feedback<i>`. */
  readonly arrays: Readonly<Record<string, NamedArray>>;
}

/** Large: asked for once, not while training goes on. */
export async function inspectParameters(
  run: RunState,
  _request: Readonly<Record<string, never>>,
): Promise<ParametersInspection> {
  const from = now();
  const { net, data, spec, step, epoch } = run;
  const feedback = await feedbackArrays(run);
  const { layers } = await net.read();
  const parameters = chainOf(data, spec.hidden).flatMap((link, i) =>
    parameterArrays(link, layers[i] as Named<Float32Array>, i),
  );
  const arrays = Object.fromEntries([...parameters, ...feedback]);
  return { step, epoch, seconds: (now() - from) / 1000, arrays };
}
