import { expect, it } from 'vitest';
import { fieldKeys, fields } from '../fields/fields';
import { fromQuery } from './link';
import { fromViewQuery, type Part, partIds, toViewQuery, viewKeys } from './view';

it('survives a link, whatever is hidden', () => {
  for (let set = 0; set < 1 << partIds.length; set++)
    for (const autostart of [false, true]) {
      const hidden = partIds.filter((_, i) => ((set >> i) & 1) === 1);
      expect(fromViewQuery(`?${toViewQuery({ hidden, autostart })}`)).toEqual({
        hidden,
        autostart,
        problems: [],
      });
    }
});

it('writes nothing for an ordinary link, and names in a fixed order', () => {
  expect(toViewQuery({ hidden: [], autostart: false })).toBe('');
  const hidden: readonly Part[] = ['explain', 'settings'];
  expect(toViewQuery({ hidden, autostart: true })).toBe('hide=settings,explain&autostart=1');
});

it('names what cannot be hidden, and hides the rest', () => {
  expect(fromViewQuery('?hide=charts,inside,toString&autostart=yes')).toEqual({
    hidden: ['inside'],
    autostart: false,
    problems: [
      'hide: “charts” cannot be hidden. It takes settings, seed, inside, explain, link.',
      'hide: “toString” cannot be hidden. It takes settings, seed, inside, explain, link.',
      'autostart = yes: write 1 to train at once, or leave it out.',
    ],
  });
});

it('is no setting of the experiment', () => {
  expect(fieldKeys.map((name) => fields[name].key).filter((key) => viewKeys.includes(key))).toEqual([]);
  expect(fromQuery('?epochs=3&hide=inside&autostart=1')).toEqual(fromQuery('?epochs=3'));
  expect(fromQuery('?hide=inside').problems).toEqual([]);
});
