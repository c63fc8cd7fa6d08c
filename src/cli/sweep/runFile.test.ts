import { expect, it } from 'vitest';
import type { RunEvent } from '../../core/run/events';
import { runSpec } from '../../core/run/spec';
import { defaultExperiment } from '../../experiment/defaults';
import { type Part, readPart, writePart } from './part';
import { computedText, type RunFile, readRunFile, writeRunFile } from './runFile';

const spec = runSpec(defaultExperiment('synthetic-regression'), 'bp', 3);
const losses = { trainingLoss: 0.1 + 0.2, testLoss: Number.POSITIVE_INFINITY };
const events = [
  { type: 'started', run: 'bp-3', step: 0, stepsPerEpoch: 2, parameters: 5 },
  { type: 'loss', run: 'bp-3', step: 1, trainingLoss: 5e-324 },
  {
    ...{ type: 'epoch', run: 'bp-3', step: 2, epoch: 1, ...losses, testAccuracy: Number.NaN },
    ...{ trainSeconds: 1.5, testSeconds: 0.1, heldBytes: 8, machine: { tensors: 3 } },
  },
  { type: 'measures', run: 'bp-3', step: 2, epoch: 1, seconds: 2, values: { norms: { weights: [1, null] } } },
  {
    ...{ type: 'summary', run: 'bp-3', step: 2, epoch: 1, ...losses, testAccuracy: Number.NaN },
    ...{ bestTestAccuracy: Number.NaN, bestTestLoss: Number.POSITIVE_INFINITY },
  },
] as unknown as readonly RunEvent[];
const file: RunFile = {
  ...{ experiment: 'ab12', run: 'bp-3', place: 4, settings: spec, checksum: 'cd34', backend: 'wasm' },
  ...{ lab: '0.1.0', machine: 'a machine', date: '2026-11-30T00:00:00.000Z', events },
};

it('a run’s file keeps every number exactly, also those that JSON lacks, and is one event per line', () => {
  const text = writeRunFile(file);
  expect(readRunFile(text)).toEqual(file);
  expect(text.split('\n').filter((line) => line.startsWith('{"type":'))).toHaveLength(events.length);
  // Readable without us: null is NaN.
  expect(JSON.parse(text).events[2]).toMatchObject({ testAccuracy: null, testLoss: 'Infinity' });
});

it('a part of a file, or another kind of file, is none', () => {
  const text = writeRunFile(file);
  for (let end = 1; end < text.length - 2; end += 7) expect(readRunFile(text.slice(0, end))).toBeUndefined();
  expect(readRunFile('{"format":"f3-lab experiment"}')).toBeUndefined();
  expect(readRunFile(writeRunFile({ ...file, events: events.slice(0, -1) }))).toBeUndefined();
});

it('what is computed is the same on another machine on another day, and differs in any bit of a loss', () => {
  const [started, loss, epoch, ...others] = events as [RunEvent, RunEvent, RunEvent, ...RunEvent[]];
  const elsewhere = {
    ...{ ...file, machine: 'another', date: '2027-01-01T00:00:00.000Z' },
    events: [started, loss, { ...epoch, trainSeconds: 9, machine: { tensors: 4 } } as RunEvent, ...others],
  };
  expect(computedText(elsewhere)).toBe(computedText(file));
  const other = {
    ...file,
    events: [started, { ...loss, trainingLoss: 1e-323 } as RunEvent, epoch, ...others],
  };
  expect(computedText(other)).not.toBe(computedText(file));
});

const origin = { experiment: 'ab12', run: 'bp-3', checksum: 'cd34', backend: 'wasm', lab: '0.1.0' };
const part: Part = {
  checkpoint: {
    epoch: 1,
    state: { step: 2, list: [1, null] } as never,
    arrays: { 'layer1.W': { shape: [2], values: Float32Array.of(0.1, Number.NaN) } },
  },
  events: events.slice(0, 4),
};

it('a part keeps checkpoint and events; of another run, version or data, or damaged, it is not used', () => {
  const bytes = writePart(origin, part);
  expect(readPart(bytes, origin)).toEqual(part);
  for (const key of Object.keys(origin)) expect(readPart(bytes, { ...origin, [key]: 'x' })).toBeUndefined();
  for (const at of [0, 40, bytes.length >> 1, bytes.length - 1]) {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] as number) ^ 1;
    expect(readPart(damaged, origin), `byte ${at}`).toBeUndefined();
  }
  expect(readPart(bytes.slice(0, -1), origin)).toBeUndefined();
});
