/** Curves of runs as one tidy table: a row per run, quantity and epoch, for pandas and R. */
import { measures } from '../core/measures';
import { rules } from '../core/rules';
import type { EpochEvent, MeasuresEvent, SampleEvent } from '../core/run/events';
import { epochSamples, type RunId, type RunSpec } from '../core/run/spec';
import { type EpochSteps, epochsAt, samplesAt, stepAt } from '../core/trainer/epochSteps';
import { type CsvCell, type CsvRows, csvOf } from './csv';

export interface SeriesRun {
  /** Unique among the runs of the file. */
  readonly id: RunId;
  readonly spec: Pick<RunSpec, 'rule' | 'seed' | 'batchSize' | 'epochShare' | 'trainingSamples'>;
  readonly steps: EpochSteps;
  /** Training samples of the data set. */
  readonly trainSize: number;
  /** Further columns that tell runs apart, one for each of the file's `keys`. */
  readonly settings: readonly string[];
  /** Mean training loss over the samples since the point before, at these steps. */
  readonly loss: { readonly steps: ArrayLike<number>; readonly values: ArrayLike<number> };
  /** The evaluation before the first step. */
  readonly start?: Pick<SampleEvent, 'testLoss' | 'testAccuracy'> | undefined;
  readonly epochs: readonly EpochEvent[];
  readonly measures: readonly MeasuresEvent[];
}

/** A number of a run at a step, of a layer (1 …) or a class (0 …) where it is one's. */
interface Observation {
  readonly step: number;
  readonly quantity: string;
  readonly value: number;
  readonly layer?: number | undefined;
  readonly class?: number | undefined;
}

const atEnds = {
  testAccuracy: 'test_accuracy',
  testLoss: 'test_loss',
  trainingLoss: 'training_loss_epoch',
  trainSeconds: 'train_seconds',
  aloneSeconds: 'train_seconds_alone',
  testSeconds: 'test_seconds',
  heldBytes: 'held_bytes',
} as const satisfies Partial<Record<keyof EpochEvent, string>>;

type AtEnd = keyof typeof atEnds;

/** Without what has no value, as accuracies of regression. */
const isNumber = (value: number | null | undefined): value is number =>
  value !== undefined && value !== null && !Number.isNaN(value);

const evaluated = (
  step: number,
  of: Partial<Record<AtEnd, number | undefined>>,
  keys: readonly AtEnd[],
): readonly Observation[] =>
  keys.flatMap((key) => {
    const value = of[key];
    return isNumber(value) ? [{ step, quantity: atEnds[key], value }] : [];
  });

/** "gradient-angle" with one series is "gradient_angle"; others have their series' name as well. */
function quantityOf(id: keyof typeof measures, series: string): string {
  const measure = measures[id];
  const isOnly = measure.kind === 'batch' || Object.keys(measure.series).length === 1;
  return (isOnly ? id : `${id}_${series}`).replaceAll('-', '_');
}

function measured({ step, values }: MeasuresEvent): readonly Observation[] {
  return Object.entries(values).flatMap(([name, all]) => {
    const id = name as keyof typeof measures;
    const measure = measures[id];
    const per = measure.kind === 'batch' ? 'network' : measure.per;
    return Object.entries(all).flatMap(([series, places]) =>
      places.flatMap((value, place) => {
        if (!isNumber(value)) return [];
        const where = per === 'layer' ? { layer: place + 1 } : per === 'class' ? { class: place } : {};
        return [{ step, quantity: quantityOf(id, series), value, ...where }];
      }),
    );
  });
}

function observations({ loss, start, epochs, measures: events, steps }: SeriesRun): readonly Observation[] {
  const keys = Object.keys(atEnds) as AtEnd[];
  return [
    ...Array.from(loss.steps, (step, i) => ({
      step,
      quantity: 'training_loss',
      value: loss.values[i] as number,
    })),
    ...(start ? evaluated(0, start, ['testAccuracy', 'testLoss']) : []),
    ...epochs.flatMap((event) => evaluated(stepAt(steps, event.epoch), event, keys)),
    ...events.flatMap(measured),
  ];
}

const rowsOf = (run: SeriesRun): CsvRows => {
  const { id, spec, steps, trainSize, settings } = run;
  const samples = epochSamples(spec, trainSize);
  return observations(run).map(({ step, quantity, value, layer, class: ofClass }): readonly CsvCell[] => [
    ...[id, rules[spec.rule].name, spec.seed, ...settings],
    ...[epochsAt(steps, step), step, samplesAt(steps, step, samples, spec.batchSize)],
    ...[quantity, layer, ofClass, value],
  ]);
};

/**
 * All quantities of all runs as CSV, unrounded: losses between the ends of epochs, evaluations and times at them, measures
 * by layer or class.
 * @param keys names of the columns that tell runs apart beside algorithm and seed
 */
export const seriesCsv = (runs: readonly SeriesRun[], keys: readonly string[] = []): string =>
  csvOf([
    ['run', 'algorithm', 'seed', ...keys, 'epoch', 'step', 'samples', 'quantity', 'layer', 'class', 'value'],
    ...runs.flatMap(rowsOf),
  ]);
