/** Exercises, checked against the engine: their answers are the rules' own numbers, and nothing else is. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Terms } from '../../../core/run/inspect/terms';
import { createRun } from '../../../core/run/run';
import { tinyConfig, tinyData, useCpu } from '../../../core/testSupport';
import { expand } from '../../../experiment/expand';
import { fromQuery } from '../../../experiment/files/link';
import { lessons } from '../lessons';
import { sources } from '../sources';
import { allFillings, type Check, checkEquation, fillingOf } from './algebra/check';
import { blanksIn, type Filling } from './algebra/expression';
import { plainOf } from './algebra/print';
import type { Exercise } from './exercise';
import { exercises } from './exercises';

beforeAll(useCpu);
const each = exercises.map((exercise) => [exercise.id, exercise] as const);

it('are all registered, each once', () => {
  const folders = readdirSync(new URL('./exercises', import.meta.url), { withFileTypes: true });
  expect(exercises).toHaveLength(folders.filter((one) => one.isDirectory()).length);
  expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length);
  for (const { id } of exercises) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});

describe.each(each)('%s', (_id, exercise) => {
  it('has its words, lessons and sources, and one network', () => {
    const { words, blanks, equations, answer, query } = exercise;
    const ids = blanks.map(({ id }) => id);
    expect(Object.keys(words.blanks)).toEqual(ids);
    expect(Object.keys(answer)).toEqual(ids);
    expect(equations.flatMap(({ right }) => blanksIn(right))).toEqual(ids);
    expect(words.hints).toHaveLength(equations.length);
    expect(words.equations).toHaveLength(equations.length);
    for (const lesson of exercise.lessons) expect(lessons.map(({ id }) => id)).toContain(lesson);
    for (const source of exercise.sources) expect(sources[source]).toBeDefined();
    const { experiment, problems } = fromQuery(query);
    expect(problems).toEqual([]);
    const runs = expand(experiment);
    expect(runs.map(({ spec }) => spec.rule)).toEqual([exercise.rule]);
    expect(experiment.hidden.length).toBeGreaterThan(1);
  });

  it('puts no answer first everywhere, and prints its options apart', () => {
    const { blanks, answer } = exercise;
    for (const { id, options } of blanks) {
      expect(options.map((option) => option.id)).toContain(answer[id]);
      expect(new Set(options.map(({ is }) => plainOf(is))).size).toBe(options.length);
    }
    expect(blanks.some(({ id, options }) => options[0]?.id !== answer[id])).toBe(true);
  });
});

interface Seen {
  readonly terms: Terms;
  readonly layer: number;
}

/** Terms of both hidden layers of a small network of that rule, before steps of both epochs. */
async function seenIn({ rule, others }: Exercise, activation: 'tanh' | 'sigmoid' | 'relu', seed: number) {
  const seen: Seen[] = [];
  const spec = tinyConfig({
    ...{ rule, activation, seed, errorTransform: 'raw', learningRate: 0.05, optimizer: 'adam' },
    hidden: [9, 8],
  });
  const run = createRun(spec, tinyData(), {
    beforeBatch: async ({ step }) => {
      if (step % 3 !== 0) return;
      const terms = await run.inspect('terms', { rules: [rule, ...others] });
      if (terms) for (const layer of [1, 2]) seen.push({ terms, layer });
    },
  });
  for await (const _ of run.events);
  expect(seen).toHaveLength(8);
  return seen;
}

/** How far from the rule's numbers a filling must be at least, as a share of the largest entry. */
const CLEAR = 0.01;

const isFar = ({ own, comparison }: Check): boolean =>
  !own || !comparison || comparison.difference > CLEAR * comparison.largest;

describe.each(each)('%s on the engine’s numbers', (_id, exercise) => {
  const { equations, blanks, others, answer, rule } = exercise;
  const right = fillingOf(blanks, answer);

  it.each([
    ['tanh', 3],
    ['sigmoid', 4],
    ['relu', 5],
    ['tanh', 6],
  ] as const)(
    '%s, seed %i: the answer has the rule’s numbers, and every other clearly has not',
    async (activation, seed) => {
      for (const { terms, layer } of await seenIn(exercise, activation, seed)) {
        const place = { values: terms.values, rule, layer };
        for (const equation of equations) {
          const ids = blanksIn(equation.right);
          const own = blanks.filter(({ id }) => ids.includes(id));
          const same = (filling: Filling) => ids.every((id) => filling[id] === right[id]);
          for (const filling of allFillings(own)) {
            const check = checkEquation({ equation, blanks, others }, filling, place);
            const what = `${plainOf(equation.right, filling)}, layer ${layer}, step ${terms.step}`;
            // F³ has no error of an earlier visit before its second epoch.
            const early = rule === 'f3-error' && ids.includes('fed') && terms.step < 5;
            if (early && !isFar(check as Check)) expect(check?.finding.kind, what).toBe('open');
            else if (same(filling)) expect(check?.finding.kind, what).toBe('right');
            else expect(isFar(check as Check), what).toBe(true);
          }
        }
      }
    },
  );
});

it.each([
  ['backpropagation', { carrier: 'B', factor: 'slope' }, 2, 'fa'],
  ['feedback-alignment', { signal: 'dz', carrier: 'WT' }, 2, 'bp'],
  ['f3', { fed: 'error', carrier: 'B' }, 1, 'dfa'],
  ['f3', { fed: 'sign', carrier: 'B' }, 2, 'sdfa'],
  // In the first epoch these are F³'s own.
  ['f3', { fed: 'target', carrier: 'B' }, 1, 'drtp'],
])('%s recognises another rule: %j in layer %i is %s', async (id, choice, layer, other) => {
  const exercise = exercises.find((one) => one.id === id) as Exercise;
  const { equations, blanks, others, rule } = exercise;
  const seen = (await seenIn(exercise, 'tanh', 7)).filter((one) => one.layer === layer);
  const found = seen.map(({ terms }) => {
    const place = { values: terms.values, rule, layer };
    const check = checkEquation({ equation: equations[0], blanks, others }, fillingOf(blanks, choice), place);
    return check?.finding;
  });
  const [first, last] = [found[0], found.at(-1)];
  expect(last).toEqual({ kind: 'other', rule: other });
  expect(first?.kind).toBe(other === 'drtp' ? 'open' : 'other');
});
