import { expect, it } from 'vitest';
import { sourceValues } from './sourceValues';
import { targetOf } from './target';

it('the value at the right class is known of every class, shown with a bar or not', () => {
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
