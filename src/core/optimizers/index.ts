/** The one registry of optimizers. */
import { adam } from './adam';
import type { Optimizer } from './optimizer';
import { sgd } from './sgd';

export const optimizers = { adam, sgd } as const satisfies Record<string, Optimizer>;
export type OptimizerId = keyof typeof optimizers;
export const optimizerIds = Object.keys(optimizers) as [OptimizerId, ...OptimizerId[]];
