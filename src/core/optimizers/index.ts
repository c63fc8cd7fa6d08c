/** The registry of optimizers, in display order. */
import { adam } from './adam';
import { momentum } from './momentum';
import { nesterov } from './nesterov';
import type { Optimizer } from './optimizer';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

export const optimizers = { adam, sgd, momentum, nesterov, rmsprop } as const satisfies Record<
  string,
  Optimizer
>;
export type OptimizerId = keyof typeof optimizers;
export const optimizerIds = Object.keys(optimizers) as [OptimizerId, ...OptimizerId[]];
