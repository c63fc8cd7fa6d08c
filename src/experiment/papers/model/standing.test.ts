import { expect, it } from 'vitest';
import { standingOf } from './standing';

it.each([
  [[], 'nothing', 'Not measured by you'],
  [['done', 'training', 'queued'], 'running', 'Training: 1 of 3 runs done'],
  [['queued', 'open'], 'running', 'Queued: 0 of 2 runs done'],
  [['done', 'open'], 'partly', 'Partly: 1 of 2 runs done'],
  [['done'], 'finished', 'Measured by you: 1 run'],
] as const)('%j', (runs, kind, text) => {
  expect(standingOf(runs)).toMatchObject({ kind, text });
});
