import { expect, it } from 'vitest';
import { reportText } from './report';
import type { BenchResult } from './results';
import { summaryText } from './summary';

it('lists PyTorch in the table of the backend it was paired with', () => {
  const at = { shape: '784-500-10', batch: 50, environment: 'chromium', backend: 'wasm' } as const;
  const timing = { msFastest: 1, quartiles: [2, 3], rounds: 5, stepsPerRound: 10 } as const;
  const result: BenchResult = {
    machine: '2 × CPU',
    load: [3, 2],
    note: 'A step.',
    results: [
      { ...at, ...timing, subject: 'bp', msPerStep: 2.5, dispatchesPerStep: 47 },
      { ...at, ...timing, subject: 'tfjs-train-on-batch', msPerStep: 50, dispatchesPerStep: 189 },
      {
        ...at,
        ...timing,
        environment: 'python',
        backend: 'cpu',
        pairedWith: { environment: 'chromium', backend: 'wasm' },
        subject: 'pytorch-bp',
        msPerStep: 2,
        note: 'PyTorch 2',
      },
    ],
    ratios: [
      { ...at, subject: 'bp', against: 'tfjs-train-on-batch', ratio: 0.05, ratioOfFastest: 0.05 },
      { ...at, subject: 'bp', against: 'pytorch-bp', ratio: 1.25, ratioOfFastest: 1.25 },
    ],
    savings: [],
    epochs: [],
    classOpening: {
      clients: 30,
      requestsEach: 20,
      bytesEach: 1_500_000,
      bytes: 45_000_000,
      seconds: 0.5,
      filesRead: 90,
    },
    notebook: {
      many: {
        ...{ runs: 200, epochs: 100, open: 900.4, fromLab: 800, metric: 50, smoothing: 60 },
        ...{ grouping: 70, bySeed: 800 },
      },
      long: {
        ...{ runs: 20, epochs: 10_000, open: 5000, metric: 90, smoothing: 80, hidden: 40 },
        hovering: { tasks: 500, under50: 1, longest: 30, longestOwn: 20, frames: 98, dropped: 2 },
        dragging: { tasks: 600, under50: 1, longest: 70, longestOwn: 50, frames: 60, dropped: 0 },
      },
    },
    skipped: [{ what: 'epochs of MNIST', why: 'It is not here.' }],
    targets: [{ what: 'BP faster', value: 20, wanted: 'at least 10 times', reached: true }],
    seconds: 60,
  };
  const text = reportText(result);
  expect(text).toMatch(
    /\| 784-500-10, 50 +\| +2\.50 \| +– \| +– \| +50\.0 \| +20\.0×, –× \| +2\.00, – \| +1\.25, – \|/,
  );
  expect(text.match(/### 784-500-10, batch 50, chromium, wasm/g)).toHaveLength(1);
  expect(text).toMatch(/\| bp +\| +2\.50 \| +1\.00 \| 2\.00 … 3\.00 \| +47 \| +20\.0× \| +\| +1\.25 \|/);
  expect(text).toMatch(/\| pytorch-bp +\| +2\.00 \|/);
  expect(text).toContain('(PyTorch 2)');
  expect(text).toContain('others used it');
  expect(text).toContain('30 clients, each with 20 requests and 1.50 MB: 45.0 MB in 0.50 s.');
  expect(text).toMatch(/\| 200 runs of 100 epochs +\| +900 ms \| +50 ms \| +60 ms \|/);
  expect(text).toContain('from the Lab 800 ms, grouping 70 ms, by seed 800 ms');
  expect(text).toMatch(/\| hovering +\| +500 \| +30 ms \| +20 ms \| +2 of 100 \|/);
  expect(text).toContain('Not measured: epochs of MNIST. It is not here.');
  expect(text).toMatch(/\| BP faster +\| +20\.0 \| at least 10 times \| reached \|/);
});

it('tells on which backend TensorFlow.js trains convolutions', () => {
  const at = { shape: 'CONV_1_1_1_0_FC_10', batch: 60, environment: 'chromium', backend: 'wasm' } as const;
  const timing = { msFastest: 1, quartiles: [2, 3], rounds: 5, stepsPerRound: 10 } as const;
  const peers = { 'tfjs-train-on-batch-cpu': 100, 'tfjs-train-on-batch-webgl': 30 };
  const text = summaryText({
    results: Object.entries({ bp: 2, ...peers }).map(([subject, msPerStep]) => ({
      ...{ ...at, ...timing, subject, msPerStep },
    })),
    ratios: Object.entries(peers).map(([against, ms]) => ({
      ...{ ...at, subject: 'bp', against, ratio: 2 / ms, ratioOfFastest: 2 / ms },
    })),
  }).join();
  expect(text).toContain('| 100 on cpu; 30.0 on webgl | 50.0×, –× on cpu; 15.0×, –× on webgl |');
});
