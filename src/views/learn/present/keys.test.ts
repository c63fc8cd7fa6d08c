import { expect, it } from 'vitest';
import { actOf } from './keys';

const plain = { onControl: false, letters: true };

it.each([
  [[' ', 'ArrowRight', 'PageDown'], 'next'],
  [['b', 'B', 'ArrowLeft', 'PageUp'], 'back'],
  [['a', 'A'], 'answer'],
  [['f'], 'full'],
  [['Escape'], 'end'],
  [['Enter'], 'run'],
  [['2'], 2],
  [['x', '0', 'Tab', 'toString'], undefined],
])('%j: %s', (keys, act) => {
  for (const key of keys) expect(actOf({ ...plain, key })).toBe(act);
});

it('leaves Space and Enter to a control with the focus, but not a remote control’s keys', () => {
  const acts = [' ', 'Enter', 'PageDown'].map((key) => actOf({ ...plain, key, onControl: true }));
  expect(acts).toEqual([undefined, undefined, 'next']);
});

it('knows no letters and digits if the user has turned shortcuts off', () => {
  const acts = ['b', 'a', 'f', '1', ' ', 'Escape'].map((key) => actOf({ ...plain, key, letters: false }));
  expect(acts).toEqual([undefined, undefined, undefined, undefined, 'next', 'end']);
});
