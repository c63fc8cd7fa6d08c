/**
 * The convolution block's step on the wasm backend: one call for a whole batch, of which the module takes a sample at a time
 * (wasm/convolution.ts), so that the workspace does not depend on the batch.
 */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Backward, Delta, Layer, Place, Transposed } from '../../../core/blocks/block';
import type { BlockKernels, Learn, Slot } from '../../../core/kernels';
import { applied, codes, LINEAR, newTensor, plainDz } from '../activation';
import { byOptimizer, descend, factorsOf, numbersOf, type StepId } from '../descent';
import { wasmMemory } from '../memory';

/** In the order of the module's arguments: channels, height, width, kernel, stride, padding, maps. */
function shapeOf({ input, output, options }: Place) {
  const [channels = 1, height = 1, width = 1] = input.shape;
  const { kernel = 1, stride = 1, padding = 0 } = options;
  return [channels, height, width, kernel, stride, padding, output.shape[0] ?? 1] as const;
}

function forward({ activation, place, parameters }: Layer, h: Tensor2D): Tensor2D {
  const { W, b } = parameters as { W: Tensor2D; b: Tensor };
  const [samples] = h.shape;
  const { assembly, pointer, workspace } = wasmMemory();
  const shape = shapeOf(place);
  const output = newTensor([samples, place.output.size]);
  const work = workspace(assembly.convolutionWorkspace(...shape));
  const code = codes[activation] ?? LINEAR;
  assembly.convolve(samples, ...shape, pointer(h), pointer(W), pointer(b), pointer(output), code, work);
  return applied(activation, output);
}

/** Calls `act` with the byte addresses of dh, or dz, and of h', or 0, and the code of the activation. */
function withDelta(
  { activation }: Pick<Layer, 'activation'>,
  delta: Delta,
  act: (delta: number, h: number, code: number) => void,
): void {
  const { pointer } = wasmMemory();
  const plain = plainDz(activation, delta);
  const given = plain ? { dz: plain } : delta;
  if ('dz' in given) act(pointer(given.dz), 0, LINEAR);
  else act(pointer(given.dh), pointer(given.h), codes[activation] as number);
  plain?.dispose();
}

function vjp(layer: Layer, h: Tensor2D, delta: Delta, through: Backward): Tensor2D {
  const { assembly, pointer, workspace } = wasmMemory();
  const W = through.W as Tensor2D | Transposed;
  const [matrix, lies] = 'transposeOf' in W ? [W.transposeOf, true] : [W, false];
  const columns = matrix.shape[1];
  const [rs, ks] = lies ? [1, columns] : [columns, 1];
  const [samples] = h.shape;
  const shape = shapeOf(layer.place);
  const output = newTensor([samples, layer.place.input.size]);
  withDelta(layer, delta, (dh, values, code) => {
    const work = workspace(assembly.convolutionWorkspace(...shape));
    assembly.convolutionVjp(
      ...([samples, ...shape, dh, values, code] as const),
      ...[pointer(matrix), rs, ks, pointer(output), work],
    );
  });
  return output;
}

/** @param dW, db byte addresses of where the gradients go @param work of the workspace */
function gradientsTo(
  layer: Pick<Layer, 'activation' | 'place'>,
  h: Tensor2D,
  delta: Delta,
  [dW, db, work]: readonly [number, number, number],
): void {
  const { assembly, pointer } = wasmMemory();
  const shape = shapeOf(layer.place);
  withDelta(layer, delta, (dh, values, code) =>
    assembly.convolutionGradient(h.shape[0], ...shape, pointer(h), dh, values, code, dW, db, work),
  );
}

function gradients(layer: Layer, h: Tensor2D, delta: Delta) {
  const { assembly, pointer, workspace } = wasmMemory();
  const { W, b } = layer.parameters as { W: Tensor2D; b: Tensor1D };
  const [dW, db] = [newTensor(W.shape), newTensor<Tensor1D>(b.shape)];
  const work = workspace(assembly.convolutionWorkspace(...shapeOf(layer.place)));
  gradientsTo(layer, h, delta, [pointer(dW), pointer(db), work]);
  return { W: dW, b: db };
}

/** The gradients stay in the workspace. */
function learnBy(id: StepId): Learn {
  const factorsNow = factorsOf(id);
  return (layer, h, delta, context) => {
    const { assembly, workspace } = wasmMemory();
    const { W, b } = layer.slots as { W: Slot; b?: Slot };
    const shape = shapeOf(layer.place);
    const maps = shape[6];
    const { size } = W.parameter;
    const dW = workspace(size + maps + assembly.convolutionWorkspace(...shape));
    const db = dW + 4 * size;
    gradientsTo(layer, h, delta, [dW, db, db + 4 * maps]);
    const { factors, flags } = numbersOf(factorsNow, context);
    descend(id, W, dW, factors, flags);
    if (b) descend(id, b, db, factors, flags);
  };
}

export const wasmConvolution = (): BlockKernels => ({
  ...{ forward, vjp, gradients },
  learn: byOptimizer(learnBy),
});
