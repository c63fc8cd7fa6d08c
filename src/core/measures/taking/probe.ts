/** Sums over per-sample gradients g_n = h_nᵀ dz_n, of blocks where they are that, without materializing them. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import { dzOfLayer, type NetworkLayer, weightsOf } from '../../network/layer';
import type { Network } from '../../network/network';
import { passBatch } from '../../passes/pass';
import type { Guide } from '../../passes/visitor';
import type { Signal } from '../../rules/rule';
import type { Batch } from '../../samples/batches';
import type { ProbedLayer } from '../measure';

/** Factors of a layer's gradients: what it reads of h_{i-1}, and dz_i [N, n_i] inside its block. */
type Factors = { readonly h: Tensor2D; readonly dz: Tensor2D };

/** Whether a layer's gradient is Σ_n h_nᵀ dz_n; a convolution's is a sum over places, too. */
const isFactored = ({ activated, description }: NetworkLayer): boolean =>
  activated !== undefined && description.filters === undefined;

/** The factors and their product; nothing of a layer without. */
type Shown = Partial<Factors & { readonly gradient: Tensor2D }>;

/**
 * Lower bound of the variance as a share of the mean square, because of single precision: the ratio of mean to standard
 * deviation is at most 100.
 */
const LEAST_VARIANCE = 1e-4;

/** Divided by its largest entry, so that the squares of tiny deltas do not vanish; ratios do not change. */
const scaled = (t: Tensor2D): Tensor2D => t.div(t.abs().max().maximum(1e-37)) as Tensor2D;

/** Without a loop over samples: Σ g = hᵀ dz and Σ g² = (h²)ᵀ (dz²). */
function signalToNoise(factors: Factors): { sums: Tensor2D; counts: Tensor2D } {
  return tidy(() => {
    const [h, dz] = [scaled(factors.h), scaled(factors.dz)];
    const samples = h.shape[0];
    const mean = h.transposedMatMul(dz).div(samples);
    const meanSquare = (h.square() as Tensor2D).transposedMatMul(dz.square() as Tensor2D).div(samples);
    const given = meanSquare.step();
    const least = meanSquare.mul(LEAST_VARIANCE);
    const variance = meanSquare.sub(mean.square()).sub(least).relu().add(least);
    // For entries without a gradient: 0 / 1.
    const ratio = mean.abs().div(variance.sqrt().add(given.neg().add(1)));
    return { sums: ratio.sum(1, true), counts: given.sum(1, true) };
  });
}

/** The network with layers that return the factors of their gradients instead of the gradients. */
function showingFactors(net: Network): Network {
  const showing = (layer: NetworkLayer): NetworkLayer => ({
    ...layer,
    // The pass frees its tensors; a clone shares their data.
    gradients: (h, delta): Shown => {
      if (!isFactored(layer)) return {};
      const dz = dzOfLayer(layer, h, delta) as Tensor2D;
      // On a copy, to keep the bits of earlier versions: the data set's own rows have lists on wasm, which add in another order.
      const gradient = weightsOf(layer, layer.gradients(h.clone(), delta));
      // What the layer reads: maxima, where the border below is pooled.
      return { h: layer.reading(h, (read) => read.clone()), dz, gradient };
    },
  });
  return { ...net, layers: net.layers.map(showing) };
}

/** A rule's per-sample gradients by layer; call inside tidy. @param early E of a delayed rule */
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
        const { h, dz, gradient } = made as Shown;
        if (!h || !dz || !gradient) return [];
        probed[i] = { gradient, signalToNoise: () => signalToNoise({ h, dz }) };
        return [h, dz, gradient];
      },
    },
  });
  return probed;
}
