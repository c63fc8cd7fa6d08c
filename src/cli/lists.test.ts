import { describe, expect, it } from 'vitest';
import { groups } from '../core/run/setting';
import type { FieldKey } from '../experiment/fields/field';
import { fieldKeys, fields } from '../experiment/fields/fields';
import { oneIdEach } from '../experiment/testSupport';
import { lists, listText } from './lists';

const all = Object.values(lists).map(listText).join('\n');

describe('lists', () => {
  it('contain every id that can be chosen, except backends', () => {
    const chosen = oneIdEach.flatMap(([name, experiment]) => {
      const [key, id] = name.split(' ') as [FieldKey, string];
      return key in experiment && key !== 'backend' ? [id] : [];
    });
    expect(chosen.length).toBeGreaterThan(40);
    for (const id of chosen) expect(all).toMatch(new RegExp(`^  ${id} `, 'm'));
  });

  it('name the option that takes the ids', () => {
    const listed = fieldKeys.filter((name) => all.includes(`(--${fields[name].key}):`));
    const ofScenario = fieldKeys.filter((name) => fields[name].group === 'scenario');
    // Numbers and texts alone, which have no ids to list; nor have backends and threads.
    expect(listed.filter((name) => ofScenario.includes(name))).toEqual([]);
    expect(new Set(listed.map((name) => fields[name].group)).size).toBe(Object.keys(groups).length - 2);
  });
});
