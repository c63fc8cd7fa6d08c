import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dismissToast, offerUndo, showToast, useToast } from './toast';

const said = () => useToast.getState().toasts.map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  while (said().length > 0) dismissToast();
  vi.useRealTimers();
});

it('where there is no room, what can be had back outlasts what was only said', () => {
  const gone = vi.fn();
  offerUndo('first', () => undefined, gone);
  offerUndo('second', () => undefined);
  showToast({ text: 'only said' });
  offerUndo('third', () => undefined);
  expect(said()).toEqual(['first', 'second', 'third']);
  expect(gone).not.toHaveBeenCalled();
  offerUndo('fourth', () => undefined);
  expect(said()).toEqual(['second', 'third', 'fourth']);
  expect(gone).toHaveBeenCalledOnce();
});
