import { beforeEach, expect, it, vi } from 'vitest';

const stored = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, text: string) => void stored.set(key, text),
});

/** The store as a new visit finds it. */
async function visit() {
  vi.resetModules();
  return import('./progress');
}
beforeEach(() => stored.clear());

it('keeps guess, run and answers between visits', async () => {
  const first = await visit();
  first.setGuess('wires', 'all');
  first.setRan('wires');
  first.setAnswer('wires', 1, 2, 3);
  const { progressOf, useProgress } = await visit();
  expect(progressOf(useProgress.getState(), 'wires')).toEqual({
    guess: 'all',
    ran: true,
    answers: [null, 2, null],
  });
  expect(progressOf(useProgress.getState(), 'depth')).toEqual({});
});

it('forgets a lesson, and brings it back beside what came meanwhile', async () => {
  const { progressOf, restartLesson, setGuess, useProgress } = await visit();
  setGuess('wires', 'all');
  const undo = restartLesson('wires');
  expect(progressOf(useProgress.getState(), 'wires')).toEqual({});
  setGuess('depth', 'bp');
  undo();
  expect(useProgress.getState().entries).toEqual({ wires: { guess: 'all' }, depth: { guess: 'bp' } });
});

it.each([
  ['not JSON', '{'],
  ['not an object', '[3]'],
  ['null', 'null'],
])('opens with damaged progress: %s', async (_name, text) => {
  stored.set('f3-lab.lessons', text);
  const { progressOf, useProgress } = await visit();
  expect(progressOf(useProgress.getState(), 'wires')).toEqual({});
});

it('leaves out what it does not understand, and keeps the rest', async () => {
  stored.set(
    'f3-lab.lessons',
    '{"wires":{"guess":7,"ran":"yes","answers":[0,"1"]},"depth":{"guess":"bp","more":1}}',
  );
  const { progressOf, useProgress } = await visit();
  expect(progressOf(useProgress.getState(), 'wires')).toEqual({});
  expect(progressOf(useProgress.getState(), 'depth')).toEqual({ guess: 'bp' });
});

it.each([
  ['2', 2],
  ['0.2', 0.2],
  ['0', undefined],
  ['1.5', undefined],
  ['many', undefined],
])('reads at most %s epochs of a mini-lab', async (text, most) => {
  stored.set('f3-lab.mini-lab-epochs', text);
  const { mostEpochs } = await visit();
  expect(mostEpochs()).toBe(most);
});
