/** The registry of weight initialisations, in display order. */
import { he } from './he';
import { normal } from './normal';
import { pytorch } from './pytorch';
import type { WeightInit } from './weightInit';
import { xavier } from './xavier';
import { zeros } from './zeros';

export const weightInits = { pytorch, zeros, xavier, he, normal } as const satisfies Record<
  string,
  WeightInit
>;
export type WeightInitId = keyof typeof weightInits;
export const weightInitIds = Object.keys(weightInits) as [WeightInitId, ...WeightInitId[]];
