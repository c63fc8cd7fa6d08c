/** Gradients of single samples, of which only sums are ever made: g_n = h_nᵀ dz_n where every weight is one wire. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import { type NetworkLayer, weightsOf } from '../../network/layer';
import type { Network } from '../../network/network';
import { passBatch } from '../../passes/pass';
import type { Guide } from '../../passes/visitor';
import type { Signal } from '../../rules/rule';
import type { Batch } from '../../samples/batches';
import type { ProbedLayer } from '../measure';

/** What the gradients of a layer are made of: what entered it [N, n_{i-1}] and dz_i [N, n_i], row by row. */
type Factors = { readonly h: Tensor2D; readonly dz: Tensor2D };

/**
 * From this part of a mean square on, single precision cannot tell a variance from 0: a ratio of mean to standard
 * deviation is at most 100.
 */
const LEAST_VARIANCE = 1e-4;

/** Divided by its largest entry, so that the squares of tiny deltas do not vanish; ratios do not change. */
const scaled = (t: Tensor2D): Tensor2D => t.div(t.abs().max().maximum(1e-37)) as Tensor2D;

/** Two products in place of a loop over samples: Σ g = hᵀ dz and Σ g² = (h²)ᵀ (dz²). */
function signalToNoise(factors: Factors): { sums: Tensor2D; counts: Tensor2D } {
  return tidy(() => {
    const [h, dz] = [scaled(factors.h), scaled(factors.dz)];
    const samples = h.shape[0];
    const mean = h.transposedMatMul(dz).div(samples);
    const meanSquare = (h.square() as Tensor2D).transposedMatMul(dz.square() as Tensor2D).div(samples);
    const given = meanSquare.step();
    const least = meanSquare.mul(LEAST_VARIANCE);
    const variance = meanSquare.sub(mean.square()).sub(least).relu().add(least);
    // Where nothing is given 0 is divided by 1.
    const ratio = mean.abs().div(variance.sqrt().add(given.neg().add(1)));
    return { sums: ratio.sum(1, true), counts: given.sum(1, true) };
  });
}

/** The network, with what its gradients are made of in their place. */
function showingFactors(net: Network): Network {
  const showing = (layer: NetworkLayer): NetworkLayer => ({
    ...layer,
    // The pass frees its own tensors: a clone shares their numbers.
    gradients: (h, delta) => {
      const dz = 'dz' in delta ? delta.dz.clone() : layer.pullBack(delta.dh, delta.h);
      return { h: h.clone(), dz };
    },
  });
  return { ...net, layers: net.layers.map(showing) };
}

/** What a rule gives each layer, sample by sample; call inside tidy. @param early E of a delayed rule */
export function probeOf(
  net: Network,
  guide: Guide,
  batch: Batch,
  early: Signal | undefined,
): (ProbedLayer | undefined)[] {
  const probed: (ProbedLayer | undefined)[] = net.layers.map(() => undefined);
  passBatch(showingFactors(net), guide, batch, early, {
    update: {
      from: 'gradients',
      apply: (i, made) => {
        const layer = net.layers[i] as NetworkLayer;
        if (!layer.description.wired) return [];
        const { h, dz } = made as Factors;
        const gradient = weightsOf(layer, layer.gradients(h, { dz }));
        probed[i] = { gradient, signalToNoise: () => signalToNoise({ h, dz }) };
        return [h, dz, gradient];
      },
    },
  });
  return probed;
}
