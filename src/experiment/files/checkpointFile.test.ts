import { describe, expect, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import type { CheckpointState } from '../../core/run/checkpoint';
import type { DivergedEvent, SummaryEvent } from '../../core/run/events';
import {
  type CheckpointFile,
  type KeptRun,
  readCheckpointFile,
  weightsOf,
  writeCheckpointFile,
} from './checkpointFile';
import { DamagedFile, readTensors, writeTensors } from './safetensors';

const numbers = { step: 12, epoch: 3, trainingLoss: 0.1 + 0.2, testLoss: 1e-300 };
const end: SummaryEvent = {
  ...({ type: 'summary', run: 'dfa-0', rule: 'dfa', ...numbers } as const),
  ...{ testAccuracy: Number.NaN, bestTestAccuracy: Number.NaN, bestTestLoss: 5e-324, stuckSince: 2 },
};
const W = { shape: [2, 2], values: Float32Array.of(1, 2, 3, Number.NaN) };
const arrays = {
  'layer1.W': W,
  'layer1.W.state0': W,
  visits: { shape: [2], values: Uint16Array.of(1, 65535) },
};
/** The engine's state; here any JSON. */
const state = { step: 8, list: [[1, -1e300]], nothing: null, text: '“ü”\n' } as object as CheckpointState;
const runs: readonly KeptRun[] = [
  {
    id: 'dfa-0',
    rule: 'dfa',
    seed: 0,
    status: 'done',
    end,
    feedback: { draw: 0 },
    arrays: weightsOf(arrays),
  },
  {
    ...{ id: 'llo-0', rule: 'llo', seed: 0, status: 'diverged' },
    end: { type: 'diverged', run: 'llo-0', rule: 'llo', step: 7, layer: 2 } as DivergedEvent,
  },
  {
    ...{ id: 'bp-4294967295', rule: 'bp', seed: 4294967295, status: 'under way' },
    kept: { epoch: 2, state, arrays },
  },
  { id: 'drtp-0', rule: 'drtp', seed: 0, status: 'waiting' },
];
const file: CheckpointFile = {
  experiment: '{"format":"f3-lab experiment"}',
  ...{ dataset: 'digits', checksum: 'ab12', backend: 'wasm', lab: '0.1.0', runs },
};

/** The file with changed metadata. */
function changed(change: Readonly<Record<string, string | undefined>>): Uint8Array<ArrayBuffer> {
  const { metadata, arrays: all } = readTensors(writeCheckpointFile(file));
  const both = Object.entries({ ...metadata, ...change }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return writeTensors({ metadata: Object.fromEntries(both), arrays: all });
}
const withRuns = (change: (list: Record<string, unknown>[]) => unknown): Uint8Array<ArrayBuffer> =>
  changed({ runs: JSON.stringify(change(JSON.parse(readTensors(changed({})).metadata.runs as string))) });

describe('a checkpoint file', () => {
  it('round-trips every run, with the order of its keys', () => {
    const read = readCheckpointFile(writeCheckpointFile(file));
    expect(read).toEqual(file);
    expect(JSON.stringify(read.runs)).toBe(JSON.stringify(runs));
    const folder = { ...file, folder: '../data', runs: [] };
    expect(readCheckpointFile(writeCheckpointFile(folder))).toEqual(folder);
  });

  it('names arrays by run, and keeps only parameters and feedback weights of finished runs', () => {
    const names = [...readTensors(writeCheckpointFile(file)).arrays.keys()];
    const underWay = ['layer1.W', 'layer1.W.state0', 'visits'].map((name) => `bp-4294967295/${name}`);
    expect(names).toEqual(['dfa-0/layer1.W', ...underWay]);
    const parameters = ['layer1.W', 'layer12.b', 'layer1.query', 'feedback1'];
    const all = [...parameters, 'layer1.b.state1', 'memory', 'plainErrors', 'visits', 'xlayer1.W'];
    expect(Object.keys(weightsOf(Object.fromEntries(all.map((name) => [name, W]))))).toEqual(parameters);
  });

  it('may have its arrays in any order', () => {
    const { metadata, arrays: all } = readTensors(writeCheckpointFile(file));
    const turned = writeTensors({ metadata, arrays: new Map([...all].reverse()) });
    expect(readCheckpointFile(turned)).toEqual(file);
  });
});

describe('an invalid checkpoint file', () => {
  it.each([
    [
      'a model of another program',
      changed({ format: 'pt' }),
      /should say “format”: “f3-lab checkpoint”, and says “pt”/,
    ],
    ['one without a format', changed({ format: undefined }), /should say “format”: “f3-lab checkpoint”$/],
    [
      'another version',
      changed({ version: '2' }),
      /has version 2 of the format, but this lab reads version 1/,
    ],
    ['no settings', changed({ experiment: undefined }), /metadata has no “experiment”/],
    ['no checksum', changed({ checksum: undefined }), /metadata has no “checksum”/],
    ['runs that are not JSON', changed({ runs: '[' }), /list of runs is not JSON/],
    ['runs that are not a list', changed({ runs: '{}' }), /of its list of runs/],
    ['an unknown rule', withRuns((list) => [{ ...list[3], rule: 'rnn' }]), /0\.rule is wrong/],
    ['an unknown status', withRuns((list) => [{ ...list[3], status: 'lost' }]), /0\.status is wrong/],
    ['no epoch', withRuns((list) => [{ ...list[2], epoch: 0 }]), /0\.epoch is wrong/],
    [
      'a summary without a loss',
      withRuns((list) => [{ ...list[0], end: { ...end, testLoss: null } }]),
      /0\.end\.testLoss/,
    ],
    ['one run twice', withRuns((list) => [...list, list[3]]), /two runs “drtp-0”/],
    ['an array of no run', withRuns((list) => list.slice(1)), /“dfa-0\/layer1\.W” belongs to none/],
    [
      'arrays of a waiting run',
      withRuns((list) => [...list.slice(1), { id: 'dfa-0', rule: 'dfa', seed: 0, status: 'waiting' }]),
      /dfa-0 is waiting, and has the array “layer1\.W”/,
    ],
  ] as const)('%s is rejected with its reason', (_name, bytes, words) => {
    expect(() => readCheckpointFile(bytes)).toThrow(words);
    expect(() => readCheckpointFile(bytes)).toThrow(DamagedFile);
  });

  it('with any byte of its header changed is valid or throws DamagedFile, nothing else', () => {
    const bytes = writeCheckpointFile(file);
    const { below } = createStream(14, 'damage');
    const header = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
    for (let trial = 0; trial < 3000; trial++) {
      const damaged = bytes.slice();
      for (let k = below(3); k >= 0; k--) damaged[below(header)] = below(256);
      try {
        readCheckpointFile(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedFile);
      }
    }
  });
});
