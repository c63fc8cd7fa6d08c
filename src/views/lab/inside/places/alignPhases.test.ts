import { describe, expect, it } from 'vitest';
import { alignPhases, alignPhasesText } from './alignPhases';

const line = (place: number, values: readonly (number | null)[]) => ({
  place,
  name: `Layer ${place + 1}`,
  points: values.flatMap((y, x) => (y === null ? [] : [{ x, y }])),
});

describe('align and memorise', () => {
  it('part at the first epoch with 90 % of the rise of the mean over layers', () => {
    // Means: 0, 0.3, 0.48, 0.5, 0.45; 90 % of the rise is 0.45.
    const lines = [line(1, [0, 0.2, 0.4, 0.5, 0.4]), line(2, [0, 0.4, 0.56, 0.5, 0.5])];
    const found = alignPhases(lines);
    expect(found).toEqual({ turn: 2, last: 4, from: 0, top: 0.5 });
    expect(found && alignPhasesText(found)).toBe(
      'Align until epoch 2, when the mean cosine has made 90 % of its rise from 0.000 to 0.500; memorise from then on.',
    );
  });

  it('a start below 0 counts from there', () => {
    // 90 % of the rise from −0.2 to 0.2 is 0.16.
    expect(alignPhases([line(1, [-0.2, 0.15, 0.17, 0.2])])).toMatchObject({ turn: 2, from: -0.2, top: 0.2 });
  });

  it.each([
    ['nothing is measured', []],
    ['only the start is measured', [line(1, [0.1])]],
    ['the alignment still rises', [line(1, [0, 0.2, 0.4, 0.6])]],
    ['the alignment never rises', [line(1, [0.02, 0.03, 0.01, 0.04])]],
    ['the alignment falls', [line(1, [0.5, 0.3, 0.2])]],
  ])('are not told apart while %s', (_, lines) => {
    expect(alignPhases(lines)).toBeUndefined();
  });

  it('an epoch that a layer lacks is left out', () => {
    expect(alignPhases([line(1, [0, 0.9, 0.5, 0.4]), line(2, [0, null, 0.5, 0.6])])).toMatchObject({
      turn: 2,
    });
  });
});
