import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { placeIn } from '../../../store/page/page';
import { pages } from '../../pages';
import { helpRows, meantBy } from './keys';
import { type Page, page } from './page';

/** An added page with a part in its address: `#added/7`. */
const Added = ({ lesson }: { lesson: number | undefined }) => <main id="lesson">{lesson}</main>;
const rang: string[] = [];
const added = page({
  id: 'added',
  title: 'Added',
  key: 'x',
  main: { id: 'lesson', name: 'the lesson' },
  keys: [{ name: 'B', does: 'The step before', act: () => rang.push('b') }],
  read: ([lesson, ...more]) =>
    more.length === 0 && (lesson === undefined || /^\d$/.test(lesson))
      ? { lesson: lesson === undefined ? undefined : Number(lesson) }
      : undefined,
  from: { here: Added },
});
const withAdded: readonly [Page, ...Page[]] = [...pages, added] as never;
const known = withAdded.map((one) => ({ ...one, main: one.main.id }));

it.each([
  ['ids', pages.map(({ id }) => id)],
  ['titles', pages.map(({ title }) => title)],
  ['main parts', pages.map(({ main }) => main.id)],
  ['keys', ['?', ...pages.flatMap(({ key }) => key ?? [])]],
])('no two pages share %s', (_, all) => {
  expect(all).toEqual([...new Set(all)]);
});

it('an id needs no escaping in an address, and is not another page’s main part', () => {
  for (const { id } of pages) expect(id).toMatch(/^[a-z]+$/);
  const ids = new Set(pages.map(({ id }) => id));
  expect(pages.filter(({ main }) => ids.has(main.id))).toEqual([]);
});

it('a key that opens a page is not a page’s own key', () => {
  const own = pages.flatMap(({ id, keys = [] }) => keys.map(({ name }) => [name.toLowerCase(), id]));
  const leading = pages.map(({ key }) => key);
  expect(own.filter(([key]) => leading.includes(key))).toEqual([]);
});

it('every page accepts its address without parts', () => {
  for (const { id } of pages) expect(placeIn(`#${id}`, known)).toEqual({ page: id, rest: [] });
});

it('`#data/SET` is the card of a public set', () => {
  expect(placeIn('#data/wine', known)).toEqual({ page: 'data', rest: ['wine'] });
  for (const wrong of ['wein', 'wine/2', 'own-iris-1a2b3c4d5e6f'])
    expect(placeIn(`#data/${wrong}`, known).problem).toContain(`no part “${wrong}”`);
});

it('an added page has an address, parts as props, a key and help rows', () => {
  expect(placeIn('#added/7', known)).toEqual({ page: 'added', rest: ['7'] });
  expect(placeIn('#added/x', known)).toMatchObject({
    page: 'added',
    problem: expect.stringContaining('“x”'),
  });
  const shown = renderToStaticMarkup(added.render(['7'], 'arrived'));
  expect(shown).toBe('<main id="lesson">7</main>arrived');
  const [lab] = pages;
  expect(meantBy('X', lab, withAdded)).toEqual({ to: 'added' });
  expect(meantBy('x', added, withAdded)).toBeUndefined();
  expect(helpRows(lab, withAdded)).toContainEqual(['X', 'The Added page']);
  expect(helpRows(added, withAdded)[0]).toEqual(['B', 'The step before']);
});

it('keys act only on the page that has them', () => {
  const [lab] = pages;
  expect(meantBy(' ', lab, withAdded)?.own?.name).toBe('Space');
  expect(meantBy('r', lab, withAdded)?.own?.name).toBe('R');
  expect(meantBy('r', added, withAdded)).toBeUndefined();
  expect(meantBy('l', added, withAdded)).toEqual({ to: 'lab' });
});
