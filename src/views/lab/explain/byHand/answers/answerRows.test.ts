import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../../core/run/inspect/answers';
import { refs } from '../../../../../store/testSupport';
import { barOf, certaintyOf, classOf } from '../certainty';
import { mistakeText, wrongText } from '../mistakes/mistakeText';
import { answerRows, outputsText, rowsText, type Wording } from './answerRows';

const runs = refs('bp', 'dfa', 'llo');
const names = ['cat', 'dog', 'owl'];
const wording: Wording = {
  activation: 'sigmoid',
  classes: true,
  name: (label) => names[label] ?? '?',
  targetScale: undefined,
};
const answered = (...outputs: number[][]): Map<string, Answers> =>
  new Map(
    outputs.map((own, i) => [
      runs[i]?.id ?? '',
      { step: 1, epoch: 1, seconds: 0, outputs: Float32Array.from(own) },
    ]),
  );

describe('answers', () => {
  it('are the class of the largest output, with that output as certainty', () => {
    const rows = answerRows(runs, answered([0.25, 0.75, 0.5], [0.5, 0.125, 0]), wording, () => 1);
    expect(rows.map(({ answer, certainty, right }) => [answer, certainty, right])).toEqual([
      ['dog', 0.75, true],
      ['cat', 0.5, false],
      ['', undefined, undefined],
    ]);
    expect(rowsText(rows)).toBe('BP: dog, 75\u202f%, right. DFA: cat, 50\u202f%, wrong.');
    expect(outputsText(Float32Array.of(0.25, 1, 0), wording)).toBe(
      'cat: 25\u202f%, dog: 100\u202f%, owl: 0\u202f%',
    );
  });

  it('are neither right nor wrong for a drawing', () => {
    const rows = answerRows(runs, answered([0.25, 0.75, 0.5]), wording, () => undefined);
    expect(rows[0]?.right).toBeUndefined();
    expect(rowsText(rows)).toBe('BP: dog, 75\u202f%.');
    expect(rowsText(answerRows(runs, new Map(), wording, () => 1))).toBe('No network has answered yet.');
  });

  it('of a network that diverged are none', () => {
    const [row] = answerRows(runs, answered([Number.NaN, Number.NaN, Number.NaN]), wording, () => 1);
    expect(row).toMatchObject({ answer: 'no answer: its outputs are not numbers', right: undefined });
  });

  it('to a number are in its own unit', () => {
    const values = { ...wording, classes: false, activation: 'linear' as const };
    const scale = { mean: 10, deviation: 2, unit: 'ms' };
    const [row] = answerRows(runs, answered([1.5]), { ...values, targetScale: scale }, () => undefined);
    expect(row).toMatchObject({ answer: '13 ms', certainty: undefined, right: undefined });
    expect(answerRows(runs, answered([1.5]), values, () => undefined)[0]?.answer).toBe('1.5');
    expect(answerRows(runs, answered([Number.NaN]), values, () => undefined)[0]?.answer).toMatch(
      /not numbers/,
    );
  });
});

describe('certainty', () => {
  it('is the first of equal outputs, and ignores what is no number', () => {
    expect(classOf([0.5, 0.5])).toEqual({ label: 0, certainty: 0.5 });
    expect(classOf([Number.NaN, -2])).toEqual({ label: 1, certainty: -2 });
    expect(classOf([])).toBeUndefined();
  });

  it('is a percentage only where outputs are probabilities', () => {
    expect(certaintyOf('softmax').text(0.973)).toBe('97\u202f%');
    expect(certaintyOf('linear').text(1.3)).toBe('1.30');
    expect([-1, 0.3, 7, Number.NaN].map(barOf)).toEqual([0, 0.3, 1, 0]);
  });
});

describe('mistakes', () => {
  const mistake = { sample: 3, label: 0, answer: 2, certainty: 0.98, right: 0.01 };
  it('say what was taken for what', () => {
    expect(mistakeText(mistake, wording.name, certaintyOf('sigmoid').text)).toBe(
      'cat taken for owl, 98\u202f%',
    );
  });

  it('say of how many samples they are', () => {
    const seen = { step: 1, epoch: 1, seconds: 0, samples: 500, wrong: 20, worst: [mistake] };
    expect(wrongText(seen, 10_000)).toBe('20 of 500 of the 10,000 test samples wrong (4.0\u202f%)');
    expect(wrongText(seen, 500)).toBe('20 of 500 test samples wrong (4.0\u202f%)');
  });
});
