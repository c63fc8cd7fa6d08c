/** The latest choice wins, however quickly it changes. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { BackendChoice } from '../../client/types';
import { createLab } from '../lab';

const lab = createLab();
const { measureAgain, useBackend, requestBackend } = lab.backend;

type Answer = (choice: BackendChoice) => void;
const asked = vi.hoisted(() => ({ answers: [] as [string, unknown][] }));
vi.mock('../../client/backend', () => ({
  chooseBackend: (requested: string) => new Promise((resolve) => asked.answers.push([requested, resolve])),
}));

const choiceOf = (backend: string) => ({ backend, reason: '', measured: [] }) as unknown as BackendChoice;
/** Answers the nth request. */
async function answer(n: number, backend: string): Promise<void> {
  const found = asked.answers[n] as [string, Answer];
  found[1](choiceOf(backend));
  await Promise.resolve();
  await Promise.resolve();
}
const shown = () => {
  const { measuring, requested, choice } = useBackend.getState();
  return { measuring, requested, backend: choice?.backend };
};
const auto = { measuring: false, requested: 'auto', backend: 'wasm' };

beforeEach(async () => {
  asked.answers = [];
  useBackend.setState({ measuring: false }, true);
  void requestBackend('auto');
  await answer(0, 'wasm');
  expect(shown()).toEqual(auto);
});

it('returning to a known choice ignores the pending request', async () => {
  void requestBackend('cpu');
  expect(shown().measuring).toBe(true);
  expect(await requestBackend('auto')).toMatchObject({ backend: 'wasm' });
  expect(shown()).toEqual(auto);
  await answer(1, 'cpu');
  expect(shown()).toEqual(auto);
});

it('of two pending requests the later one wins, whichever answers first', async () => {
  void requestBackend('cpu');
  void requestBackend('webgpu');
  await answer(2, 'webgpu');
  await answer(1, 'cpu');
  expect(shown()).toEqual({ measuring: false, requested: 'webgpu', backend: 'webgpu' });
});

it('a new measurement is not cancelled by a run with the same request', async () => {
  void measureAgain();
  await requestBackend('auto');
  expect(shown().measuring).toBe(true);
  await answer(1, 'cpu');
  expect(shown()).toEqual({ ...auto, backend: 'cpu' });
});
