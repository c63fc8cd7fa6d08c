import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Stream } from '../../random/rng';
import type { LayerDraw } from '../../weights/weightInit';
import { type Backward, type Block, dhOf, type Layer, type Named, type Place } from '../block';
import { joined } from '../pieces';
import { deltasOf, insideOf, type Parts, plainParts, weightsIn } from './inside';
import { gainGradient } from './layerNorm';
import { atOnce, cost, options, parameters, problem, shapes, sizesOf } from './sizes';

/** Matrices and biases drawn like those of dense layers; gains 1 and biases 0 of layer normalisation, as in PyTorch. */
function start(init: LayerDraw, stream: Stream, { input, output, options: values }: Place) {
  const { dims, mlp, inner, embeds } = sizesOf(values);
  const norm = () => [new Float32Array(dims).fill(1), new Float32Array(dims)] as const;
  const [[gainA, biasA], [gainM, biasM]] = [norm(), norm()];
  const embed = embeds ? init.draw(stream, input.size, output.size) : undefined;
  const { W: qkv } = init.draw(stream, dims, 3 * inner);
  const out = init.draw(stream, inner, dims);
  const up = init.draw(stream, dims, mlp);
  const down = init.draw(stream, mlp, dims);
  return {
    ...(embed ? { embed: embed.W, embedBias: embed.b } : {}),
    ...{ gainA, biasA, qkv, out: out.W, outBias: out.b },
    ...{ gainM, biasM, up: up.W, upBias: up.b, down: down.W, downBias: down.b },
  };
}

/** dh [N, n] */
function vjp(layer: Layer, h: Tensor2D, dh: Tensor2D, parts: Parts): Tensor2D {
  const { input, output, options: values } = layer.place;
  const { entered } = deltasOf(layer, insideOf(layer, h, parts), dh, parts);
  return sizesOf(values).embeds
    ? entered.inRows(output.size).matMulTransposed(weightsIn(layer).embed)
    : entered.inRows(input.size);
}

function gradients(layer: Layer, h: Tensor2D, dh: Tensor2D, parts: Parts): Named<Tensor> {
  const { output, options: values } = layer.place;
  const inside = insideOf(layer, h, parts);
  const { normA, a, attended, normM, m, hidden } = inside;
  const deltas = deltasOf(layer, inside, dh, parts);
  const entered = deltas.entered.inRows(output.size);
  return {
    ...(sizesOf(values).embeds ? { embed: h.transposedMatMul(entered), embedBias: entered.sum(0) } : {}),
    ...{ gainA: gainGradient(normA, deltas.a), biasA: deltas.a.sum(0) },
    qkv: a.transposedMatMul(deltas.qkv),
    ...{ out: attended.taken.transposedMatMul(deltas.x), outBias: deltas.x.sum(0) },
    ...{ gainM: gainGradient(normM, deltas.m), biasM: deltas.m.sum(0) },
    ...{ up: m.transposedMatMul(deltas.hidden), upBias: deltas.hidden.sum(0) },
    ...{ down: hidden.transposedMatMul(deltas.output), downBias: deltas.output.sum(0) },
  };
}

function refuseSubstitutes({ parameters: own }: Layer, through: Backward): void {
  if (Object.entries(own).some(([name, one]) => through[name] !== one))
    throw new Error('The vjp of a transformer goes through its own parameters, all of them.');
}

const sumOf = (parts: readonly Named<Tensor>[]): Named<Tensor> =>
  parts.reduce((sum, part) =>
    Object.fromEntries(Object.entries(sum).map(([name, one]) => [name, one.add(part[name] as Tensor)])),
  );

/**
 * x = t + Attention(norm(t)) and h' = x + MLP(norm(x)) for the tokens t of a sample: those that enter, or E h + e. Nothing inside
 * is kept: `vjp` and `gradients` compute it again from h. Sources: Vaswani et al. 2017; Xiong et al. 2020 (norm first);
 * Dosovitskiy et al. 2021. No position codes, as in the F³ code: with an embedding each token has weights of its own.
 */
export const transformerBy = (parts: Parts): Block => ({
  name: 'Transformer',
  sentence: 'Tokens that attend to each other, then a small network for each; both add to what enters them.',
  source: 'Vaswani et al. 2017; Dosovitskiy et al. 2021; Flügel et al. 2023, code for transformers',
  ...{ options, problem, shapes, parameters, start, cost },
  severalMatrices: true,
  forward: (layer, h) =>
    joined(
      h.inPieces(atOnce(layer.place), (some) => {
        const { down, downBias } = weightsIn(layer);
        const { x, hidden } = insideOf(layer, some, parts);
        return x.add(parts.dense('linear', hidden, down, downBias)).inRows(layer.place.output.size);
      }),
    ),
  vjp: (layer, h, delta, through) => {
    refuseSubstitutes(layer, through);
    const dh = dhOf(delta);
    return joined(
      h.inPieces(atOnce(layer.place), (some, from) => vjp(layer, some, dh.rows(from, some.shape[0]), parts)),
    );
  },
  gradients: (layer, h, delta) => {
    const dh = dhOf(delta);
    return sumOf(
      h.inPieces(atOnce(layer.place), (some, from) =>
        gradients(layer, some, dh.rows(from, some.shape[0]), parts),
      ),
    );
  },
  attention: (layer, h) => insideOf(layer, h, parts).attended.shares,
  describe: ({ options: { heads = 1, tokens = 1 } }) => ({
    ...{ weights: 'qkv', wired: false, attention: [heads, tokens, tokens] },
  }),
});

export const transformer: Block = transformerBy(plainParts);
