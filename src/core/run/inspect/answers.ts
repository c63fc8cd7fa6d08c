/** The current outputs for samples that belong to no split, such as a drawn digit. Read-only, with one read-back. */
import '../../ops';
import { standardised } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { predict } from '../../trainer/evaluate';
import type { RunState } from '../state';
import { readBack } from './readBack';

/** Maximum number of samples per request. */
const MOST_SAMPLES = 256;

export interface AnswersRequest {
  /** [n, n_0], row by row, n at most 256; raw, as `Split.inputs` holds them. */
  readonly inputs: readonly number[];
}

export interface Answers {
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  readonly seconds: number;
  /** y [n, C], row by row. */
  readonly outputs: Float32Array;
}

/** @throws Error when `inputs` holds no whole number of samples, or too many */
export async function answer(run: RunState, { inputs }: AnswersRequest): Promise<Answers> {
  const from = now();
  const { net, data, step, epoch } = run;
  const samples = inputs.length / data.inputs;
  if (samples < 1 || !Number.isInteger(samples))
    throw new Error(
      `inputs: ${inputs.length} numbers are no whole number of samples; a sample of ${data.id} has ${data.inputs}.`,
    );
  if (samples > MOST_SAMPLES)
    throw new Error(
      `inputs: ${samples} samples; at most ${MOST_SAMPLES} can be asked at once: ask again for the rest.`,
    );
  const read = await readBack(() => ({ y: predict(net, standardised(data, inputs)) }));
  return { step, epoch, seconds: (now() - from) / 1000, outputs: read.y ?? new Float32Array() };
}
