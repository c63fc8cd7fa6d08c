/** One file from a mirror, in the browser: every way to fail told apart. */
import { type Folder, type Form, type Mirror, nameIn } from '../keep/folders';
import type { DataFile } from '../spec';
import { leave, readBody } from './body';
import { check } from './checksum';
import { type Failure, notAPage, SourceFailure, statusFailure, wrongFile } from './faults';
import { limitOf } from './limits';
import { Stall } from './stall';

/** Milliseconds without a byte after which a source is given up. */
export const PATIENCE = 20_000;

/** Mirrors that a page from elsewhere may read, and that have so large a file. */
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
    // Browsers tell pages no more than that, on purpose.
    throw new SourceFailure(
      'no answer, or one that pages from elsewhere may not read (no CORS header)',
      'connection',
    );
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
 * The first mirror's bytes that are right.
 * @returns what each mirror did, where none has them
 * @throws the signal's reason when it was called off; {DataProblem} where nothing can be checked
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
