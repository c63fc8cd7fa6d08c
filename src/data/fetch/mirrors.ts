/** Downloads one file from mirrors in the browser, and classifies every failure. */

import type { DataFile } from '../spec';
import { type Folder, type Form, type Mirror, nameIn } from '../storage/folders';
import { leave, readBody } from './body';
import { check } from './checksum';
import { type Failure, notAPage, SourceFailure, statusFailure, wrongFile } from './faults';
import { limitOf } from './limits';
import { Stall } from './stall';

/** Milliseconds without a byte before a source times out. */
export const PATIENCE = 20_000;

/** Mirrors with CORS whose size limit admits the file. */
export const mirrorsFor = ({ mirrors }: Folder, { bytes }: DataFile): readonly Mirror[] =>
  mirrors.filter(({ browsers, mostBytes = Number.POSITIVE_INFINITY }) => browsers && bytes <= mostBytes);

const packedOnly: readonly Form[] = ['packed'];

interface Fetched {
  readonly bytes: Uint8Array;
  readonly form: Form;
}

async function fetchFrom(
  address: string,
  file: DataFile,
  onBytes: (done: number) => void,
  stall: Stall,
): Promise<Fetched> {
  const response = await fetch(address, { signal: stall.signal, credentials: 'omit' }).catch((reason) => {
    if (stall.signal.aborted) throw reason;
    // Browsers hide the reason from pages, on purpose.
    throw new SourceFailure('no answer, or one without a CORS header', 'connection');
  });
  try {
    if (!response.ok) throw statusFailure(response.status);
    notAPage(response);
    const bytes = await readBody(response, limitOf(file, true), onBytes, stall);
    stall.end();
    const checked = await check(file, bytes);
    if ('wrong' in checked) throw wrongFile(bytes, file, checked.wrong);
    return { bytes, form: checked.form };
  } finally {
    await leave(response);
  }
}

/**
 * Bytes from the first mirror whose checksum matches.
 * @returns each mirror's failure if none has them
 * @throws the signal's reason if aborted; {DataProblem} if there is no checksum to verify
 */
export async function fromMirrors(
  mirrors: readonly Mirror[],
  file: DataFile,
  onBytes: (done: number) => void,
  signal: AbortSignal,
  patience = PATIENCE,
): Promise<Fetched | readonly Failure[]> {
  const failures: Failure[] = [];
  for (const { address: base, forms = packedOnly } of mirrors) {
    for (const form of forms) {
      const address = base + nameIn(form, file);
      const stall = new Stall(patience, signal);
      try {
        return await fetchFrom(address, file, onBytes, stall);
      } catch (reason) {
        signal.throwIfAborted();
        if (stall.given)
          failures.push({ text: `${address}: not a byte in ${patience / 1000} s`, fault: 'connection' });
        else if (reason instanceof SourceFailure)
          failures.push({ text: `${address}: ${reason.message}`, fault: reason.fault });
        else throw reason;
      } finally {
        stall.end();
      }
    }
  }
  return failures;
}
