import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  type CheckpointFile,
  readCheckpointFile,
  writeCheckpointFile,
} from '../../experiment/files/checkpointFile';
import { DamagedFile, readTensors, writeTensors } from '../../experiment/files/safetensors';
import { verifyChecksum, writeChecksum } from './fileChecksum';

const W = { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) };
const file: CheckpointFile = {
  ...{ experiment: '{}', dataset: 'digits', checksum: 'ab', backend: 'wasm', lab: '0' },
  runs: [
    {
      ...{ id: 'bp-0', rule: 'bp', seed: 0, status: 'done', arrays: { 'layer1.W': W } },
      end: {
        ...({ type: 'summary', run: 'bp-0', rule: 'bp', step: 1, epoch: 1, trainingLoss: 0.25 } as const),
        ...{ testLoss: 0.5, testAccuracy: 0.5, bestTestAccuracy: 0.5, bestTestLoss: 0.5 },
      },
    },
  ],
};
const sealed = (): Uint8Array<ArrayBuffer> => {
  const bytes = writeCheckpointFile(file);
  writeChecksum(bytes);
  return bytes;
};
const open = (bytes: Uint8Array<ArrayBuffer>): void => {
  readCheckpointFile(bytes);
  verifyChecksum(bytes);
};

it('an intact file opens, and holds the SHA-256 that the documentation describes', () => {
  const bytes = sealed();
  open(bytes);
  const { sha256 = '' } = readTensors(bytes).metadata;
  const blank = Buffer.from(bytes).toString('latin1').replace(sha256, '0'.repeat(64));
  expect(sha256).toBe(createHash('sha256').update(blank, 'latin1').digest('hex'));
});

it('a file with any one byte changed is rejected', () => {
  const bytes = sealed();
  for (let place = 0; place < bytes.length; place++) {
    const damaged = bytes.slice();
    damaged[place] = (damaged[place] as number) ^ 1;
    expect(() => open(damaged), `byte ${place}`).toThrow(DamagedFile);
  }
});

it('a file without a checksum, or with it elsewhere, is reported as damaged', () => {
  const { metadata, arrays } = readTensors(sealed());
  const { sha256 = '', ...others } = metadata;
  for (const other of [others, { ...others, sha256 }])
    expect(() => verifyChecksum(writeTensors({ metadata: other, arrays }))).toThrow(
      'is damaged: its metadata does not begin with its “sha256”',
    );
});
