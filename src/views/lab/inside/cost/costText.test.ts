import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../../experiment/defaults';
import { memoryText, operationsText, shapeOf } from './costText';

const THIN = '\u202f';
const plain = (text: string): string => text.replaceAll(THIN, ' ');

describe('what the cost model says', () => {
  const mnist = { ...defaultExperiment('mnist'), hidden: [500], batchSize: 50 };
  const raw = { ...mnist, errorTransform: 'raw' } as const;

  it('on MNIST with the paper’s network: totals of the table, and the break-even depth', () => {
    expect(plain(memoryText(shapeOf(raw)))).toBe(
      'In total, F³ needs 2.42 MB more than BP here. It breaks even at 33 hidden layers of 500, one-hot at 6.',
    );
    expect(plain(memoryText(shapeOf(mnist)))).toBe(
      'In total, F³ needs 256 kB more than BP here. It breaks even at 6 hidden layers of 500, with full errors at 33.',
    );
  });
  it('says if F³ saves memory, and if it never can', () => {
    const deep = { ...mnist, hidden: Array<number>(40).fill(500) };
    expect(memoryText(shapeOf(deep))).toContain('less than BP here');
    expect(memoryText(shapeOf({ ...raw, batchSize: 10 }))).toContain('never breaks even');
    expect(memoryText(shapeOf({ ...raw, batchSize: 11 }))).toContain(
      'does not break even within 1,000 hidden layers',
    );
  });
  it('one hidden layer saves no operations (eq. 22), more do', () => {
    expect(operationsText(shapeOf(raw))).toContain('saves no operations at all (eq. 22)');
    expect(operationsText(shapeOf(mnist))).toContain('saves none at all (eq. 22)');
    expect(plain(operationsText(shapeOf({ ...raw, hidden: [200, 200, 200, 200] })))).toMatch(
      /^F³ saves 1\d\.\d % of BP’s operations, 93\.\d % of those/,
    );
    expect(operationsText(shapeOf({ ...raw, hidden: [] }))).toContain('all rules do the same');
  });
  it('a single number is stored for classification only', () => {
    const sgemm = { ...defaultExperiment('sgemm'), errorTransform: mnist.errorTransform };
    expect(mnist.errorTransform).toBe('one-hot');
    expect([shapeOf(mnist).oneNumber, shapeOf(sgemm).oneNumber]).toEqual([true, false]);
  });
});
