import { expect, it } from 'vitest';
import { defaultExperiment } from '../../../experiment/defaults';
import { lossAxis } from '../../../figures/axes/scale';
import { drawLines } from '../../../figures/lines/draw';
import { createLab } from '../../../store/lab';
import { datasetChoice } from '../../../store/settings/choices';
import { refs } from '../../../store/testSupport';
import { testLoss } from './losses';
import { placesOn, ruleLines } from './ruleLines';
import { placeOn, xAxisOf } from './xAxes';

/** An epoch has 7 % of the training samples: 12,000 × 0.07 = 840, in 9 batches of 100, the last of 40. */
const experiment = { ...defaultExperiment('digits'), epochs: 2, batchSize: 100, epochShare: 0.07 };
const STEPS = 9;

function trained() {
  const lab = createLab();
  const ids = refs('bp', 'dfa');
  lab.series.reset(ids);
  for (const { id: run, rule } of ids) {
    lab.series.add({ type: 'started', run, step: 0, stepsPerEpoch: STEPS, parameters: 1 });
    const sample = { type: 'sample', run, samples: 500, testAccuracy: 0.1, testLoss: 2.3 } as const;
    lab.series.add({ ...sample, step: 0 });
    for (const epoch of [1, 2]) {
      const trainSeconds = rule === 'bp' ? 0.5 * epoch : 2;
      lab.series.add({
        type: 'epoch',
        run,
        step: epoch * STEPS,
        epoch,
        trainSeconds,
        testLoss: 1 / epoch,
      } as never);
    }
    lab.series.add({ ...sample, step: 2 * STEPS + 4 });
  }
  return lab;
}

it('steps and samples are counted exactly, including an epoch’s smaller last batch', () => {
  expect(datasetChoice('digits').trainSize).toBe(12_000);
  const [bp] = trained().byRule.rules().values();
  if (!bp) throw new Error('BP has been trained.');
  const on = (id: 'steps' | 'samples', step: number) => placeOn(id, experiment, bp)?.(step / STEPS);
  const steps = Array.from({ length: 2 * STEPS + 1 }, (_, step) => step);
  expect(steps.map((step) => on('steps', step))).toEqual(steps);
  // In the trainer's batches.
  let seen = 0;
  const samples = steps.map((step) => {
    if (step > 0) seen += step % STEPS === 0 ? 40 : 100;
    return seen;
  });
  expect(steps.map((step) => on('samples', step))).toEqual(samples);
  const record = trained().series.record();
  expect(xAxisOf('steps', experiment, record)).toMatchObject({ to: 18, unit: 9 });
  expect(xAxisOf('samples', experiment, record)).toMatchObject({ to: 1680, unit: 840 });
  expect(xAxisOf('epoch', experiment, new Map())).toMatchObject({ to: 2, unit: 1 });
});

it('epochs without a class are shorter, in steps and samples: as counted by the run, before it by equal classes', () => {
  const late = { ...experiment, epochShare: 1, withheld: [{ class: 7, from: 1, to: 1 }] };
  // 12,000 × 9 / 10 samples, then all.
  expect(xAxisOf('samples', late, new Map())).toMatchObject({ to: 22_800, unit: 0 });
  expect(xAxisOf('steps', late, new Map())).toMatchObject({ to: 228, unit: 0 });
  const lab = createLab();
  const [bp] = refs('bp');
  if (!bp) throw new Error('BP has a run.');
  const run = bp.id;
  lab.series.reset([bp]);
  const epochEnds = [
    { steps: 2, samples: 150 },
    { steps: 6, samples: 510 },
  ];
  lab.series.add({ type: 'started', run, step: 0, stepsPerEpoch: 4, epochEnds, parameters: 1 });
  lab.series.add({ type: 'loss', run, step: 4, trainingLoss: 1 });
  const record = lab.series.record();
  expect(xAxisOf('samples', late, record)).toMatchObject({ to: 510, unit: 0 });
  const series = record.get(run);
  expect(series?.curves.trainingLoss.points.x[0]).toBe(1.5);
  const on = (id: 'steps' | 'samples') => [0, 0.5, 1, 1.25, 2].map((x) => placeOn(id, late, series)?.(x));
  expect(on('steps')).toEqual([0, 1, 2, 3, 6]);
  expect(on('samples')).toEqual([0, 100, 150, 250, 510]);
});

it('time is the training time until the end of each epoch; untimed points are dropped', () => {
  const lab = trained();
  const lines = ruleLines(lab.byRule.rules(), testLoss.pick, placesOn('time', experiment));
  const x = xAxisOf('time', experiment, lab.series.record());
  expect(x).toMatchObject({ from: 0, to: 5 });
  const axis = lossAxis([0.1, 3], []);
  const drawn = drawLines(lines, { axis, span: x.to });
  expect(drawn.map(({ solid }) => solid.map((point) => point.x))).toEqual([
    [0, 0.5, 1.5],
    [0, 2, 4],
  ]);
  // The time of interim points is unknown.
  expect(drawn.map(({ thin }) => thin)).toEqual([[], []]);
  expect(xAxisOf('time', experiment, new Map())).toMatchObject({ from: 0, to: 1 });
});

it('a mean is placed at the mean time of its runs', () => {
  const lab = createLab();
  const runs = [1, 2].map((seed) => ({ id: `bp-${seed}`, rule: 'bp' as const, seed }));
  lab.series.reset(runs);
  for (const { id: run, seed } of runs) {
    lab.series.begin(run);
    lab.series.add({ type: 'started', run, step: 0, stepsPerEpoch: STEPS, parameters: 1 });
    lab.series.add({
      type: 'epoch',
      run,
      step: STEPS,
      epoch: 1,
      trainSeconds: seed,
      testLoss: seed,
    } as never);
  }
  const [line] = ruleLines(lab.byRule.rules(), testLoss.pick, placesOn('time', experiment));
  expect(line?.place?.(1)).toBe(1.5);
  expect(line?.seeds?.map(({ seed, place }) => [seed, place?.(1)])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

it('a logarithmic axis has 0 left of the first batch, from where lines begin, and says the numbers themselves', () => {
  const lab = trained();
  for (const [id, first, steps] of [
    ['log-steps', 1, [0, 9, 18, 22]],
    ['log-samples', 100, [0, 840, 1680, 2080]],
  ] as const) {
    const x = xAxisOf(id, experiment, lab.series.record());
    expect(x.unit).toBe(0);
    expect(x.ticksIn(400)[0]).toEqual({ at: x.from, label: '0' });
    expect(
      x
        .ticksIn(400)
        .slice(1)
        .every(({ at }) => at >= Math.log10(first)),
    ).toBe(true);
    const lines = ruleLines(lab.byRule.rules(), testLoss.pick, placesOn(id, experiment));
    const axis = lossAxis([0.1, 3], []);
    const [bp] = drawLines(lines, { axis, span: x.to - x.from });
    const drawn = [...(bp?.solid ?? []), ...(bp?.thin.slice(1) ?? [])];
    expect(drawn[0]?.x).toBe(x.from);
    expect(drawn.map((point) => x.value?.(point.x))).toEqual(steps);
    expect(x.from).toBeLessThan(Math.log10(first));
    expect(x.value?.(Math.log10(first))).toBe(first);
  }
});
