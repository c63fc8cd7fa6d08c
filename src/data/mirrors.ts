/** One file from a mirror, in the browser: read as it comes, and every way to fail told apart. */
import { amount } from './amount';
import { check, MOST_UNPACKED } from './checksum';
import { type Folder, type Form, type Mirror, nameIn } from './folders';
import { isGzip } from './gunzip';
import type { DataFile } from './spec';
import { Stall } from './stall';

/** Milliseconds without a byte after which a source is given up. */
export const PATIENCE = 20_000;

/** Mirrors that a page from elsewhere may read, and that have so large a file. */
export const mirrorsFor = ({ mirrors }: Folder, { bytes }: DataFile): readonly Mirror[] =>
  mirrors.filter(({ browsers, mostBytes = Number.POSITIVE_INFINITY }) => browsers && bytes <= mostBytes);

const packedOnly: readonly Form[] = ['packed'];

/** A source that failed; the message is said after its address. */
class SourceFailure extends Error {}

/** How much larger than published a file may be before it is left: nothing right is larger. */
const ROOM = 1.1;

/** Bytes of a file that begins so. Servers may have unpacked a `.gz` on the way. */
const mostOf = (file: DataFile, head: Uint8Array): number =>
  isGzip(head) ? file.bytes * ROOM : MOST_UNPACKED;

/** The body's bytes. @throws {SourceFailure} where it ends before its length, or goes on and on */
async function readBody(
  response: Response,
  file: DataFile,
  onBytes: (done: number) => void,
  stall: Stall,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const length = response.headers.has('content-encoding')
    ? undefined
    : response.headers.get('content-length');
  const expected = length ? Number(length) : undefined;
  let done = 0;
  const cutOff = () =>
    new SourceFailure(`cut off after ${amount(done)}${expected ? ` of ${amount(expected)}` : ''}`);
  const reader = response.body?.getReader();
  for (;;) {
    const piece = await reader?.read().catch((reason) => {
      throw stall.signal.aborted ? reason : cutOff();
    });
    if (piece === undefined || piece.done) break;
    stall.heard();
    parts.push(piece.value);
    done += piece.value.length;
    if (done > mostOf(file, parts[0] ?? piece.value)) {
      reader?.cancel().catch(() => {}); // it has been left
      throw new SourceFailure(`left after ${amount(done)}: the file has ${amount(file.bytes)}`);
    }
    onBytes(done);
  }
  if (expected !== undefined && done < expected) throw cutOff();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

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
    throw new SourceFailure('no answer, or one that pages from elsewhere may not read (no CORS header)');
  });
  if (!response.ok) throw new SourceFailure(`the server answers ${response.status}`);
  const bytes = await readBody(response, file, onBytes, stall);
  stall.end();
  const checked = await check(file, bytes);
  if ('wrong' in checked) throw new SourceFailure(checked.wrong);
  return { bytes, form: checked.form };
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
): Promise<Fetched | readonly string[]> {
  const failures: string[] = [];
  for (const { address: base, forms = packedOnly } of mirrors) {
    for (const form of forms) {
      const address = base + nameIn(form, file);
      const stall = new Stall(patience, signal);
      try {
        return await fetchFrom(address, file, onBytes, stall);
      } catch (reason) {
        signal.throwIfAborted();
        if (stall.given) failures.push(`${address}: not a byte in ${patience / 1000} s`);
        else if (reason instanceof SourceFailure) failures.push(`${address}: ${reason.message}`);
        else throw reason;
      } finally {
        stall.end();
      }
    }
  }
  return failures;
}
