import { describe, expect, it } from 'vitest';
import {
  answerText,
  confusionLayout,
  confusionOf,
  confusionRows,
  overallText,
  recall,
  worstMistake,
} from './confusionModel';

const THIN = '\u202f';
const name = (label: number) => ['cat', 'dog', 'deer'][label] ?? '?';
/** Rows are the true classes: 10 cats, 20 dogs, no deer. */
const confusion = confusionOf(Uint32Array.of(7, 3, 0, 4, 14, 2, 0, 0, 0));

describe('the confusion matrix', () => {
  it('has row totals, correct predictions on the diagonal, and shares of each row', () => {
    expect(confusion).toMatchObject({ classes: 3, totals: [10, 20, 0], samples: 30, right: 21 });
    expect([...confusion.shares.subarray(0, 6)].map((x) => Number(x.toFixed(6)))).toEqual([
      0.7, 0.3, 0, 0.2, 0.7, 0.1,
    ]);
    // A class without samples has no shares: its row is hatched.
    expect([...confusion.shares.subarray(6)].every(Number.isNaN)).toBe(true);
    expect([0, 1, 2].map((label) => recall(confusion, label))).toEqual([0.7, 0.7, undefined]);
  });
  it('matches counting the samples one by one', () => {
    const classes = 256;
    const counts = new Uint32Array(classes * classes);
    let right = 0;
    for (let i = 0; i < 5000; i += 1) {
      const [label, answer] = [(i * 37) % classes, (i * 37 + (i % 3)) % classes];
      counts[label * classes + answer]! += 1;
      if (label === answer) right += 1;
    }
    const many = confusionOf(counts);
    expect([many.classes, many.samples, many.right]).toEqual([256, 5000, right]);
  });
  it('is described in words, with the direction of the mistake', () => {
    expect(answerText(confusion, { row: 0, column: 1 }, name)).toBe(
      `cat predicted as dog: 3 of 10 (30.0${THIN}%)`,
    );
    expect(answerText(confusion, { row: 1, column: 1 }, name)).toBe(
      `dog predicted correctly: 14 of 20 (70.0${THIN}%)`,
    );
    expect(answerText(confusion, { row: 2, column: 0 }, name)).toBe('deer predicted as cat: 0 of 0');
    expect(overallText(confusion, name)).toBe(
      `21 of 30 correct (70.0${THIN}%). Most frequent mistake: cat predicted as dog: 3 of 10 (30.0${THIN}%).`,
    );
  });
  it('names the most frequent mistake by its share of the class, not by its count', () => {
    expect(worstMistake(confusion)).toEqual({ row: 0, column: 1 });
    expect(worstMistake(confusionOf(Uint32Array.of(5, 0, 0, 9)))).toBeUndefined();
  });
  it('is copied with true classes as rows and predicted ones as columns', () => {
    expect(confusionRows(confusion, name)).toEqual([
      ['true class \\ predicted', 'cat', 'dog', 'deer'],
      ['cat', 7, 3, 0],
      ['dog', 4, 14, 2],
      ['deer', 0, 0, 0],
    ]);
  });
});

describe('its layout', () => {
  const room = { names: 60, ends: 48, largest: 1000 };
  it('writes counts where they fit, and keeps two classes small', () => {
    expect(confusionLayout(2, 420, room)).toMatchObject({ side: 64, named: true, written: true });
    expect(confusionLayout(10, 420, room)).toMatchObject({ named: true, written: true });
    expect(confusionLayout(10, 420, { ...room, largest: 100_000 }).written).toBe(false);
    expect(confusionLayout(20, 420, room)).toMatchObject({ named: true, written: false });
  });
  it('fits 256 classes into the width, without texts', () => {
    const many = confusionLayout(256, 420, room);
    expect(many).toMatchObject({ named: false, written: false });
    expect(many.side * 256).toBeLessThanOrEqual(420 + 1e-9);
  });
});
