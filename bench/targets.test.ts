import { expect, it } from 'vitest';
import type { Ratio } from './results';
import { CONV_MNIST } from './shapes';
import { judge } from './targets';

const at = { batch: 50, environment: 'chromium', backend: 'wasm' } as const;
const ratio = (shape: string, subject: string, against: string, value: number): Ratio => ({
  ...at,
  shape,
  subject,
  against,
  ratio: value,
  ratioOfFastest: value,
});
const nothing = { results: [], ratios: [], epochs: [] };

it('judges ratios of the page on wasm, each by its own limit', () => {
  const ratios = [
    ratio('784-500-10', 'f3-error', 'tfjs-train-on-batch', 0.08),
    ratio('784-64×100-10', 'bp', 'tfjs-train-on-batch', 0.25),
    ratio('784-500-10', 'bp', 'pytorch-bp', 0.5),
    { ...ratio('14-500×5-1', 'f3-error', 'pytorch-f3', 1.9), backend: 'wasm-fma' as const },
    ratio('784-500-10', 'f3-error', 'bp', 1.06),
    ratio('784-1024×3-10', 'f3-error', 'bp', 1),
    ratio('784-1024×5-10', 'f3-error', 'bp', 0.9),
  ];
  const told = judge({ ...nothing, ratios }).map(({ value, wanted, reached }) => [value, wanted, reached]);
  expect(told).toEqual([
    [12.5, 'at least 10 times', true],
    [4, 'at least 5 times', false],
    [0.5, 'at most 0.45', false],
    [1.06, 'at most 1.05', false],
    [1, 'below 1', false],
    [0.9, 'below 1', true],
    [1.9, 'at most 1.9', true],
  ]);
});

it('sets no targets for other environments, rules and pairs', () => {
  const ratios = [
    { ...ratio('784-500-10', 'bp', 'tfjs-train-on-batch', 0.5), environment: 'node' as const },
    { ...ratio('784-500-10', 'bp', 'tfjs-train-on-batch', 0.5), backend: 'cpu' as const },
    ratio('784-500-10', 'pepita', 'tfjs-train-on-batch', 0.5),
    ratio('784-500-10', 'bp', 'pytorch-f3', 3),
    ratio('784-500-500-10', 'f3-error', 'bp', 2),
  ];
  expect(judge({ ...nothing, ratios })).toEqual([]);
});

it('judges convolutions over TensorFlow.js on its cpu backend, and over PyTorch', () => {
  const ratios = [
    ratio(CONV_MNIST, 'bp', 'tfjs-train-on-batch-cpu', 0.04),
    ratio(CONV_MNIST, 'f3-error', 'tfjs-train-on-batch-cpu', 0.1),
    ratio(CONV_MNIST, 'bp', 'tfjs-train-on-batch-webgl', 0.5),
    ratio(CONV_MNIST, 'bp', 'pytorch-bp', 2.9),
    ratio(CONV_MNIST, 'f3-error', 'bp', 2),
  ];
  const told = judge({ ...nothing, ratios }).map(({ what, value, reached }) => [what, value, reached]);
  expect(told).toEqual([
    [`BP faster than trainOnBatch on cpu, ${CONV_MNIST}`, 25, true],
    [`F³-Error faster than trainOnBatch on cpu, ${CONV_MNIST}`, 10, false],
    [`BP’s time over PyTorch’s, ${CONV_MNIST}`, 2.9, true],
  ]);
});

it('judges heaps by network', () => {
  const of = (net: string, heapBytes: number) =>
    ({ dataset: 'mnist', net, rule: 'bp', tensorBytes: 1, heapBytes }) as const;
  const memory = [of('784-500-10', 20.2e6), of(CONV_MNIST, 500e6)];
  expect(judge({ ...nothing, memory }).map(({ what, reached }) => [what, reached])).toEqual([
    ['BP: heap of its worker, mnist', true],
  ]);
});

it('ignores PyTorch with an untuned BLAS', () => {
  const torch = {
    shape: '784-500-10',
    batch: 50,
    environment: 'python',
    backend: 'cpu',
    subject: 'pytorch-bp',
    msPerStep: 30,
    msFastest: 30,
    quartiles: [30, 30],
    rounds: 3,
    stepsPerRound: 1,
  } as const;
  const ratios = [ratio('784-500-10', 'bp', 'pytorch-bp', 0.1)];
  const told = (note: string) => judge({ ...nothing, ratios, results: [{ ...torch, note }] });
  expect(told('PyTorch, 90 GFLOP/s')).toHaveLength(1);
  expect(told('PyTorch, 3 GFLOP/s, untuned BLAS')).toEqual([]);
});

it('counts layers for WebGPU and leaves PEPITA out', () => {
  const result = {
    ...at,
    backend: 'webgpu',
    shape: '784-500-500-10',
    msPerStep: 1,
    msFastest: 1,
    quartiles: [1, 1],
    rounds: 1,
    stepsPerRound: 1,
  } as const;
  const results = [
    { ...result, subject: 'bp', dispatchesPerStep: 11 },
    { ...result, subject: 'f3-error', dispatchesPerStep: 12 },
    { ...result, subject: 'pepita', dispatchesPerStep: 40 },
    { ...result, subject: 'tfjs-train-on-batch', dispatchesPerStep: 190 },
    { ...result, shape: CONV_MNIST, subject: 'bp', dispatchesPerStep: 90 },
  ];
  expect(judge({ ...nothing, results }).map(({ wanted, reached }) => [wanted, reached])).toEqual([
    ['at most 11', true],
    ['at most 11', false],
  ]);
});

it('takes the best window with all charts', () => {
  const window = { samplesPerSecond: 1, tasks: 1000, longestOwn: 10 };
  const windows = [
    { ...window, under50: 0.98, longest: 130 },
    { ...window, under50: 0.995, longest: 90 },
  ];
  const figureOverheads = [
    { name: 'Slow motion', overhead: 0.02 },
    { name: 'Memory drawer', overhead: 0.16 },
  ];
  const told = judge({
    ...nothing,
    page: { firstPoint: 1600, windows, inspectionOverhead: 0.125, figureOverheads },
  });
  expect(told.map(({ value, reached }) => [value, reached])).toEqual([
    [99.5, true],
    [90, true],
    [1600, false],
    [12.5, true],
    [2, true],
    [16, false],
  ]);
});

it('judges the Compare page by opening, grouping and its longest tasks', () => {
  const smooth = { tasks: 100, under50: 1, longest: 90, longestOwn: 40, frames: 100, dropped: 3 };
  const times = { open: 1001, metric: 500, smoothing: 500 };
  const notebook = {
    many: { ...times, runs: 200, epochs: 100, fromLab: 990, grouping: 200, bySeed: 900 },
    long: {
      ...{ ...times, runs: 20, epochs: 10_000, hidden: 500 },
      ...{ hovering: smooth, dragging: { ...smooth, longest: 101 } },
    },
  };
  const told = judge({ ...nothing, notebook });
  expect(told.map(({ what, value, reached }) => [what.split(',')[0], value, reached])).toEqual([
    ['Compare opens', 990, true],
    ['Grouping', 200, true],
    ['Longest task while hovering', 90, true],
    ['Longest task while dragging the smoothing', 101, false],
  ]);
});
