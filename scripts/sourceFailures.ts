/** Why a file or an archive could not be had, source by source. */
import { DiskProblem } from '../src/cli/files/disk';
import { type Failure, SourceFailure } from '../src/data/fetch/faults';
import { reasonOf } from './download';

/** All that went wrong with one file or archive, source by source. */
export class Failures extends Error {
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(({ text }) => text).join('\n'));
  }
}

/** @throws {DiskProblem}: no other source would change it */
export function failureOf(reason: unknown, source: string): Failure {
  if (reason instanceof DiskProblem) throw reason;
  const fault = reason instanceof SourceFailure ? reason.fault : 'connection';
  return { text: `${source}: ${reasonOf(reason)}`, fault };
}

export const failuresOf = (reason: unknown, source: string): readonly Failure[] =>
  reason instanceof Failures ? reason.failures : [failureOf(reason, source)];
