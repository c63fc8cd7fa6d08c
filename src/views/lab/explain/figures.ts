/** Registry of the figures that explain how rules work, in menu order. To add one: a folder and a line here. */
import type { ComponentType } from 'react';
import { type partFrom as From, partFrom } from '../../parts/LazyPart';

export interface ExplainFigure {
  /** Part of the URL: `#lab/needs`. */
  readonly id: string;
  readonly name: string;
  /** The component gets everything from `useLab()`, so that it can also be used elsewhere. */
  readonly from: ReturnType<typeof From<object>>;
  /** Below it on the lab's own page, though not in lessons. */
  readonly further?: ReturnType<typeof From<object>>;
}

const figure = (id: string, name: string, load: () => Promise<ComponentType<object>>): ExplainFigure => ({
  id,
  name,
  from: partFrom(load),
});

export const explainFigures: readonly [ExplainFigure, ...ExplainFigure[]] = [
  figure('needs', 'What rules need', async () => (await import('./needs/NeedsFigure')).NeedsFigure),
  figure(
    'transport',
    'Weight transport',
    async () => (await import('./transport/TransportFigure')).TransportFigure,
  ),
  {
    ...figure(
      'locking',
      'Update locking',
      async () => (await import('./locking/LockingFigure')).LockingFigure,
    ),
    further: partFrom(async () => (await import('./locking/together/Together')).Together),
  },
  figure('memory', 'Memory drawer', async () => (await import('./memory/MemoryFigure')).MemoryFigure),
  figure(
    'slow-motion',
    'Slow motion',
    async () => (await import('./slowMotion/SlowMotionFigure')).SlowMotionFigure,
  ),
  figure('by-hand', 'Test by hand', async () => (await import('./byHand/ByHandFigure')).ByHandFigure),
];

export const explainFigure = (id: string | undefined): ExplainFigure | undefined =>
  explainFigures.find((one) => one.id === id);
