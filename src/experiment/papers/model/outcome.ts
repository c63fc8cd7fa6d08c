/** A run's result, wherever it was trained: in a recorded sweep or study, or by the visitor. */
import { plainSettings, type RunSpec, runSpec } from '../../../core/run/spec';
import { bestOf } from '../../aggregate';
import type { FieldKey } from '../../fields/field';
import { fieldKeys } from '../../fields/fields';
import { idleReason } from '../../idle';
import type { Recorded, RecordedRun } from '../../results/record';
import type { Arm } from '../../results/study';
import type { RecordedSweep } from '../../results/sweeps';

/** Accuracies are fractions, NaN for regression. */
interface Scores {
  readonly testAccuracy: number;
  readonly testLoss: number;
}

export interface Outcome {
  /** Equal for runs that differ in seed and number of epochs only. */
  readonly settings: string;
  readonly seed: number;
  /** Epochs done. */
  readonly epochs: number;
  readonly best: Scores;
  /** After the last epoch done. */
  readonly last: Scores;
}

/** What tells runs of the same settings apart, or only looks at them. */
const beside: readonly FieldKey[] = [
  'rules',
  'seeds',
  'epochs',
  'measures',
  'backend',
  'threads',
  'learningRate',
];

/** Settings of a run that have an effect on its curve, but its seed and its number of epochs. */
export function settingsOf(spec: RunSpec): string {
  const whole = { ...plainSettings, ...spec };
  const asExperiment = {
    ...whole,
    rules: [spec.rule],
    seeds: [spec.seed],
    learningRate: {},
    backend: 'auto',
  };
  const counted = fieldKeys.filter(
    (key) => !beside.includes(key) && idleReason(asExperiment as never, key) === undefined,
  );
  const values = counted.map((key) => [key, (whole as Partial<Record<FieldKey, unknown>>)[key]]);
  return JSON.stringify([spec.rule, spec.learningRate, ...values]);
}

const numberOf = (value: number | null | undefined): number => value ?? Number.NaN;

export const ofSweep = ({ runs }: RecordedSweep): readonly Outcome[] =>
  runs.map(({ spec, seed, epochs, best, last }) => {
    const scores = (of: typeof best): Scores => ({
      testAccuracy: numberOf(of.testAccuracy),
      testLoss: numberOf(of.testLoss),
    });
    return { settings: settingsOf(spec), seed, epochs, best: scores(best), last: scores(last) };
  });

function ofRun(run: RecordedRun, { experiment }: Arm): Outcome {
  const { rule, seed, testAccuracy, testLoss } = run;
  const best = (by: 'testAccuracy' | 'testLoss'): number => numberOf(bestOf(by, run[by].map(numberOf)));
  return {
    ...{ settings: settingsOf(runSpec(experiment, rule, seed)), seed, epochs: testLoss.length },
    best: { testAccuracy: best('testAccuracy'), testLoss: best('testLoss') },
    last: { testAccuracy: numberOf(testAccuracy.at(-1)), testLoss: numberOf(testLoss.at(-1)) },
  };
}

export const ofStudy = ({ record }: Recorded, arm: Arm): readonly Outcome[] =>
  (record.arms.find(({ id }) => id === arm.id)?.runs ?? []).map((run) => ofRun(run, arm));
