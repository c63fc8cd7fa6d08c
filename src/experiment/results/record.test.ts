import { describe, expect, it } from 'vitest';
import { readRecord, recordOf, writeRecord } from './record';
import { readStudy } from './study';
import { recordJson, small, studyJson } from './testSupport';

const study = readStudy('small', studyJson);

it('reads what it writes, with a line for each run', () => {
  const { record } = small();
  const text = writeRecord(record);
  expect(JSON.parse(text)).toEqual(recordJson);
  expect(text.split('\n').filter((line) => line.includes('"seed"'))).toHaveLength(5);
  expect(
    recordOf(
      study,
      record,
      record.arms.map(({ runs }) => runs),
    ),
  ).toEqual(record);
});

const withRun = (place: number, changes: object) => ({
  ...recordJson,
  arms: recordJson.arms.map((arm, i) =>
    i === 0
      ? { ...arm, runs: arm.runs.map((run, at) => (at === place ? { ...run, ...changes } : run)) }
      : arm,
  ),
});
const again = ' Record it again: npm run -s lab -- study small --record.';

describe('names file, field and value of', () => {
  it.each([
    [{ ...recordJson, version: 2 }, 'version: “2”: this lab reads version 1.'],
    [{ ...recordJson, seconds: 3 }, /Unrecognized key: "seconds"/],
    [{ ...recordJson, commit: 'abc' }, /commit: “abc”: must be a commit/],
    [{ ...recordJson, study: 'other' }, `study: “other” is not small.${again}`],
    [
      { ...recordJson, arms: recordJson.arms.slice(1) },
      `arms: “two” are not the study’s, which are now “one, two”.${again}`,
    ],
    [
      { ...recordJson, arms: recordJson.arms.map((arm) => ({ ...arm, experiment: 'dataset=moons' })) },
      `arms.0.experiment: “dataset=moons” is not the study’s, which is now “${studyJson.arms[0]?.experiment}”.${again}`,
    ],
    [
      withRun(0, { seed: 7 }),
      `arms.0.runs: “bp 7, f3-error 0, bp 1, f3-error 1” are not the runs of its experiment, “bp 0, f3-error 0, bp 1, f3-error 1”.${again}`,
    ],
    [withRun(2, { testLoss: [0.5] }), `arms.0.runs.2.testLoss: 1 epochs are not the 2 planned.${again}`],
    [withRun(1, { trainingLoss: [1] }), /runs\.1\.trainingLoss: 1 epochs, but testLoss has 2/],
    [
      withRun(1, { measures: { 'gradient-angle': { angle: [[90, 0]] } } }),
      /runs\.1\.measures\.gradient-angle\.angle: 1 values, but there are 3/,
    ],
    [withRun(1, { rule: 'f4' }), /arms\.0\.runs\.1\.rule: “f4”: /],
  ])('%#', (json, message) => {
    const whole = typeof message === 'string' ? `results/small/record.json: ${message}` : message;
    expect(() => readRecord(study, json)).toThrow(whole);
  });
});
