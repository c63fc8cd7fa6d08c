import { describe, expect, it } from 'vitest';
import { targetOf } from '../../sample/target';
import { inspection } from '../testSupport';
import { sourceValues } from './sourceValues';

it('the value at the true class is known for every class, with or without a bar', () => {
  const classes = 24;
  const labels = Uint8Array.from({ length: classes }, (_, i) => i);
  for (let label = 0; label < classes; label += 1) {
    const target = targetOf(
      { size: classes, inputs: labels, targets: { kind: 'classes', labels } },
      label,
      classes,
    );
    const { unit, values, all } = sourceValues('target', undefined, classes, target);
    expect(all[label]).toBe(1);
    expect(values).toEqual(unit.map((one) => (one === label ? 1 : 0)));
  }
});

describe('the source of the feedback', () => {
  const right = (label: number, outputs: number) =>
    targetOf(
      { size: 1, inputs: new Uint8Array(1), targets: { kind: 'classes', labels: Uint8Array.of(label) } },
      0,
      outputs,
    );

  it('is the target before training, and zero for an error not computed yet', () => {
    expect(sourceValues('memory', undefined, 3, right(1, 3)).values).toEqual([0, 1, 0]);
    expect(sourceValues('error', undefined, 3, right(1, 3)).values).toEqual([0, 0, 0]);
  });
  it('is target minus output, or the stored value at the true class', () => {
    const [a, b] = sourceValues('error', inspection, 2, right(1, 2)).values;
    expect([a, b]).toEqual([expect.closeTo(-0.2, 6), expect.closeTo(0.1, 6)]);
    expect(sourceValues('memory', inspection, 2, right(1, 2)).values).toEqual([0, expect.closeTo(0.3, 6)]);
  });
  it('in regression is the target first (e₀ = y*), then the stored value', () => {
    const targets = { kind: 'values', values: Float32Array.of(9, 9, -0.5, 1.5) } as const;
    const target = targetOf({ size: 2, inputs: new Float32Array(2), targets }, 1, 2);
    expect(target).toEqual({ label: undefined, values: [-0.5, 1.5] });
    expect(sourceValues('memory', undefined, 2, target).values).toEqual([-0.5, 1.5]);
    const one = targetOf({ size: 4, inputs: new Float32Array(4), targets }, 2, 1);
    expect(sourceValues('memory', inspection, 1, one).values).toEqual([expect.closeTo(0.3, 6)]);
  });
});
