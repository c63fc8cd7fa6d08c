/** A block bound to its place and parameters, with the backend's fused kernels where available. */
import { type Tensor, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import type { BlockId } from '../blocks';
import { type ActivationId, activations } from '../blocks/activation';
import type { Backward, Block, BlockDescription, Border, Delta, Layer, Named } from '../blocks/block';
import { type ChainedBlock, isLinear, isWired } from '../blocks/chain';
import type { BlockKernels, Kernels, Pooling, Slot } from '../kernels';

export interface NetworkLayer extends Layer {
  readonly block: BlockId;
  /** `wired` only where h_{i-1} is not pooled. */
  readonly description: BlockDescription;
  /** The parameter used by measures. */
  readonly weights: Tensor2D;
  /** Calls `act` with what the block itself reads of h_{i-1}: all of it, or the maxima of its windows. */
  readonly reading: <T>(h: Tensor2D, act: (read: Tensor2D) => T) => T;
  /** h_i [N, n_i] from h_{i-1} [N, n_{i-1}]. */
  readonly forward: (h: Tensor2D) => Tensor2D;
  /** dz_i from dh_i and h_i; absent where the block does not end with f. */
  readonly pullBack?: (dh: Tensor2D, h: Tensor2D) => Tensor2D;
  /** Its factor of forward paths, see `forwardPaths`; call inside tidy. */
  readonly linear: () => Tensor2D | undefined;
  /** How much the tokens of one sample attend to each other. @param h h_{i-1} [1, n_{i-1}] */
  readonly attention?: (h: Tensor2D) => Tensor3D;
  /** f(z_i) from h_{i-1} and h_i; absent where the block has no f of its own. */
  readonly activated?: (h: Tensor2D, out: Tensor2D) => Tensor2D;
  /** dh_{i-1} from this layer's delta. @param h h_{i-1} @param parameters its own, or substitutes such as B */
  readonly vjp: (h: Tensor2D, delta: Delta, parameters: Backward) => Tensor2D;
  /** Gradients of all parameters. @param h h_{i-1} */
  readonly gradients: (h: Tensor2D, delta: Delta) => Named<Tensor>;
}

/** From a layer's parameters or gradients, the entry for the parameter used by measures. */
export const weightsOf = ({ description }: NetworkLayer, all: Named<Tensor>): Tensor2D =>
  all[description.weights] as Tensor2D;

/** Getters for the current tensors: an update may replace them. */
function parametersOf(slots: Named<Slot>): Named<Tensor> {
  const properties = Object.entries(slots).map(([name, slot]) => [
    name,
    { get: () => slot.parameter, enumerable: true },
  ]);
  return Object.defineProperties({}, Object.fromEntries(properties));
}

/** Max pooling in plain operations. */
const plainPooling: Pooling = {
  forward: (h, { shape, pool = 1 }) => tidy(() => h.pooled(shape, pool)),
  backward: (h, { shape, pool = 1 }, most, delta) => tidy(() => h.unpooled(shape, pool, most, delta)),
};

/** A block's functions, on what it reads. */
function bound(block: Block, kernels: BlockKernels): Required<Omit<BlockKernels, 'learn'>> {
  return {
    forward: kernels.forward ?? ((layer, h) => tidy(() => block.forward(layer, h))),
    vjp: kernels.vjp ?? ((layer, h, delta, through) => tidy(() => block.vjp(layer, h, delta, through))),
    gradients: kernels.gradients ?? ((layer, h, delta) => tidy(() => block.gradients(layer, h, delta))),
  };
}

/** `reading`, and dh_{i-1} from that of what was read. */
function entrance(below: Border, { forward, backward }: Pooling) {
  const reading = <T>(h: Tensor2D, act: (read: Tensor2D) => T): T => {
    if (below.pool === undefined) return act(h);
    const read = forward(h, below);
    try {
      return act(read);
    } finally {
      read.dispose();
    }
  };
  const back = (h: Tensor2D, read: Tensor2D, delta: Tensor2D): Tensor2D => {
    if (below.pool === undefined) return delta;
    const dh = backward(h, below, read, delta);
    delta.dispose();
    return dh;
  };
  return { reading, back };
}

/** f' of a block that ends with f, or f(z) of one that has it inside. */
function afterwards(
  layer: Layer,
  block: Block,
  reading: NetworkLayer['reading'],
): Pick<NetworkLayer, 'pullBack' | 'activated'> {
  if (block.pullBack)
    return {
      pullBack: (dh, h) => tidy(() => block.pullBack?.(layer, dh, h) as Tensor2D),
      activated: (_h, out) => out,
    };
  if (!block.activated) return {};
  return {
    activated: (h, out) => reading(h, (read) => tidy(() => block.activated?.(read, out) as Tensor2D)),
  };
}

/**
 * dz_i inside a layer's block: dh_i ⊙ f'(z_i). Undefined where the block has no f of its own.
 * @param h h_{i-1} @param out h_i
 */
export const dzInside = (
  { activation, activated }: Pick<NetworkLayer, 'activation' | 'activated'>,
  dh: Tensor2D,
  h: Tensor2D,
  out: Tensor2D,
): Tensor2D | undefined => activated && tidy(() => activations[activation].pullBack(dh, activated(h, out)));

/** dz_i from which a layer's weights learn, a new tensor; undefined where its block has no f of its own. @param h h_{i-1} */
export const dzOfLayer = (layer: NetworkLayer, h: Tensor2D, delta: Delta): Tensor2D | undefined =>
  tidy(() => {
    if ('dh' in delta) return dzInside(layer, delta.dh, h, delta.h);
    return layer.pullBack ? delta.dz.clone() : dzInside(layer, delta.dz, h, layer.forward(h));
  });

export function createLayer(
  link: ChainedBlock,
  activation: ActivationId,
  slots: Named<Slot>,
  { blocks = {}, pooling = plainPooling }: Pick<Kernels, 'blocks' | 'pooling'>,
): NetworkLayer {
  const { id, block, below, ...place } = link;
  const description = { ...block.describe(place), wired: isWired(link) };
  const { forward, vjp, gradients } = bound(block, blocks[id] ?? {});
  const parameters = parametersOf(slots);
  const layer: Layer = { activation, place, parameters };
  const { reading, back } = entrance(below, pooling);
  return {
    ...layer,
    block: id,
    description,
    parameters,
    get weights() {
      return parameters[description.weights] as Tensor2D;
    },
    ...(block.attention
      ? { attention: (h) => reading(h, (read) => tidy(() => block.attention?.(layer, read) as Tensor3D)) }
      : {}),
    linear: () => (isLinear(link) ? block.linear?.(parameters) : undefined),
    reading,
    forward: (h) => reading(h, (read) => forward(layer, read)),
    ...afterwards(layer, block, reading),
    vjp: (h, delta, through) => reading(h, (read) => back(h, read, vjp(layer, read, delta, through))),
    gradients: (h, delta) => reading(h, (read) => gradients(layer, read, delta)),
  };
}
