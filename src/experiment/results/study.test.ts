import { describe, expect, it } from 'vitest';
import { readStudy } from './study';
import { studyJson } from './testSupport';

it('reads the experiment of each arm as a link', () => {
  const [one, two] = readStudy('small', studyJson).arms;
  expect(one).toMatchObject({ id: 'one', query: studyJson.arms[0]?.experiment });
  expect(one?.experiment).toMatchObject({ rules: ['bp', 'f3-error'], seeds: [0, 1], hidden: [3], epochs: 2 });
  expect(two?.experiment).toMatchObject({ rules: ['dfa'], seeds: [0] });
});

it('has what papers report, where a study says it', () => {
  expect(readStudy('small', studyJson)).not.toHaveProperty('published');
  const published = 'BP 0.99 (DEFP, test of 10 epochs).';
  expect(readStudy('small', { ...studyJson, published })).toMatchObject({ published });
});

/** The study with one arm changed. */
const withArm = (i: number, changes: object) => ({
  ...studyJson,
  arms: studyJson.arms.map((arm, at) => (at === i ? { ...arm, ...changes } : arm)),
});

describe('names file, field and value of', () => {
  it.each([
    [{ ...studyJson, title: ' ' }, 'title: “ ”: must not be empty.'],
    [{ ...studyJson, date: 1 }, /^results\/small\/study.json: “{.*”: Unrecognized key: "date"/],
    [{ ...studyJson, arms: [] }, 'arms: “[]”: needs at least one arm.'],
    [{ ...studyJson, id: 'other' }, 'id: “other” is not the folder’s name, small.'],
    [withArm(1, { name: undefined }), /arms\.1\.name: is missing: /],
    [withArm(1, { id: 'Two!' }), 'arms.1.id: “Two!”: must be words of a-z and 0-9, joined by hyphens.'],
    [withArm(1, { id: 'one' }), 'arms.1.id: “one” is also the id of an earlier arm. Rename one.'],
    [
      withArm(1, { experiment: 'dataset=moons&epoch=2&hidden=no' }),
      /arms\.1\.experiment: Hidden layers: “no” .*\. Unknown setting: epoch = 2\. Write epochs\./,
    ],
    [
      withArm(1, { experiment: 'dataset=moons' }),
      'arms.1.experiment: its backend is auto, that of the first arm cpu. Use one for all.',
    ],
  ])('%#', (json, message) => {
    const whole = typeof message === 'string' ? `results/small/study.json: ${message}` : message;
    expect(() => readStudy('small', json)).toThrow(whole);
  });
});
