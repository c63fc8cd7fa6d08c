/**
 * The API of `@tensorflow/tfjs` that the bench uses. The package's typings would add methods to all tensors, also in
 * src/core.
 */
import type { Optimizer, Tensor2D } from '@tensorflow/tfjs-core';

export { env, ready, setBackend, train } from '@tensorflow/tfjs-core';

interface Initializer {
  readonly apply: (shape: number[]) => unknown;
}
export interface Layer {
  readonly name: string;
}
export declare const initializers: {
  readonly varianceScaling: (args: {
    scale: number;
    mode: 'fanIn';
    distribution: 'uniform';
    seed: number;
  }) => Initializer;
};
type Activation = 'tanh' | 'sigmoid' | 'relu' | 'linear';
export declare const layers: {
  readonly inputLayer: (args: { inputShape: number[] }) => Layer;
  readonly reshape: (args: { targetShape: number[] }) => Layer;
  readonly conv2d: (args: {
    filters: number;
    kernelSize: number;
    padding: 'same';
    activation: Activation;
    kernelInitializer: Initializer;
  }) => Layer;
  readonly maxPooling2d: (args: { poolSize: number; strides: number }) => Layer;
  readonly flatten: () => Layer;
  readonly dense: (args: { units: number; activation: Activation; kernelInitializer: Initializer }) => Layer;
};
export interface Sequential {
  readonly add: (layer: Layer) => void;
  readonly compile: (args: { optimizer: Optimizer; loss: string }) => void;
  readonly trainOnBatch: (x: Tensor2D, y: Tensor2D) => Promise<number | number[]>;
  readonly dispose: () => void;
}
export declare function sequential(): Sequential;
