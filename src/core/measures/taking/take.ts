/**
 * Takes measures of a network at its current weights, on the first 1,000 training samples. Everything is computed on
 * the device and read back once; training is not changed.
 */
import { keep, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Memories } from '../../errorMemory/memory';
import type { Network } from '../../network/network';
import type { MeasuresEvent } from '../../run/events';
import { type Batch, gatherBatch } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { everyOne } from '../../trainer/places';
import { type MeasureId, measureIds, measures } from '..';
import type { AnswerContext, AnswerMeasure, SampleMeasure } from '../measure';
import { MEASURED_SAMPLES, PROBED_SAMPLES } from '../sampling';
import { contextOf } from './context';
import { measuredBatch } from './measuredBatch';
import { readAll } from './read';

export type Measured = MeasuresEvent['values'];

export interface Measuring {
  readonly take: () => Promise<Measured>;
  readonly dispose: () => void;
}

/** The requested sample measures, in the registry's order. */
function sampleMeasures(wanted: readonly MeasureId[]): [MeasureId, SampleMeasure][] {
  return measureIds
    .filter((id) => wanted.includes(id))
    .flatMap((id) => (measures[id].kind === 'samples' ? [[id, measures[id]]] : []));
}

/** The requested measures that are computed from the confusion matrix. */
const answerMeasures = (wanted: readonly MeasureId[]): [MeasureId, AnswerMeasure][] =>
  measureIds
    .filter((id) => wanted.includes(id))
    .flatMap((id) => (measures[id].kind === 'answers' ? [[id, measures[id]]] : []));

/** Whether any of those is requested. */
export const needsAnswers = (wanted: readonly MeasureId[]): boolean => answerMeasures(wanted).length > 0;

export const measuredAnswers = (wanted: readonly MeasureId[], context: AnswerContext): Measured =>
  Object.fromEntries(answerMeasures(wanted).map(([id, measure]) => [id, measure.take(context)]));

/** Whether a requested measure compares with each sample's last error. */
export function needsErrors(wanted: readonly MeasureId[]): boolean {
  return sampleMeasures(wanted).some(([, measure]) => measure.needsErrors);
}

type Place = readonly [id: MeasureId, series: string, length: number];

/** Divides the values read back among their measures and series. */
function byMeasure(places: readonly Place[], values: readonly (number | null)[]): Measured {
  const measured: Partial<Record<MeasureId, Record<string, (number | null)[]>>> = {};
  let from = 0;
  for (const [id, series, length] of places) {
    measured[id] = { ...measured[id], [series]: values.slice(from, from + length) };
    from += length;
  }
  return measured;
}

/** W_1 … W_K; not clones, which share data: kernels change weights in place. */
const copiesOf = ({ layers }: Network): Tensor2D[] =>
  layers.map(({ weights }) => tidy(() => keep(weights.mul(1) as Tensor2D)));

/**
 * @param samples those of the run, as indices into the training set, of which the first are measured; default: all
 * @returns undefined if no requested measure needs it
 */
export function createMeasuring(
  net: Network,
  data: Dataset,
  memories: Memories,
  samples: Uint32Array = everyOne(data.train.size),
): Measuring | undefined {
  const wanted = sampleMeasures(net.config.measures);
  if (wanted.length === 0) return undefined;
  const keepDeltas = wanted.some(([, measure]) => measure.needsDeltas);
  const first = (most: number): Batch =>
    gatherBatch(data, data.train, samples.subarray(0, most), net.kernels.standardise);
  const measured = () => measuredBatch(data, samples.subarray(0, MEASURED_SAMPLES), net.kernels.standardise);
  const compares = wanted.some(([, measure]) => measure.needsBefore);
  const copies = () => (compares ? copiesOf(net) : []);
  let before = copies();
  const renew = (): void => {
    for (const tensor of before) tensor.dispose();
    before = copies();
  };
  return {
    take: async () => {
      const places: Place[] = [];
      const values = await readAll(() => {
        const probed = () => first(PROBED_SAMPLES);
        const context = contextOf(net, samples, measured(), probed, memories, before, keepDeltas);
        return wanted.flatMap(([id, measure]) =>
          Object.entries(measure.take(context)).flatMap(([series, readings]) => {
            places.push([id, series, readings.length]);
            return readings;
          }),
        );
      });
      renew();
      return byMeasure(places, values);
    },
    dispose: () => {
      for (const tensor of before) tensor.dispose();
    },
  };
}
