/**
 * Takes measures of a network at its present weights, on the first 1,000 training samples. Everything is
 * computed where the tensors are and read back once; nothing that is trained changes.
 */
import { keep, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import type { Memories } from '../errorMemory/memory';
import type { Network } from '../network/network';
import type { MeasuresEvent } from '../run/events';
import { gatherBatch } from '../samples/batches';
import type { Dataset } from '../samples/dataset';
import { type MeasureId, measureIds, measures } from '.';
import { contextOf } from './context';
import type { SampleMeasure } from './measure';
import { readAll } from './read';
import { MEASURED_SAMPLES } from './sampling';

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

/** Whether a measure asked for compares with each sample's last error. */
export function needsErrors(wanted: readonly MeasureId[]): boolean {
  return sampleMeasures(wanted).some(([, measure]) => measure.needsErrors);
}

/** Undefined when no measure asked for needs one. */
export function createMeasuring(net: Network, data: Dataset, memories: Memories): Measuring | undefined {
  const wanted = sampleMeasures(net.config.measures);
  if (wanted.length === 0) return undefined;
  const keepDeltas = wanted.some(([, measure]) => measure.needsDeltas);
  const indices = Uint32Array.from({ length: Math.min(MEASURED_SAMPLES, data.train.size) }, (_, i) => i);
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
        const batch = gatherBatch(data, data.train, indices, net.kernels.standardise);
        const context = contextOf(net, batch, memories, before, keepDeltas);
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
