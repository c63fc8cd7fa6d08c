/** Why files could not be fetched, as far as it decides what the person can do. */
import { count as counted } from '../../core/format';
import type { DataFile } from '../spec';
import { isGzip } from './gunzip';

export type Fault =
  /** Nothing came, or it stopped coming. */
  | 'connection'
  /** It answers that it cannot now. */
  | 'busy'
  /** It has not, or does not give, the right file. */
  | 'source'
  /** What came could not be written; the reason says where, and what to do. */
  | 'disk';

/** A source that failed; the message is said after its address. */
export class SourceFailure extends Error {
  constructor(
    message: string,
    readonly fault: Fault,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** 408 and 429: too slow, too many. */
export const statusFailure = (status: number): SourceFailure =>
  new SourceFailure(
    `the server answers ${status}`,
    status >= 500 || status === 408 || status === 429 ? 'busy' : 'source',
  );

/** What a source did, after its address, in words for one line. */
export interface Failure {
  readonly text: string;
  readonly fault: Fault;
}

/** No data file is one. @throws {SourceFailure} */
export function notAPage({ headers }: Response): void {
  if (headers.get('content-type')?.startsWith('text/html'))
    throw new SourceFailure('it sends a web page, such as the login page of a network', 'connection');
}

const isPage = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*<(!doctype html|html|head)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

/** What bytes are that came whole and are wrong. @param wrong what their checksum says */
export function wrongFile(
  bytes: Uint8Array,
  { packed, bytes: size }: DataFile,
  wrong: string,
): SourceFailure {
  if (isPage(bytes))
    return new SourceFailure(`${wrong}. It is a web page, such as the login page of a network`, 'connection');
  if (packed !== undefined && isGzip(bytes) && bytes.length < size)
    return new SourceFailure(
      `cut short: it ends after ${counted(bytes.length)} of ${counted(size)} bytes`,
      'source',
    );
  return new SourceFailure(wrong, 'source');
}

/** A sentence: what to do after all sources have failed. @param otherwise begins with a verb: "choose the files on this computer" */
export function wayOutOf(faults: readonly Fault[], otherwise: string): string {
  if (faults.includes('disk')) return '';
  if (faults.includes('connection')) return `Check the connection and try again, or ${otherwise}.`;
  if (faults.includes('busy')) return `Try again later, or ${otherwise}.`;
  return `Trying again now will hardly help: ${otherwise}.`;
}
