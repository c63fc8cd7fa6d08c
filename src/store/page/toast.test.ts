import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dismissToast, offerUndo, pauseToasts, resumeToasts, showToast, useToast } from './toast';

const said = () => useToast.getState().toasts.map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  while (said().length > 0) dismissToast();
  vi.useRealTimers();
});

it('if there are too many toasts, those with Undo outlast the others', () => {
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

it('paused toasts restart their ten seconds when resumed, and only then', async () => {
  offerUndo('first', () => undefined);
  await vi.advanceTimersByTimeAsync(9_000);
  // The pointer was never on a toast.
  resumeToasts();
  await vi.advanceTimersByTimeAsync(1_100);
  expect(said()).toEqual([]);
  offerUndo('second', () => undefined);
  pauseToasts();
  await vi.advanceTimersByTimeAsync(60_000);
  resumeToasts();
  await vi.advanceTimersByTimeAsync(9_900);
  expect(said()).toEqual(['second']);
  await vi.advanceTimersByTimeAsync(200);
  expect(said()).toEqual([]);
});
