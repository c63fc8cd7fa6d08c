/**
 * The test samples that a network gets wrong most certainly. Read-only, with one read-back; all outputs are computed
 * before it, at the same weights.
 */
import { now } from '../../trainer/clock';
import { outputsFor } from '../../trainer/evaluate';
import { fixedSample } from '../../trainer/places';
import type { RunState } from '../state';
import { argMaxOf } from './argmax';
import { readBack } from './readBack';

/** Test samples that are evaluated at most. */
const MOST_SAMPLES = 20_000;

export interface MistakesRequest {
  /** How many mistakes are returned. */
  readonly most: number;
  /** Of the whole test set, up to 20,000 samples; default, and for more: of the sample evaluated within an epoch. */
  readonly all?: boolean;
}

export interface Mistake {
  /** Index of the test sample. */
  readonly sample: number;
  /** The right class, and the one of the largest output. */
  readonly label: number;
  readonly answer: number;
  /** The largest output, and that of the right class. */
  readonly certainty: number;
  readonly right: number;
}

export interface Mistakes {
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  readonly seconds: number;
  /** Number of test samples evaluated, and how many of them are wrong; samples without a numeric output count as wrong. */
  readonly samples: number;
  readonly wrong: number;
  /** Descending by `certainty`, equals ascending by `right`. */
  readonly worst: readonly Mistake[];
}

/** @returns undefined without classes */
export async function inspectMistakes(
  run: RunState,
  request: MistakesRequest,
): Promise<Mistakes | undefined> {
  const from = now();
  const { net, data, sampler, step, epoch } = run;
  const { targets } = data.test;
  const { test } = sampler;
  if (targets.kind !== 'classes') return undefined;
  const places = request.all && test.length <= MOST_SAMPLES ? test : fixedSample(test);
  const { y = new Float32Array() } = await readBack(() => ({
    y: outputsFor(net, data, data.test, places),
  }));
  const all = Array.from(places, (sample, i): Mistake => {
    const label = targets.labels[sample] as number;
    const answer = argMaxOf(y, i, data.outputs);
    const at = (c: number) => y[i * data.outputs + c] as number;
    return { sample, label, answer, certainty: at(answer), right: at(label) };
  });
  const wrong = all.filter(({ label, answer }) => answer !== label);
  const worst = wrong
    .filter(({ answer }) => answer >= 0)
    .sort((a, b) => b.certainty - a.certainty || a.right - b.right)
    .slice(0, request.most);
  return {
    ...{ step, epoch, samples: places.length, wrong: wrong.length, worst },
    seconds: (now() - from) / 1000,
  };
}
