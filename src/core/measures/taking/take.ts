/**
 * Takes measures of a network at its present weights, on the first 1,000 training samples. Everything is
 * computed where the tensors are and read back once; nothing that is trained changes.
 */
import { keep, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Memories } from '../../errorMemory/memory';
import type { Network } from '../../network/network';
import type { MeasuresEvent } from '../../run/events';
import { type Batch, gatherBatch } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { type MeasureId, measureIds, measures } from '..';
import type { AnswerMeasure, SampleMeasure } from '../measure';
import { MEASURED_SAMPLES, PROBED_SAMPLES } from '../sampling';
import { contextOf } from './context';
import { readAll } from './read';

export type Measured = MeasuresEvent['values'];

export interface Measuring {
  readonly take: () => Promise<Measured>;
  readonly dispose: () => void;
}

/** The sample measures among those asked for, in the registry's order. */
function sampleMeasures(wanted: readonly MeasureId[]): [MeasureId, SampleMeasure][] {
  return measureIds
    .filter((id) => wanted.includes(id))
    .flatMap((id) => (measures[id].kind === 'samples' ? [[id, measures[id]]] : []));
}

/** Those that follow from how the test set was answered. */
const answerMeasures = (wanted: readonly MeasureId[]): [MeasureId, AnswerMeasure][] =>
  measureIds
    .filter((id) => wanted.includes(id))
    .flatMap((id) => (measures[id].kind === 'answers' ? [[id, measures[id]]] : []));

/** Whether one of those is asked for. */
export const needsAnswers = (wanted: readonly MeasureId[]): boolean => answerMeasures(wanted).length > 0;

/** @param confusion [C, C] counts, row = right class, column = answer */
export const measuredAnswers = (wanted: readonly MeasureId[], confusion: Uint32Array): Measured =>
  Object.fromEntries(answerMeasures(wanted).map(([id, measure]) => [id, measure.take(confusion)]));

/** Whether a measure asked for compares with each sample's last error. */
export function needsErrors(wanted: readonly MeasureId[]): boolean {
  return sampleMeasures(wanted).some(([, measure]) => measure.needsErrors);
}

/** The first samples of the training set, all where there are fewer. */
function firstSamples({ kernels }: Network, data: Dataset, most: number): Batch {
  const indices = Uint32Array.from({ length: Math.min(most, data.train.size) }, (_, i) => i);
  return gatherBatch(data, data.train, indices, kernels.standardise);
}

/** Undefined when no measure asked for needs one. */
export function createMeasuring(net: Network, data: Dataset, memories: Memories): Measuring | undefined {
  const wanted = sampleMeasures(net.config.measures);
  if (wanted.length === 0) return undefined;
  const keepDeltas = wanted.some(([, measure]) => measure.needsDeltas);
  const first = (most: number) => firstSamples(net, data, most);
  // Copies of the values: a clone shares them, and kernels change weights in place.
  const copies = () => net.layers.map(({ weights }) => tidy(() => keep(weights.mul(1) as Tensor2D)));
  let before = copies();
  const renew = (): void => {
    for (const tensor of before) tensor.dispose();
    before = copies();
  };
  return {
    take: async () => {
      const places: [MeasureId, string, number][] = [];
      const values = await readAll(() => {
        const probed = () => first(PROBED_SAMPLES);
        const context = contextOf(net, first(MEASURED_SAMPLES), probed, memories, before, keepDeltas);
        return wanted.flatMap(([id, measure]) =>
          Object.entries(measure.take(context)).flatMap(([series, readings]) => {
            places.push([id, series, readings.length]);
            return readings;
          }),
        );
      });
      renew();
      const measured: Partial<Record<MeasureId, Record<string, (number | null)[]>>> = {};
      let from = 0;
      for (const [id, series, length] of places) {
        measured[id] = { ...measured[id], [series]: values.slice(from, from + length) };
        from += length;
      }
      return measured;
    },
    dispose: () => {
      for (const tensor of before) tensor.dispose();
    },
  };
}
