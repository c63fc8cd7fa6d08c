/** The registry of weight initialisations, in display order. */
import { he } from './he';
import { pytorch } from './pytorch';
import type { WeightInit } from './weightInit';
import { xavier } from './xavier';
import { zeros } from './zeros';

export const weightInits = { pytorch, zeros, xavier, he } as const satisfies Record<string, WeightInit>;
export type WeightInitId = keyof typeof weightInits;
export const weightInitIds = Object.keys(weightInits) as [WeightInitId, ...WeightInitId[]];
