import type { Stream } from '../random/rng';
import type { WeightInit } from './weightInit';

/** W and b from N(0, σ²), W first, whatever the shape. Source: the tutorial keeps b as one more column of W. */
export const normal: WeightInit = {
  name: 'Normal',
  sentence: 'Weights and biases from N(0, σ²), not scaled to the layer.',
  source: 'Neuromatch, NeuroAI course, W2D3 tutorial',
  draw: (stream, fanIn, units, deviation) => ({
    W: normalEntries(stream, deviation, fanIn * units),
    b: normalEntries(stream, deviation, units),
  }),
};

function normalEntries(stream: Stream, deviation: number, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = deviation * stream.normal();
  return values;
}
