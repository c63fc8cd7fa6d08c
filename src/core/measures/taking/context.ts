/** The values available to measures, each computed on first use. */
import { gather, onesLike, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import { activations as functions } from '../../blocks/activation';
import type { ErrorMemory, Memories } from '../../errorMemory/memory';
import { rowsOf, wouldStore } from '../../errorMemory/stored';
import { losses } from '../../head/loss';
import type { NetworkLayer } from '../../network/layer';
import type { Network } from '../../network/network';
import { activationsOf, valuesOf } from '../../passes/values';
import type { Batch } from '../../samples/batches';
import { passesOf } from '../../trainer/evaluate';
import type { HeldErrors, MeasureContext } from '../measure';
import { guidances, plainErrors, probes } from './guidance';
import { joinRows, type MeasuredBatch } from './measuredBatch';
import { once } from './once';

/**
 * Layerwise rules propagate the gradient of a loss averaged over samples, and for some losses over outputs; direct
 * rules feed errors, which may be divided by N.
 */
function deltaScale({ rule, config }: Network, { target: { shape } }: MeasuredBatch): number {
  const [samples, outputs] = shape;
  if (rule.path === 'layerwise')
    return config.lossReduction === 'sum' ? 1 : samples * losses[config.loss].reportedScale(outputs);
  return rule.path === 'direct' && config.feedbackReduction === 'mean' ? samples : 1;
}

interface Held {
  readonly samples: Uint32Array;
  readonly batch: MeasuredBatch;
  readonly y: Tensor2D;
}

function heldErrors({ config }: Network, memory: ErrorMemory, { samples, batch, y }: Held): HeldErrors {
  const all = rowsOf(memory, samples);
  return {
    all,
    stored: gather(memory.all(), batch.indices),
    now: wouldStore(config, y, batch.target, all),
  };
}

/** h_1 … h_K */
function activationsOver(net: Network, batch: MeasuredBatch): Tensor2D[] {
  const parts = batch.byPart(({ x }) => tidy(() => activationsOf(net, valuesOf(net, x)).slice(1)));
  return net.layers.map((_, i) => joinRows(parts.flatMap((part) => part[i] ?? [])));
}

/** f(z_i) of blocks that do not end with f; undefined for the others, and where a block has none of its own. */
function activatedInside(net: Network, batch: MeasuredBatch): (Tensor2D | undefined)[] {
  const parts = batch.byPart(({ x }) =>
    tidy(() => {
      const h = valuesOf(net, x);
      return net.layers.map(({ pullBack, activated }, i) =>
        pullBack ? undefined : activated?.(h[i] as Tensor2D, h[i + 1] as Tensor2D),
      );
    }),
  );
  return net.layers.map((_, i) => {
    const rows = parts.flatMap((part) => part[i] ?? []);
    return rows.length === 0 ? undefined : joinRows(rows);
  });
}

/**
 * @param samples of the run, as indices into the training set
 * @param probed the samples whose gradients are measured individually
 * @param before W_1 … W_K when measures were last taken
 * @param keepDeltas whether dh is needed, too
 */
export function contextOf(
  net: Network,
  samples: Uint32Array,
  batch: MeasuredBatch,
  probed: () => Batch,
  memories: Memories,
  before: readonly Tensor2D[],
  keepDeltas: boolean,
): MeasureContext {
  const activations = once(() => activationsOver(net, batch));
  const inside = once(() => activatedInside(net, batch));
  const { target } = batch;
  return {
    rule: net.rule,
    get h() {
      return activations();
    },
    target,
    W: net.layers.map(({ weights }) => weights),
    layers: net.layers,
    before,
    B: net.feedback,
    slope: (layer) => {
      const { activation, pullBack } = net.layers[layer - 1] as NetworkLayer;
      const f = (pullBack ? activations() : inside())[layer - 1];
      const { pullBack: through, steepest } = functions[activation];
      return f && { values: through(onesLike(f), f), largest: steepest };
    },
    passes: () => passesOf(net)?.(activations().at(-1) as Tensor2D),
    ...guidances(net, batch, memories, keepDeltas),
    probe: probes(net, probed, memories),
    stepFactors: net.stepFactors() ?? net.layers.map(() => null),
    deltaScale: deltaScale(net, batch),
    delayedError: () => plainErrors(memories, batch),
    currentError: () => target.sub(activations().at(-1) as Tensor2D),
    memory: () =>
      memories.own && heldErrors(net, memories.own, { samples, batch, y: activations().at(-1) as Tensor2D }),
  };
}
