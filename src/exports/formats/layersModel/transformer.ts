/**
 * A transformer block in layers of TensorFlow.js: see core/blocks/transformer/transformer.ts. Its Dot layer multiplies
 * matrices of one head at a time, so each head has layers of its own.
 */
import { NORM_EPSILON, sizesOf } from '../../../core/blocks/transformer/sizes';
import { permuted, type TrainedLayer, type Weight } from '../../layers';
import type { Topology } from './topology';
import { activationOf, dense, flattened, type Value } from './values';

type Parts = readonly [topology: Topology, layer: TrainedLayer];

const normalised = ([topology, { name, weight }]: Parts, x: string, which: 'A' | 'M'): string =>
  topology.add(
    'LayerNormalization',
    `${name}_norm_${which.toLowerCase()}`,
    [x],
    { axis: [2], epsilon: NORM_EPSILON, center: true, scale: true },
    { gamma: weight(`gain${which}`), beta: weight(`bias${which}`) },
  );

/** The matrices of queries, keys and values of each head, [dims, key]; those of queries times 1/√key. */
function headWeights({ weight, options }: TrainedLayer): (part: number, head: number) => Weight {
  const { dims, heads, key } = sizesOf(options);
  const { values } = permuted(weight('qkv'), [dims, 3, heads, key], [1, 2, 0, 3]);
  const size = dims * key;
  return (part, head) => {
    const from = (part * heads + head) * size;
    const own = values.subarray(from, from + size);
    return { shape: [dims, key], values: part === 0 ? own.map((w) => w / Math.sqrt(key)) : own };
  };
}

/** Σ softmax(q kᵀ / √key) v of each head, side by side: [tokens, heads · key]. */
function attention([topology, layer]: Parts, x: string): string {
  const { name, options } = layer;
  const weightOf = headWeights(layer);
  const taken = Array.from({ length: sizesOf(options).heads }, (_, head) => {
    const own = `${name}_head${head + 1}`;
    const project = (part: string, i: number) =>
      dense(topology, `${own}_${part}`, x, { kernel: weightOf(i, head) });
    const [q = '', k = '', v = ''] = ['q', 'k', 'v'].map(project);
    const scores = topology.add('Dot', `${own}_scores`, [q, k], { axes: [2, 2], normalize: false });
    const shares = topology.add('Softmax', `${own}_shares`, [scores], { axis: -1 });
    return topology.add('Dot', `${own}_taken`, [shares, v], { axes: [2, 1], normalize: false });
  });
  const [one = ''] = taken;
  return taken.length === 1 ? one : topology.add('Concatenate', `${name}_taken`, taken, { axis: -1 });
}

/** The tokens that enter the first sum, [tokens, dims]. */
function tokensOf([topology, { name, weight, options }]: Parts, h: Value): string {
  const { tokens, dims, embeds } = sizesOf(options);
  const flat = flattened(topology, h, name);
  const entered = embeds
    ? dense(topology, `${name}_embed`, flat.name, { kernel: weight('embed'), bias: weight('embedBias') })
    : flat.name;
  return topology.add('Reshape', `${name}_tokens`, [entered], { target_shape: [tokens, dims] });
}

/** x = t + Attention(norm(t)) and h' = x + MLP(norm(x)) for the tokens t. */
export function transformer(topology: Topology, layer: TrainedLayer, h: Value): Value {
  const { name, weight, output } = layer;
  const parts: Parts = [topology, layer];
  const projected = (own: string, x: string, W: string, activation?: string) => {
    const weights = { kernel: weight(W), bias: weight(`${W}Bias`) };
    return dense(topology, `${name}_${own}`, x, weights, activation);
  };
  const t = tokensOf(parts, h);
  const attended = projected('out', attention(parts, normalised(parts, t, 'A')), 'out');
  const x = topology.add('Add', `${name}_attended`, [t, attended]);
  const hidden = projected('up', normalised(parts, x, 'M'), 'up', activationOf(layer));
  const sum = topology.add('Add', `${name}_sum`, [x, projected('down', hidden, 'down')]);
  return { name: sum, shape: output.shape };
}
