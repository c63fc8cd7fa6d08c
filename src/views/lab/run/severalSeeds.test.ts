/** The results table and the progress of rules with several seeds. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RuleId } from '../../../core/rules';
import { runIdOf } from '../../../core/run/spec';
import { defaultExperiment } from '../../../experiment/defaults';
import { expand } from '../../../experiment/expand';
import { accuracyAxis } from '../../../figures/axes/scale';
import { epochAxis } from '../../../figures/axes/xAxis';
import { drawLines } from '../../../figures/lines/draw';
import { rowsOf } from '../../../figures/lines/rows';
import { createLab } from '../../../store/lab';
import { shownRun } from '../../../store/run/inside';
import { commonEpoch, progress, result } from '../../../store/run/results';
import { refsOf, sessionOptions } from '../../../store/run/runList';
import { tabbed } from '../../charts/table/rows';
import { accuracy } from '../charts/accuracy';
import { ruleLines } from '../charts/ruleLines';
import { resultsText } from '../results/resultsText';
import { seedStateText, seedsParts } from '../results/seedTexts';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const { nameOf } = lab.names;
const {
  add: addEvent,
  begin: beginSeries,
  end: endSeries,
  reset: resetSeries,
  record: seriesRecord,
} = lab.series;

const experiment = {
  ...defaultExperiment('digits'),
  rules: ['bp', 'dfa', 'drtp'] satisfies RuleId[],
  seeds: [4, 7, 9],
  epochs: 2,
  batchSize: 50,
};
/** One of the runs is best in its first epoch. */
const accuracies: Readonly<Record<string, readonly number[]>> = {
  'bp-4': [0.9, 0.96],
  'bp-7': [0.95, 0.94],
  'bp-9': [0.91, 0.97],
  'dfa-4': [0.8, 0.9],
  'dfa-7': [0.82, 0.93],
  'dfa-9': [0.81, 0.94],
  'drtp-4': [0.7, 0.8],
  'drtp-7': [0.72, 0.81],
  'drtp-9': [0.71, 0.79],
};
const STEPS = 10;

function train(id: string, epochs = 2): void {
  const at = { run: id };
  beginSeries(id);
  addEvent({ type: 'started', ...at, step: 0, stepsPerEpoch: STEPS, parameters: 1 });
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const testAccuracy = accuracies[id]?.[epoch - 1];
    addEvent({ type: 'epoch', ...at, step: epoch * STEPS, epoch, testAccuracy, testLoss: 1 } as never);
  }
  if (epochs === experiment.epochs) endSeries(id, 'done');
}
const of = (rule: RuleId) => result(ruleRecord(), rule);
const mean = (...numbers: number[]): number => numbers.reduce((a, b) => a + b) / numbers.length;
const going = { common: 2, alive: true };
const near = (value: number) => expect.closeTo(value, 12);

beforeEach(() => resetSeries(refsOf(experiment)));
afterEach(() => vi.unstubAllGlobals());

it('a result is the mean and sample standard deviation of the last and best values; the gap is that of the means', () => {
  for (const id of Object.keys(accuracies)) train(id);
  expect(of('bp')).toMatchObject({
    epoch: 2,
    last: { n: 3, mean: near(mean(0.96, 0.94, 0.97)), sd: near(Math.sqrt((1 / 3e4) * 7)) },
    best: { n: 3, mean: near(mean(0.96, 0.95, 0.97)), sd: near(0.01) },
  });
  expect(of('dfa').toBp).toBeCloseTo(mean(0.9, 0.93, 0.94) - 0.96, 12);
  expect(of('dfa').gapClosed).toBeCloseTo((mean(0.9, 0.93, 0.94) - 0.8) / (0.96 - 0.8), 12);
  expect(seedsParts(of('bp'), { common: commonEpoch(ruleRecord()), alive: true })).toEqual(['3 seeds']);
  expect(of('bp').runs?.map((run) => [run.seed, run.last, run.best])).toEqual([
    [4, 0.96, 0.96],
    [7, 0.94, 0.95],
    [9, 0.97, 0.97],
  ]);
});

it('seeds that are training or waiting do not change the results of finished ones', () => {
  for (const id of ['bp-4', 'dfa-4', 'drtp-4']) train(id);
  train('bp-7', 1);
  expect(commonEpoch(ruleRecord())).toBe(2);
  expect(of('bp')).toMatchObject({ epoch: 2, last: { n: 1, mean: 0.96 } });
  expect(seedsParts(of('bp'), going)).toEqual(['1 of 3', '1 waiting']);
  expect(of('bp').runs?.map((run) => seedStateText(run, 2, true))).toEqual(['', 'epoch 1', 'waiting']);
  expect(seedsParts(of('dfa'), going)).toEqual(['1 of 3', '2 waiting']);
});

it('no run is waiting before the start or after Stop', () => {
  const still = { common: 0, alive: false };
  expect(seedsParts(of('bp'), still)).toEqual(['3 seeds']);
  train('bp-4', 1);
  expect(seedsParts(of('bp'), { ...still, common: 1 })).toEqual(['1 of 3']);
  expect(of('bp').runs?.map((run) => seedStateText(run, 1, false))).toEqual(['', '', '']);
});

it('a rule still training is compared with finished ones over their common epochs', () => {
  train('bp-4');
  train('dfa-4', 1);
  expect(commonEpoch(ruleRecord())).toBe(2);
  expect(of('dfa')).toMatchObject({ epoch: 1, last: { mean: 0.8 }, comparedEpochs: 1 });
  expect(of('dfa').toBp).toBeCloseTo(0.8 - 0.9, 12);
  expect(seedsParts(of('dfa'), going)).toEqual(['1 of 3', '2 waiting', 'epoch 1']);
});

it('a diverged seed is counted and named, but not part of the mean', () => {
  for (const id of Object.keys(accuracies)) if (id !== 'dfa-7') train(id);
  train('dfa-7', 1);
  addEvent({ type: 'diverged', run: 'dfa-7', step: 13 });
  endSeries('dfa-7', 'diverged');
  expect(of('dfa').last).toMatchObject({ n: 2, mean: near(mean(0.9, 0.94)) });
  expect(seedsParts(of('dfa'), going)).toEqual(['2 of 3', '1 stopped']);
  expect(seedStateText(of('dfa').runs?.[1] as never, 2, true)).toBe(
    'stopped at step 13: its loss is not a number, epoch 1',
  );
  const lines = drawLines(ruleLines(ruleRecord(), accuracy.pick), {
    axis: accuracyAxis([0, 1]),
    width: 400,
    span: 2,
  });
  expect(lines.map((line) => line.mean)).toEqual(['mean of 3', 'mean of 2', 'mean of 3']);
  expect(lines[1]?.solid.at(-1)?.y).toBeCloseTo(mean(0.9, 0.94), 12);
  expect(lines[1]?.seeds.map(({ stoppedAt }) => stoppedAt?.x)).toEqual([undefined, 1, undefined]);
});

it('copied results have means and single seeds in full precision', () => {
  for (const id of Object.keys(accuracies)) train(id);
  const rows = resultsText([of('bp')], 'classification', 'comma')
    .split('\n')
    .map((line) => line.split('\t'));
  expect(rows.map((row) => row.length)).toEqual(rows.map(() => 14));
  const numbers = rows.map((row) => row.slice(5, 9).map((cell) => Number(cell.replace(',', '.'))));
  expect(rows.map(([, seed]) => seed)).toEqual(['seed', 'mean', '4', '7', '9']);
  expect(numbers[1]?.[0]).toBe(of('bp').last?.mean);
  expect(numbers[1]?.[3]).toBe(of('bp').best?.sd);
  expect(numbers[3]?.[2]).toBe(0.95);
  const points = tabbed(
    rowsOf({ lines: ruleLines(ruleRecord(), accuracy.pick), x: epochAxis(2, STEPS), kinds: accuracy.kinds }),
    'point',
  ).split('\n');
  expect(points[0]).toBe('algorithm\tseed\tepoch\tvalue\tkind');
  expect(points.filter((line) => line.startsWith('BP'))).toHaveLength(8);
  expect(points).toContain('BP\t7\t2\t0.94\tfull test set');
});

it('progress covers training runs; the remaining time includes waiting ones', () => {
  train('bp-4');
  train('dfa-4', 1);
  expect(progress(seriesRecord(), 2, 50)).toMatchObject({
    ...{ epoch: 2, now: 1, runs: 9, waiting: 7 },
    samplesDone: 30 * 50,
    samplesLeft: (9 * 20 - 30) * 50,
    part: near(30 / 180),
  });
});

it('with one seed all rules train at once; with several, one run per core, all rules of a seed first', () => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 6 });
  expect(sessionOptions({ ...experiment, seeds: [4] }, 'wasm')).toEqual({ threads: 1 });
  const { atOnce, keeps } = sessionOptions(experiment, 'wasm');
  expect(atOnce).toBe(6);
  const ids = expand(experiment).map(({ id }) => id);
  expect(ids.slice(0, 4)).toEqual(['bp-4', 'dfa-4', 'drtp-4', 'bp-7']);
  expect(ids.filter((id) => keeps?.(id))).toEqual(['bp-4', 'dfa-4', 'drtp-4']);
  vi.stubGlobal('navigator', {});
  expect(sessionOptions(experiment, 'wasm').atOnce).toBe(2);
});

it('runs at once have a core for each of their threads, where threads can share memory', () => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 6 });
  const threaded = { ...experiment, threads: 4 };
  expect(sessionOptions(threaded, 'wasm')).toMatchObject({ threads: 1, atOnce: 6 });
  vi.stubGlobal('crossOriginIsolated', true);
  expect(sessionOptions(threaded, 'wasm')).toMatchObject({ threads: 4, atOnce: 1 });
  expect(sessionOptions({ ...experiment, threads: 8 }, 'wasm-fma')).toMatchObject({ threads: 8, atOnce: 1 });
  expect(sessionOptions({ ...experiment, threads: 2 }, 'wasm')).toMatchObject({ threads: 2, atOnce: 3 });
  expect(sessionOptions(threaded, 'webgpu')).toMatchObject({ threads: 1, atOnce: 6 });
});

it('a run is named with its seed if its rule has several; the shown run is the chosen one, else the first', () => {
  expect(nameOf('dfa-7')).toEqual({ name: 'DFA, seed 7', rule: 'dfa' });
  const runs = refsOf(experiment);
  expect(shownRun({ rule: 'dfa' }, runs)?.id).toBe('dfa-4');
  expect(shownRun({ rule: 'dfa', seed: 9 }, runs)?.id).toBe('dfa-9');
  expect(shownRun({ rule: 'dfa', seed: 1 }, runs)?.id).toBe('dfa-4');
  resetSeries([{ id: runIdOf({ rule: 'dfa', seed: 7 }), rule: 'dfa', seed: 7 }]);
  expect(nameOf('dfa-7').name).toBe('DFA');
});
