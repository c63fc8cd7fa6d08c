/** Every operation that rules, losses, activations, optimizers and measures are made of, on arguments at which backends differ. */
import { elementwise } from './elementwise';
import { moves } from './moves';
import type { Case } from './operation';
import { optimizerSteps } from './optimizers';
import { pairs } from './pairs';
import { products } from './products';
import { reductions } from './reductions';

export const table: Readonly<Record<string, readonly Case[]>> = {
  'Functions of one number': elementwise,
  'Two numbers': pairs,
  'Many numbers': reductions,
  Products: products,
  'Places and copies': moves,
  Optimizers: optimizerSteps,
};

export const cases: readonly Case[] = Object.values(table).flat();
