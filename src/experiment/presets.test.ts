import { expect, it } from 'vitest';
import { conflicts } from './conflicts';
import { fromQuery, toQuery } from './files/link';
import { coursePresets, courseQuery, presets } from './presets';

const queries = [
  ...Object.entries({ ...presets, ...coursePresets }).map(([id, { query }]) => [id, query] as const),
  ...Object.entries(coursePresets).map(([id, own]) => [`${id} on MNIST`, courseQuery(own, true)] as const),
];

it.each(queries)('%s is a valid link without redundant settings', (_, query) => {
  const { experiment, problems } = fromQuery(query);
  expect(problems).toEqual([]);
  expect(conflicts(experiment)).toEqual([]);
  expect(new URLSearchParams(toQuery(experiment)).size).toBe(new URLSearchParams(query).size);
});

it('a course preset has the algorithms that exist, and names the others', () => {
  for (const { query, differs } of Object.values(coursePresets)) {
    expect(fromQuery(query).experiment.rules).toEqual(['bp', 'fa']);
    expect(differs).toMatch(/Not in the lab yet: .*weight perturbation.*Kolen-Pollack/);
  }
  expect(coursePresets.neuromatchProject.differs).toMatch(/Hebbian learning/);
});

it('a course preset is on MNIST where it is here, and else on the built-in digits', () => {
  const { neuromatchTutorial: own } = coursePresets;
  expect(fromQuery(courseQuery(own, true)).experiment.dataset).toBe('mnist');
  expect(fromQuery(courseQuery(own, false)).experiment.dataset).toBe('digits');
});
