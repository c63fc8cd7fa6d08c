import { expect, it } from 'vitest';
import { experimentRecord, runRecord } from '../../notebook/testSupport';
import { bytesOf, storageShares } from './share';

it('each experiment has the bytes of its runs, the largest first', () => {
  const runs = [
    { ...runRecord('a', 'small'), curveBytes: 10 },
    { ...runRecord('a', 'large'), curveBytes: 10, checkpoint: { epoch: 1, bytes: 500 } },
    { ...runRecord('b', 'large'), curveBytes: 7 },
  ];
  const shares = storageShares(['empty', 'small', 'large'].map(experimentRecord), runs);
  expect(
    shares.map(({ id, runs: n, curveBytes, checkpointBytes }) => [id, n, curveBytes, checkpointBytes]),
  ).toEqual([
    ['large', 2, 17, 500],
    ['small', 1, 10, 0],
    ['empty', 0, 0, 0],
  ]);
  expect(shares.map(bytesOf)).toEqual([517, 10, 0]);
});
