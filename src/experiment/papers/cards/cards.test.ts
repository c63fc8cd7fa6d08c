import { expect, it } from 'vitest';
import { conflicts } from '../../conflicts';
import { fromQuery, toQuery } from '../../files/link';
import { sourcesOf } from '../card';
import { plansOf, secondsOf } from '../model/plans';
import { type AllLoaded, wanted } from '../model/values';
import { loadSource, type Source, sourceIds, sources } from '../sources';
import { cards } from '.';

const loaded: AllLoaded = Object.fromEntries(
  await Promise.all(sourceIds.map(async (id) => [id, await loadSource(id)])),
);

it('ids of cards and of their rows are unique, and every source is used', () => {
  const ids = cards.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, rows } of cards) expect(new Set(rows.map((row) => row.id)).size, id).toBe(rows.length);
  expect(new Set(cards.flatMap(sourcesOf))).toEqual(new Set(sourceIds));
});

it('statements name rows of their card', () => {
  const one = { n: 3, mean: 0.5, sd: 0.1, epochs: 1, of: 1 };
  for (const { id, rows, claims = [] } of cards)
    for (const claim of claims) {
      const asked: string[] = [];
      claim.decide((row) => {
        asked.push(row);
        return one;
      });
      expect(asked.length, id).toBeGreaterThan(0);
      for (const row of asked)
        expect(
          rows.map((each) => each.id),
          id,
        ).toContain(row);
    }
});

it('experiments that are not recorded are as the page’s address writes them', () => {
  for (const source of Object.values(sources) as readonly Source[])
    if ('query' in source) expect(toQuery(fromQuery(source.query).experiment)).toBe(source.query);
});

it('buttons train what the rows need: rules, values, epochs and seeds', () => {
  for (const card of cards)
    for (const name of ['short', 'published'] as const) {
      const plans = plansOf(card, loaded, name) ?? [];
      expect(plans.length, card.id).toBe(sourcesOf(card).length);
      for (const { experiment } of plans) expect(conflicts(experiment), card.id).toEqual([]);
    }
  const table5 = cards.find(({ id }) => id === 'v1-table-5-mnist');
  const [short] = (table5 && plansOf(table5, loaded, 'short')) ?? [];
  expect(short).toMatchObject({ runs: 6, experiment: { dataset: 'mnist', epochs: 2, seeds: [0] } });
  const [full] = (table5 && plansOf(table5, loaded, 'published')) ?? [];
  expect(full).toMatchObject({ runs: 60, experiment: { epochs: 100, hidden: [500], activation: 'tanh' } });
  const gap = cards.find(({ id }) => id === 'v1-figure-2');
  expect(gap && plansOf(gap, loaded, 'published')?.map(({ experiment }) => experiment.rules)).toEqual([
    ['f3-error', 'bp', 'drtp'],
    ['f3-error', 'bp', 'drtp'],
  ]);
});

it('the time is that of all runs on the cores there are, and never less than the longest', () => {
  const figure5 = cards.find(({ id }) => id === 'v1-figure-5');
  const plans = (figure5 && plansOf(figure5, loaded, 'published')) ?? [];
  const at = (cores: number): number => secondsOf(plans, { msPerStep: 1, cores }) ?? Number.NaN;
  expect(plans[0]?.runs).toBe(80);
  expect(at(1) / at(2)).toBeCloseTo(2, 10);
  // Eighty runs: F³ takes about a millisecond for each of 1,200 steps in 100 epochs, DRTP as long.
  expect(at(1)).toBeGreaterThan(0.8 * 80 * 120);
  expect(at(1)).toBeLessThan(1.5 * 80 * 120);
  expect(at(1000)).toBeGreaterThan(100);
});

it('a source of a card that is missing has no settings yet', () => {
  expect(wanted({ source: 'sgemm', rule: 'bp' }, {})).toBeUndefined();
});
