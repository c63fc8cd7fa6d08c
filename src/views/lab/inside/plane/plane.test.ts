import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../../core/rules';
import { xAt } from '../../../../figures/axes/plot';
import { createLab } from '../../../../store/lab';
import { refs } from '../../../../store/testSupport';
import { PlaneDrawing } from './PlaneDrawing';
import { dotsOf, floorOf, planeOf, planeRows, planeSummary, readingOf, trailsOf } from './plane';

const lab = createLab();
const FLOOR = 0.0499;

function fill(): void {
  lab.series.reset(refs('bp', 'dfa', 'llo'));
  const measured = (rule: RuleId, epoch: number, snr: (number | null)[], cosine: (number | null)[]) =>
    lab.series.add({
      ...{ type: 'measures', run: `${rule}-0`, step: epoch * 10, epoch, seconds: 0 },
      values: { 'gradient-noise': { snr, floor: snr.map((one) => one && FLOOR), cosine } },
    });
  measured('bp', 0, [0.4, 0.5], [1, 1]);
  measured('bp', 1, [0.06, 0.1], [1, 1]);
  measured('dfa', 0, [0.44, 0.5], [-0.18, 1]);
  measured('dfa', 1, [0.056, 0.16], [0.58, 1]);
  measured('llo', 0, [null, 0.5], [null, 1]);
}

describe('the plane of bias and variance', () => {
  it('has a trail for each algorithm and layer that is given something', () => {
    fill();
    const record = lab.byRule.rules();
    const trails = trailsOf(record, [1, 2], 2);
    expect(trails.map(({ key, points }) => [key, points.map(({ snr }) => snr)])).toEqual([
      ['bp 1', [0.4, 0.06]],
      ['bp 2', [0.5, 0.1]],
      ['dfa 1', [0.44, 0.056]],
      ['dfa 2', [0.5, 0.16]],
      ['llo 2', [0.5]],
    ]);
    expect(trails.map(readingOf)[2]).toEqual([
      { name: 'DFA, layer 1', text: 'epoch 1' },
      { name: 'signal to noise', text: '0.0560' },
      { name: 'cosine', text: '0.580' },
    ]);
    expect(planeSummary(trails.slice(2), floorOf(record))).toBe(
      'After epoch 1: DFA, layer 1: signal-to-noise 0.0560, cosine 0.580; DFA, output: signal-to-noise 0.160, cosine 1.000; LLO, output (epoch 0): signal-to-noise 0.500, cosine 1.000. Pure noise would give 0.0499.',
    );
    expect(planeRows(trails, FLOOR)).toHaveLength(1 + 9);
    expect(planeRows(trails, FLOOR)[6]).toEqual(['DFA', 'layer 1', 1, 0.056, FLOOR, 0.58]);
  });

  it('draws the floor where its value is, within the plot as all points are', () => {
    fill();
    const record = lab.byRule.rules();
    const [trails, floor] = [trailsOf(record, [1, 2], 2), floorOf(record)];
    const plane = planeOf(trails, floor, { width: 420, height: 260 });
    expect(floor).toBe(FLOOR);
    for (const { points } of trails)
      for (const { snr } of [...points, { snr: FLOOR }]) {
        expect(Math.log10(snr)).toBeGreaterThanOrEqual(plane.x.from);
        expect(Math.log10(snr)).toBeLessThanOrEqual(plane.x.to);
      }
    const markup = renderToStaticMarkup(createElement(PlaneDrawing, { plane, trails, floor }));
    expect(markup).toContain(`M${xAt(plane.plot, Math.log10(FLOOR))} `);
    expect(markup).toContain('pure noise');
  });

  it('names dots where there is room, and leaves out a name that would lie on another dot', () => {
    fill();
    const trails = trailsOf(lab.byRule.rules(), [1, 2], 2);
    const names = (all: typeof trails) =>
      dotsOf(all, planeOf(all, FLOOR, { width: 420, height: 260 })).map(({ name }) => name?.text);
    expect(names(trails)).toEqual(['1', 'out', '1', 'out', 'out']);
    const same = Array.from(
      { length: 9 },
      (_, i) => ({ ...trails[0], key: `bp ${i}` }) as (typeof trails)[0],
    );
    expect(names(same).filter((name) => name !== undefined).length).toBeLessThanOrEqual(4);
  });

  it('has room before anything is measured', () => {
    lab.series.reset(refs('bp'));
    const record = lab.byRule.rules();
    expect([trailsOf(record, [1], 1), floorOf(record)]).toEqual([[], undefined]);
    expect(planeSummary([], undefined)).toBe('Nothing is measured yet.');
    const { x } = planeOf([], undefined, { width: 420, height: 260 });
    expect(x.to).toBeGreaterThan(x.from);
  });
});
