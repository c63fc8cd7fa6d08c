/** Why a download failed, in the categories that decide what the user can do. */
import { count as counted } from '../../core/format';
import type { DataFile } from '../spec';
import { isGzip } from './gunzip';

export type Fault =
  /** No response, or it stalled. */
  | 'connection'
  /** A temporary refusal. */
  | 'busy'
  /** The source does not have, or does not serve, the right file. */
  | 'source'
  /** The file could not be written; the message says where and what to do. */
  | 'disk';

/** A failed source; the message is shown after its address. */
export class SourceFailure extends Error {
  constructor(
    message: string,
    readonly fault: Fault,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** 408 Request Timeout and 429 Too Many Requests count as busy. */
export const statusFailure = (status: number): SourceFailure =>
  new SourceFailure(
    `the server answers ${status}`,
    status >= 500 || status === 408 || status === 429 ? 'busy' : 'source',
  );

/** A source's failure in one line, with its address. */
export interface Failure {
  readonly text: string;
  readonly fault: Fault;
}

/** @throws {SourceFailure} if the response is a web page, which no data file is */
export function notAPage({ headers }: Response): void {
  if (headers.get('content-type')?.startsWith('text/html'))
    throw new SourceFailure('it sends a web page, such as the login page of a network', 'connection');
}

const isPage = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*<(!doctype html|html|head)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

/** Diagnoses a complete download with the wrong checksum. @param wrong text from `wrongText` */
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

/** A sentence: what to do after all sources failed. @param otherwise an imperative: "choose the files on this computer" */
export function wayOutOf(faults: readonly Fault[], otherwise: string): string {
  if (faults.includes('disk')) return '';
  if (faults.includes('connection')) return `Check the connection and try again, or ${otherwise}.`;
  if (faults.includes('busy')) return `Try again later, or ${otherwise}.`;
  return `Trying again is unlikely to help: ${otherwise}.`;
}
