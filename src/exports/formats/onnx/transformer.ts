/** A transformer block in operations of ONNX: see core/blocks/transformer/transformer.ts. */
import { NORM_EPSILON, sizesOf } from '../../../core/blocks/transformer/sizes';
import type { TrainedLayer } from '../../layers';
import type { Graph } from './graph';
import { activated, reshaped, type Value } from './values';

type Parts = readonly [graph: Graph, layer: TrainedLayer];

const constant = ([graph, { name, weight }]: Parts, parameter: string): string =>
  graph.floats(`${name}.${parameter}`, weight(parameter));

/** x W + b, [N, tokens, ·] */
function projected(parts: Parts, x: string, W: string, b: string, name: string): string {
  const [graph, { name: own }] = parts;
  const product = graph.node('MatMul', `${own}.${name}.product`, [x, constant(parts, W)]);
  return graph.node('Add', `${own}.${name}`, [product, constant(parts, b)]);
}

const normalised = (parts: Parts, x: string, which: 'A' | 'M'): string =>
  parts[0].node(
    'LayerNormalization',
    `${parts[1].name}.norm${which}`,
    [x, constant(parts, `gain${which}`), constant(parts, `bias${which}`)],
    { axis: -1, epsilon: { float: NORM_EPSILON } },
  );

/** Queries, keys and values, each [N, heads, tokens, key], from the product of all: [N, tokens, 3 · heads · key]. */
function parted([graph, { name, options }]: Parts, qkv: string): readonly string[] {
  const { tokens, heads, key, inner } = sizesOf(options);
  const value = { name: qkv, shape: [tokens, 3 * inner] };
  const apart = reshaped(graph, value, [tokens, 3, heads, key], `${name}.apart`);
  const all = graph.node('Transpose', `${name}.byPart`, [apart.name], { perm: [2, 0, 3, 1, 4] });
  return ['q', 'k', 'v'].map((part, i) =>
    graph.node('Gather', `${name}.${part}`, [all, graph.integers(`${name}.${part}.index`, i)], { axis: 0 }),
  );
}

/** Σ softmax(q kᵀ / √key) v of each head, side by side: [N, tokens, heads · key]. */
function attention(parts: Parts, x: string): string {
  const [graph, { name, options }] = parts;
  const { tokens, heads, key, inner } = sizesOf(options);
  const qkv = graph.node('MatMul', `${name}.qkv.product`, [x, constant(parts, 'qkv')]);
  const [q = '', k = '', v = ''] = parted(parts, qkv);
  const kT = graph.node('Transpose', `${name}.k.transposed`, [k], { perm: [0, 1, 3, 2] });
  const products = graph.node('MatMul', `${name}.products`, [q, kT]);
  const scale = graph.floats(`${name}.scale`, { shape: [], values: Float32Array.of(1 / Math.sqrt(key)) });
  const scores = graph.node('Mul', `${name}.scores`, [products, scale]);
  const shares = graph.node('Softmax', `${name}.shares`, [scores]);
  const taken = graph.node('MatMul', `${name}.taken.byHead`, [shares, v]);
  const together = graph.node('Transpose', `${name}.taken.byToken`, [taken], { perm: [0, 2, 1, 3] });
  const value = { name: together, shape: [tokens, heads, key] };
  return reshaped(graph, value, [tokens, inner], `${name}.taken`).name;
}

/** The tokens that enter the first sum, [N, tokens, dims]. */
function tokensOf(parts: Parts, h: Value): string {
  const [graph, { name, options, input }] = parts;
  const { tokens, dims, embeds } = sizesOf(options);
  const flat = reshaped(graph, h, [input.size], `${name}.flat`);
  if (!embeds) return reshaped(graph, flat, [tokens, dims], `${name}.tokens`).name;
  const inputs = [flat.name, constant(parts, 'embed'), constant(parts, 'embedBias')];
  const embedded = { name: graph.node('Gemm', `${name}.embedded`, inputs), shape: [tokens * dims] };
  return reshaped(graph, embedded, [tokens, dims], `${name}.tokens`).name;
}

/** x = t + Attention(norm(t)) and h' = x + MLP(norm(x)) for the tokens t. */
export function transformer(graph: Graph, layer: TrainedLayer, h: Value): Value {
  const { name, output } = layer;
  const parts: Parts = [graph, layer];
  const t = tokensOf(parts, h);
  const attended = projected(
    parts,
    attention(parts, normalised(parts, t, 'A')),
    'out',
    'outBias',
    'attended',
  );
  const x = graph.node('Add', `${name}.x`, [t, attended]);
  const z = projected(parts, normalised(parts, x, 'M'), 'up', 'upBias', 'hidden');
  const hidden = activated(graph, layer, z, `${name}.f`);
  const added = projected(parts, hidden, 'down', 'downBias', 'added');
  return { name: graph.node('Add', `${name}.sum`, [x, added]), shape: output.shape };
}
