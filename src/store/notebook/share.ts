/** What the kept experiments take up in the browser's storage. */
import type { ExperimentId, ExperimentRecord, RunRecord } from '../../notebook/records';

export interface Share {
  readonly id: ExperimentId;
  readonly name: string;
  readonly runs: number;
  readonly curveBytes: number;
  /** Checkpoints: weights and what training needs to go on. */
  readonly checkpointBytes: number;
}

const sum = (runs: readonly RunRecord[], bytes: (run: RunRecord) => number): number =>
  runs.reduce((all, run) => all + bytes(run), 0);

/** Largest first. */
export function storageShares(
  experiments: readonly ExperimentRecord[],
  runs: readonly RunRecord[],
): readonly Share[] {
  const all = experiments.map(({ id, name }): Share => {
    const own = runs.filter(({ experiment }) => experiment === id);
    return {
      ...{ id, name, runs: own.length },
      curveBytes: sum(own, ({ curveBytes }) => curveBytes),
      checkpointBytes: sum(own, ({ checkpoint }) => checkpoint?.bytes ?? 0),
    };
  });
  return all.toSorted((a, b) => bytesOf(b) - bytesOf(a));
}

export const bytesOf = ({
  curveBytes,
  checkpointBytes,
}: Pick<Share, 'curveBytes' | 'checkpointBytes'>): number => curveBytes + checkpointBytes;
