import { beforeEach, expect, it, vi } from 'vitest';

const stored = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, text: string) => void stored.set(key, text),
});

/** The store as a new visit finds it. */
async function visit() {
  vi.resetModules();
  return import('./repairs');
}
beforeEach(() => stored.clear());

it('keeps choice, tries and success between visits, forgets them, and brings them back', async () => {
  const first = await visit();
  first.setChoice('f3', { fed: 'target' });
  first.addTry('f3');
  first.addTry('f3');
  first.setSolved('f3');
  const all = { choice: { fed: 'target' }, tries: 2, solved: true };
  const { repairOf, restartRepair, setChoice, useRepairs } = await visit();
  expect(repairOf(useRepairs.getState(), 'f3')).toEqual(all);
  expect(repairOf(useRepairs.getState(), 'backpropagation')).toEqual({});
  const undo = restartRepair('f3');
  expect(repairOf(useRepairs.getState(), 'f3')).toEqual({});
  setChoice('backpropagation', { carrier: 'W' });
  undo();
  expect(useRepairs.getState().entries).toEqual({ f3: all, backpropagation: { choice: { carrier: 'W' } } });
});

it.each([
  ['not JSON', '{'],
  ['a list', '[3]'],
  ['null', 'null'],
  ['of another form', '{"f3":{"choice":["W"],"tries":-1,"solved":"yes"}}'],
])('opens with damaged progress: %s', async (_name, text) => {
  stored.set('f3-lab.repairs', text);
  const { repairOf, useRepairs } = await visit();
  expect(repairOf(useRepairs.getState(), 'f3')).toEqual({});
});
