/** The tutorial's preset against the tutorial's updates, written here in plain numbers. */
import { beforeAll, expect, it } from 'vitest';
import { drawInitialValues } from '../core/network/network';
import { createStream } from '../core/random/rng';
import { createRun } from '../core/run/run';
import { type RunSpec, runSpec } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { useCpu } from '../core/testSupport';
import { createSampler } from '../core/trainer/places';
import { fromQuery } from './files/link';
import { coursePresets } from './presets';

beforeAll(useCpu);

const [INPUTS, HIDDEN, OUTPUTS] = [9, 6, 4] as const;
/** The notebook's learning rate. */
const ETA = 0.001;

type Matrix = number[][];
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
/** W [units, inputs + 1], its last column the bias, times one sample with a 1 below it. */
const layer = (W: Matrix, x: readonly number[]): number[] =>
  W.map((row) => sigmoid([...x, 1].reduce((sum, value, i) => sum + value * (row[i] as number), 0)));

function pixels(size: number, name: string): Dataset['train'] {
  const stream = createStream(5, 'neuromatch', name);
  return {
    size,
    inputs: Uint8Array.from({ length: size * INPUTS }, () => stream.below(256)),
    targets: { kind: 'classes', labels: Uint8Array.from({ length: size }, () => stream.below(OUTPUTS)) },
  };
}
const data: Dataset = {
  id: 'mnist',
  inputs: INPUTS,
  outputs: OUTPUTS,
  mean: 33.3,
  deviation: 78.6,
  train: pixels(40, 'train'),
  test: pixels(10, 'test'),
};

/** W and b [units, inputs + 1] from the lab's W [inputs, units] and b [units]. */
const rowsOf = (W: ArrayLike<number>, b: ArrayLike<number>, inputs: number, units: number): Matrix =>
  Array.from({ length: units }, (_, j) => [
    ...Array.from({ length: inputs }, (_, i) => W[i * units + j] as number),
    b[j] as number,
  ]);

/** Adds η Σ_n δ_n x_nᵀ. */
function add(W: Matrix, delta: Matrix, x: Matrix): void {
  for (const [n, row] of delta.entries())
    for (const [j, d] of row.entries())
      for (const [i, value] of [...(x[n] as number[]), 1].entries())
        (W[j] as number[])[i] = ((W[j] as number[])[i] as number) + ETA * d * value;
}

function byHand(spec: RunSpec): { readonly hidden: Matrix; readonly output: Matrix } {
  const { layers, feedback } = drawInitialValues(spec, { inputs: INPUTS, outputs: OUTPUTS });
  const [first, second] = layers.map(({ W, b }, k) =>
    k === 0
      ? rowsOf(W as Float32Array, b as Float32Array, INPUTS, HIDDEN)
      : rowsOf(W as Float32Array, b as Float32Array, HIDDEN, OUTPUTS),
  ) as [Matrix, Matrix];
  const V = feedback[0];
  // One cut into batches for all epochs.
  const { batches } = createSampler(spec, data).order(1);
  const labels = data.train.targets.kind === 'classes' ? data.train.targets.labels : new Uint8Array();
  for (let epoch = 0; epoch < spec.epochs; epoch++)
    for (const places of batches) {
      const x = [...places].map((n) =>
        [...data.train.inputs.subarray(n * INPUTS, (n + 1) * INPUTS)].map((p) => p / 255),
      );
      const h = x.map((one) => layer(first, one));
      const y = h.map((one) => layer(second, one));
      const d = y.map((row, n) =>
        row.map((v, c) => ((labels[places[n] as number] === c ? 1 : 0) - v) * v * (1 - v)),
      );
      const back = (j: number, c: number): number =>
        V ? (V[c * HIDDEN + j] as number) : (second[c]?.[j] as number);
      const dh = d.map((row, n) =>
        (h[n] as number[]).map(
          (v, j) => row.reduce((sum, one, c) => sum + one * back(j, c), 0) * v * (1 - v),
        ),
      );
      add(first, dh, x);
      add(second, d, h);
    }
  return { hidden: first, output: second };
}

it.each(['bp', 'fa'] as const)('%s takes the tutorial’s steps', async (rule) => {
  const { experiment } = fromQuery(coursePresets.neuromatchTutorial.query);
  const spec = {
    ...runSpec({ ...experiment, hidden: [HIDDEN], batchSize: 8, measures: [] }, rule, 1),
    dataset: 'mnist',
  };
  const { events, checkpoint } = createRun(spec, data, { checkpoints: true });
  let last: Awaited<ReturnType<typeof checkpoint>> | undefined;
  for await (const event of events) if (event.type === 'checkpoint') last = await checkpoint();
  const values = (name: string): ArrayLike<number> => last?.arrays[name]?.values ?? [];
  const expected = byHand(spec);
  const start = drawInitialValues(spec, { inputs: INPUTS, outputs: OUTPUTS }).layers[0]?.W as Float32Array;
  const found = {
    hidden: rowsOf(values('layer1.W'), values('layer1.b'), INPUTS, HIDDEN),
    output: rowsOf(values('layer2.W'), values('layer2.b'), HIDDEN, OUTPUTS),
  };
  let moved = 0;
  for (const name of ['hidden', 'output'] as const)
    for (const [j, row] of expected[name].entries())
      for (const [i, value] of row.entries()) expect(found[name][j]?.[i]).toBeCloseTo(value, 6);
  for (let i = 0; i < INPUTS; i++)
    moved = Math.max(moved, Math.abs((expected.hidden[0]?.[i] as number) - (start[i * HIDDEN] as number)));
  // Far more than the tolerance, so that a wrong factor is seen.
  expect(moved).toBeGreaterThan(2e-5);
});
