/** A block bound to its parameters, with the backend's fused kernels where available. */
import { type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { type BlockId, blocks } from '../blocks';
import type { ActivationId } from '../blocks/activation';
import type { Backward, Block, BlockDescription, Delta, Layer, Named } from '../blocks/block';
import type { BlockKernels, Slot } from '../kernels';

export interface NetworkLayer extends Layer {
  readonly block: BlockId;
  readonly description: BlockDescription;
  /** The parameter used by measures. */
  readonly weights: Tensor2D;
  /** h_i [N, n_i] from h_{i-1} [N, n_{i-1}]. */
  readonly forward: (h: Tensor2D) => Tensor2D;
  /** dz_i from dh_i and h_i. */
  readonly pullBack: (dh: Tensor2D, h: Tensor2D) => Tensor2D;
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

export function createLayer(
  id: BlockId,
  activation: ActivationId,
  slots: Named<Slot>,
  description: BlockDescription,
  kernels: BlockKernels = {},
): NetworkLayer {
  const block: Block = blocks[id];
  const parameters = parametersOf(slots);
  const layer: Layer = { activation, parameters };
  const forward = kernels.forward ?? ((own, h) => tidy(() => block.forward(own, h)));
  const vjp = kernels.vjp ?? ((own, h, delta) => tidy(() => block.vjp(own, h, delta)));
  return {
    block: id,
    description,
    activation,
    parameters,
    get weights() {
      return parameters[description.weights] as Tensor2D;
    },
    forward: (h) => forward(layer, h),
    pullBack: (dh, h) => tidy(() => block.pullBack(layer, dh, h)),
    vjp: (h, delta, through) => vjp({ activation, parameters: through }, h, delta),
    gradients: (h, delta) => tidy(() => block.gradients(layer, h, delta)),
  };
}
