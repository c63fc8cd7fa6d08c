import { afterEach, expect, it } from 'vitest';
import { datasets } from '../../../data';
import { addOwnSet, hideOwnSet, useData } from '../../../store/data/data';
import { otherSet } from './RunSet';

afterEach(() => useData.setState({ own: [], sets: {} }));

it('curves are marked with their data set once another is chosen, whatever its task', () => {
  expect(otherSet(undefined, 'moons')).toBeUndefined();
  expect(otherSet('moons', 'moons')).toBeUndefined();
  expect(otherSet('moons', 'digits')).toBe(datasets.moons.name);
  const regression = Object.values(datasets).find(({ task }) => task === 'regression');
  expect(regression).toBeDefined();
  expect(otherSet('digits', regression?.id ?? '')).toBe(datasets.digits.name);
  expect(otherSet(regression?.id, 'digits')).toBe(regression?.name);
});

it('an own set keeps its name after removal', () => {
  const info = { ...datasets.moons, id: 'own-flowers-aaaaaaaaaaaa', name: 'My flowers' };
  const split = { size: 0, inputs: new Uint8Array(), targets: { kind: 'classes', labels: new Uint8Array() } };
  addOwnSet({ info, bytes: 1, stored: true }, { id: info.id, train: split, test: split } as never);
  hideOwnSet(info.id);
  expect(otherSet(info.id, 'moons')).toBe('My flowers');
  expect(otherSet('moons', info.id)).toBe(datasets.moons.name);
});
