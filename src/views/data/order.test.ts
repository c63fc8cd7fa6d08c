import { expect, test } from 'vitest';
import { inOrder } from './order';
import type { Place } from './place';

const away: Place = { kind: 'away', bytes: 9, here: 0, canGet: true };
const places: Readonly<Record<string, Place>> = {
  a: away,
  b: { kind: 'own', bytes: 9, stored: true },
  c: { kind: 'built-in' },
  d: { kind: 'here', bytes: 9, forVisit: false },
  e: { kind: 'getting', get: { phase: 'paused', done: 1, total: 9 }, bytes: 9, canGet: true },
  f: { kind: 'built-in' },
  g: { kind: 'unknown' },
};

test('available sets come before those to download, otherwise the order is kept', () => {
  const order = inOrder(Object.keys(places), (id) => places[id] ?? away);
  expect(order.join('')).toBe('cfdbaeg');
});
