/** The last choice wins, however quickly it is changed. */
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
/** Answers the nth question. */
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

it('back to what is known, while another one is looked for', async () => {
  void requestBackend('cpu');
  expect(shown().measuring).toBe(true);
  expect(await requestBackend('auto')).toMatchObject({ backend: 'wasm' });
  expect(shown()).toEqual(auto);
  await answer(1, 'cpu');
  expect(shown()).toEqual(auto);
});

it('two that are looked for: the later one, whichever answers first', async () => {
  void requestBackend('cpu');
  void requestBackend('webgpu');
  await answer(2, 'webgpu');
  await answer(1, 'cpu');
  expect(shown()).toEqual({ measuring: false, requested: 'webgpu', backend: 'webgpu' });
});

it('measuring again is not called off by a run that wants the same', async () => {
  void measureAgain();
  await requestBackend('auto');
  expect(shown().measuring).toBe(true);
  await answer(1, 'cpu');
  expect(shown()).toEqual({ ...auto, backend: 'cpu' });
});
