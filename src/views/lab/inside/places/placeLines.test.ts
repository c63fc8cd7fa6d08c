import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../../core/rules';
import { defaultExperiment } from '../../../../experiment/defaults';
import { drawnOf } from '../../../../figures/lines/plan';
import { rowsOf } from '../../../../figures/lines/rows';
import { createLab } from '../../../../store/lab';
import { refs } from '../../../../store/testSupport';
import { tableOf } from '../../../charts/table/rows';
import { alignmentFigure, classFigure, placeLines, placeSpec, placeSummary } from './placeLines';

const lab = createLab();
const experiment = { ...defaultExperiment('digits'), epochs: 3, batchSize: 100, epochShare: 0.1 };
const STEPS = 12;
const layer = (place: number) => `Layer ${place + 1}`;

function fill(): void {
  lab.series.reset(refs('dfa', 'bp'));
  const measured = (rule: RuleId, epoch: number, cosine: (number | null)[]) =>
    lab.series.add({
      ...{ type: 'measures', run: `${rule}-0`, step: epoch * STEPS, epoch, seconds: 0 },
      values: { 'layer-alignment': { cosine } },
    });
  const values = [-0.02, 0.3, 0.5, 0.45];
  values.forEach((value, epoch) => {
    measured('dfa', epoch, [null, value, 2 * value - 0.1]);
    measured('bp', epoch, [null, null, null]);
  });
}

describe('a line for each layer', () => {
  it('has what was measured of it, and none where nothing was', () => {
    fill();
    const record = lab.byRule.rules();
    const { lines, all } = placeLines(record, 'dfa', alignmentFigure, layer);
    expect(all).toBe(2);
    expect(lines.map(({ name, points }) => [name, points.map(({ y }) => y)])).toEqual([
      ['Layer 2', [-0.02, 0.3, 0.5, 0.45]],
      ['Layer 3', [-0.02, 0.3, 0.5, 0.45].map((value) => 2 * value - 0.1)],
    ]);
    expect(placeSummary(alignmentFigure, 'dfa', lines)).toBe(
      'After epoch 3, DFA: Layer 3 0.800 (highest 0.900 after epoch 2), Layer 2 0.450 (highest 0.500 after epoch 2).',
    );
    expect(placeLines(record, 'bp', alignmentFigure, layer).lines).toEqual([]);
    expect(placeSummary(alignmentFigure, 'bp', [])).toBe('Nothing is measured yet.');
  });

  it('on a logarithmic axis 0 has a place of its own, and table and file have the steps themselves', () => {
    fill();
    const record = lab.byRule.rules();
    const { lines } = placeLines(record, 'dfa', alignmentFigure, layer);
    const spec = placeSpec(alignmentFigure, { lines, rule: 'dfa', record, experiment, axis: 'log-steps' });
    const x = drawnOf(spec, 400)[0]?.solid.map((point) => point.x) ?? [];
    expect(x[0]).toBe(spec.x.from);
    expect(x[0]).toBeLessThan(-0.1);
    expect(x.slice(1)).toEqual([1, 2, 3].map((epoch) => Math.log10(epoch * STEPS)));
    expect(spec.x.ticksIn(300)[0]).toEqual({ at: spec.x.from, label: '0' });
    expect(spec.x.text(spec.x.from)).toBe('Step 0');
    expect(tableOf(spec, false).rows.map(({ head }) => head)).toEqual(['0', '12', '24', '36']);
    expect(
      rowsOf(spec)
        .slice(1, 5)
        .map((row) => row[1]),
    ).toEqual([0, 12, 24, 36]);
  });

  it('the phases of alignment are bands on every axis; without a turn there are none', () => {
    lab.series.reset(refs('dfa'));
    [0, 0.4, 0.5, 0.48].forEach((cosine, epoch) => {
      lab.series.add({
        ...{ type: 'measures', run: 'dfa-0', step: epoch * STEPS, epoch, seconds: 0 },
        values: { 'layer-alignment': { cosine: [null, cosine] } },
      });
    });
    const record = lab.byRule.rules();
    const { lines } = placeLines(record, 'dfa', alignmentFigure, layer);
    const shown = { lines, rule: 'dfa', record, experiment } as const;
    expect(placeSpec(alignmentFigure, { ...shown, axis: 'epoch' }).bands).toEqual([
      { from: 0, to: 2, text: 'align' },
      { from: 2, to: 3, text: 'memorise' },
    ]);
    const logarithmic = placeSpec(alignmentFigure, { ...shown, axis: 'log-steps' }).bands;
    expect(logarithmic?.map(({ to }) => to)).toEqual([Math.log10(2 * STEPS), Math.log10(3 * STEPS)]);
    const early = lines.map((line) => ({ ...line, points: line.points.slice(0, 2) }));
    expect(placeSpec(alignmentFigure, { ...shown, lines: early, axis: 'epoch' }).bands).toBeUndefined();
    expect(placeSpec(classFigure, { ...shown, axis: 'epoch' }).bands).toBeUndefined();
  });

  it('of many classes the lowest are drawn, in their order', () => {
    lab.series.reset(refs('bp'));
    const accuracy = Array.from({ length: 30 }, (_, i) => 1 - i / 30);
    lab.series.add({
      ...{ type: 'measures', run: 'bp-0', step: STEPS, epoch: 1, seconds: 0 },
      values: { 'class-accuracy': { accuracy } },
    });
    const { lines, all } = placeLines(lab.byRule.rules(), 'bp', classFigure, String);
    expect(all).toBe(30);
    expect(lines.map(({ place }) => place)).toEqual(Array.from({ length: 12 }, (_, i) => 18 + i));
  });
});
