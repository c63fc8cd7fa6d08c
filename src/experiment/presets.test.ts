import { expect, it } from 'vitest';
import { conflicts } from './conflicts';
import { fromQuery, toQuery } from './files/link';
import { presets } from './presets';

it.each(Object.entries(presets))('%s is a valid link without redundant settings', (_, { query }) => {
  const { experiment, problems } = fromQuery(query);
  expect(problems).toEqual([]);
  expect(conflicts(experiment)).toEqual([]);
  expect(new URLSearchParams(toQuery(experiment)).size).toBe(new URLSearchParams(query).size);
});
