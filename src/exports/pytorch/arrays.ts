/** `run.npz`: everything that a script reads. */
import { chainOf, layerShapes } from '../../core/blocks/chain';
import { rules } from '../../core/rules';
import { feedbackShapes, hasBiases } from '../../core/rules/rule';
import type { Dataset, Split } from '../../core/samples/dataset';
import type { NumpyArray } from '../formats/npz';
import type { ScriptRun } from './scriptRun';

type Arrays = readonly (readonly [string, NumpyArray])[];

function parameters({ spec, data, initial }: ScriptRun): Arrays {
  const bias = spec.bias && hasBiases(rules[spec.rule]);
  return chainOf(data, spec.hidden).flatMap(({ block, ...place }, i) =>
    Object.entries(block.parameters(place))
      .filter(([, one]) => bias || !one.bias)
      .map(([name, { shape }]) => {
        const values = initial.layers[i]?.[name] as Float32Array;
        return [`layer${i + 1}.${name}`, { shape, values }] as const;
      }),
  );
}

function feedback({ spec, data, initial }: ScriptRun): Arrays {
  const shapes = feedbackShapes(rules[spec.rule], layerShapes(chainOf(data, spec.hidden)));
  return shapes.map((shape, i) => [
    `feedback${i + 1}`,
    { shape, values: initial.feedback[i] as Float32Array },
  ]);
}

/** These rows of a split, [samples, width]; all of them without a copy. */
function rowsOf<T extends Uint8Array | Float32Array>(values: T, width: number, samples: Uint32Array): T {
  if (samples.length * width === values.length) return values;
  const out = values.slice(0, samples.length * width) as T;
  for (const [i, sample] of samples.entries())
    out.set(values.subarray(sample * width, (sample + 1) * width), i * width);
  return out;
}

/** Inputs as the data set keeps them, and labels [samples] or targets [samples, C]. */
function part(name: string, { inputs: width, outputs }: Dataset, split: Split, samples: Uint32Array): Arrays {
  const { inputs, targets } = split;
  const size = samples.length;
  return [
    [`${name}.inputs`, { shape: [size, width], values: rowsOf(inputs, width, samples) }],
    targets.kind === 'classes'
      ? [`${name}.labels`, { shape: [size], values: rowsOf(targets.labels, 1, samples) }]
      : [`${name}.targets`, { shape: [size, outputs], values: rowsOf(targets.values, outputs, samples) }],
  ];
}

function batches(orders: ScriptRun['orders']): NumpyArray {
  const samples = orders[0]?.length ?? 0;
  const values = new Int32Array(orders.length * samples);
  for (const [i, order] of orders.entries()) values.set(order, i * samples);
  return { shape: [orders.length, samples], values };
}

export function scriptArrays(run: ScriptRun): Readonly<Record<string, NumpyArray>> {
  const { data, orders, test } = run;
  const all = Uint32Array.from({ length: data.train.size }, (_, i) => i);
  const moments = (['mean', 'deviation'] as const).flatMap((name): Arrays => {
    const values = data[name];
    return typeof values === 'number' ? [] : [[name, { shape: [values.length], values }]];
  });
  return Object.fromEntries([
    ...parameters(run),
    ...feedback(run),
    ...part('train', data, data.train, all),
    ...part('test', data, data.test, test),
    ...moments,
    ['batches', batches(orders)],
  ]);
}
