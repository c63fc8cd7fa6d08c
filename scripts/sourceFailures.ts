/** Collects the failures of each source of a file or an archive. */
import { DiskProblem } from '../src/cli/files/disk';
import { type Failure, SourceFailure } from '../src/data/fetch/faults';
import { reasonOf } from './download';

/** Failures of one file or archive, by source. */
export class Failures extends Error {
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(({ text }) => text).join('\n'));
  }
}

/** @throws {DiskProblem} at once, since another source would not help */
export function failureOf(reason: unknown, source: string): Failure {
  if (reason instanceof DiskProblem) throw reason;
  const fault = reason instanceof SourceFailure ? reason.fault : 'connection';
  return { text: `${source}: ${reasonOf(reason)}`, fault };
}

export const failuresOf = (reason: unknown, source: string): readonly Failure[] =>
  reason instanceof Failures ? reason.failures : [failureOf(reason, source)];
