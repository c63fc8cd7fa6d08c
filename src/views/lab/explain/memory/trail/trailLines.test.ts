import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../../../experiment/defaults';
import { createLab } from '../../../../../store/lab';
import { refs } from '../../../../../store/testSupport';
import { cosineTrail, sizeTrail, swings, trailSpec, trailText } from './trailLines';

const lab = createLab();
const experiment = { ...defaultExperiment('digits'), epochs: 6 };

function fill(sizes: readonly (number | null)[]): void {
  lab.series.reset(refs('f3-error', 'dfa'));
  for (const [epoch, size] of sizes.entries())
    lab.series.add({
      ...{ type: 'measures', run: 'f3-error-0', step: epoch * 240, epoch, seconds: 0 },
      values: { 'error-memory': { size: [size], difference: [size && size / 2], cosine: [size && 0.9] } },
    });
}
const shown = () => ({ record: lab.byRule.rules(), rule: 'f3-error', experiment }) as const;

it('draws what was measured, from before training on', () => {
  fill([1, 0.8, null, 0.4]);
  const spec = trailSpec(sizeTrail, shown());
  expect(
    spec.lines.map(({ name, points }) => [name, [...Array.from(points.x)], [...Array.from(points.y)]]),
  ).toEqual([
    ['Filed', [0, 1, 3], [1, 0.8, 0.4]],
    ['Difference', [0, 1, 3], [0.5, 0.4, 0.2]],
  ]);
  expect(spec.y.domain[0]).toBe(0);
  expect(spec.y.domain[1]).toBeGreaterThanOrEqual(1);
  expect(trailSpec(cosineTrail, shown()).lines).toHaveLength(1);
  expect(trailSpec(sizeTrail, { ...shown(), rule: 'dfa' }).lines).toEqual([]);
  expect(trailText(shown(), false)).not.toContain('cosine');
  expect(trailText(shown(), true)).toBe(
    'F³-Error, after epoch 3: mean size 0.400, mean cosine to the error now 0.900. It was 0.800 after epoch 1.',
  );
});

describe('swings', () => {
  it('are turns by more than a tenth', () => {
    expect(swings([1, 0.9, 0.5, 0.2])).toBe(0);
    expect(swings([1, 0.5, 1, 0.5])).toBe(2);
    expect(swings([1, 0.5, 0.52, 0.4])).toBe(0);
    expect(swings([])).toBe(0);
  });
  it('are said of a raw deep network, and not of a shallow one', () => {
    // Digits, 5 and 1 hidden layers of 100 units, raw, seed 0: `lab train --measures error-memory`.
    fill([1, 0.994, 0.913, 1.089, 0.606, 0.306, 0.248, 0.469, 0.366, 0.74, 0.382, 0.458, 0.28]);
    expect(trailText(shown(), true)).toContain('it swings');
    fill([1, 0.852, 0.729, 0.61, 0.393, 0.295, 0.25, 0.221, 0.198, 0.181, 0.171, 0.161, 0.154]);
    expect(trailText(shown(), true)).not.toContain('swings');
  });
});

it('before the first epoch nothing is said', () => {
  fill([1]);
  expect(trailText(shown(), true)).toBe('No epoch is measured yet.');
});
