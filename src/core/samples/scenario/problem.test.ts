import { expect, it } from 'vitest';
import { tinyConfig, tinyData, train, useCpu } from '../../testSupport';
import { scenarioProblem } from './problem';
import { type Scenario, scenarioSettings } from './settings';

const problem = (changes: Partial<Scenario>, classes: number | undefined = 10) =>
  scenarioProblem({ ...tinyConfig(changes), epochs: 5 }, { name: 'Digits', classes });

const seven = { class: 7, from: 1, to: 3 };

it.each([
  [{ classes: [0, 12] }, 'classes', 'Classes: there is no class 12. Digits has 10 classes: 0 to 9.'],
  [
    { withheld: [{ class: 10, from: 1 }] },
    'withheld',
    'Withheld classes: there is no class 10. Digits has 10 classes: 0 to 9.',
  ],
  [
    { classes: [0, 1], withheld: [seven] },
    'withheld',
    'Withheld classes: class 7 is not among the classes 0 and 1. Leave it out.',
  ],
  [
    {
      classes: [0, 1],
      withheld: [
        { class: 0, from: 2 },
        { class: 1, from: 1, to: 2 },
      ],
    },
    'withheld',
    'Withheld classes: classes 0 and 1 leave no sample for epoch 2. Keep one class in each epoch.',
  ],
] as const)('%j', (changes, at, text) => {
  expect(problem(changes as unknown as Partial<Scenario>)).toEqual({ at, problem: text });
});

it.each([
  [{ classes: [0, 1] }, 'classes', 'Classes: Digits has numbers to predict, not classes. Write all.'],
  [
    { withheld: [seven] },
    'withheld',
    'Withheld classes: Digits has numbers to predict, not classes. Write none.',
  ],
  [
    { labelNoise: 0.2 },
    'labelNoise',
    'Label noise: 0.2 does not fit: Digits has numbers to predict, not classes. Write 0.',
  ],
] as const)('%j for regression', (changes, at, text) => {
  const scenario = { ...tinyConfig(changes as unknown as Partial<Scenario>), epochs: 5 };
  expect(scenarioProblem(scenario, { name: 'Digits', classes: undefined })).toEqual({ at, problem: text });
});

it('what fits is accepted', () => {
  expect(problem({})).toBeUndefined();
  expect(problem({ classes: [0, 9], withheld: [{ class: 0, from: 1, to: 4 }] })).toBeUndefined();
  // The epoch without samples would come after the end.
  expect(
    problem({
      classes: [0, 9],
      withheld: [
        { class: 0, from: 1 },
        { class: 9, from: 6 },
      ],
    }),
  ).toBeUndefined();
});

it.each([
  ['classes', [3], 'two classes'],
  ['classes', [3, 3], '3 twice'],
  ['classes', [0, 256], 'from 0 to 255'],
  ['withheld', [{ class: 1, from: 0 }], 'from 1 to 10000'],
  ['inputNoise', -0.1, 'from 0 to 10'],
  ['saltPepper', 1.1, 'from 0 to 1'],
  ['labelNoise', Number.NaN, 'from 0 to 1'],
] as const)('%s: %j is out of bounds', (key, value, message) => {
  const parsed = scenarioSettings[key].schema.safeParse(value);
  expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(message);
});

it('a run that skipped the form’s checks is refused', async () => {
  await useCpu();
  const first = (changes: Partial<Scenario>) => train(tinyConfig(changes), tinyData()).next();
  await expect(first({ classes: [0, 3] })).rejects.toThrow(/^Classes: there is no class 3. this data set/i);
});
