/** Compares bytes with the published SHA-256, of the file as published or of its unpacked content. */
import { count as counted } from '../../core/format';
import type { DataFile } from '../spec';
import type { Form } from '../storage/folders';
import { isGzip, plainBytes } from './gunzip';
import { Sha256 } from './sha256';

/** Limit of unpacked bytes, above the largest file of any set, against decompression bombs. */
export const MOST_UNPACKED = 100_000_000;

/** SHA-256 in hexadecimal: the platform's where available, which is faster, else our own. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return new Sha256().update(bytes).digest();
  const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
  const digest = await subtle.digest('SHA-256', own as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 of the content of gzipped bytes; undefined if damaged or too large. */
async function innerDigest(bytes: Uint8Array): Promise<string | undefined> {
  const content = await plainBytes({ file: '', bytes, wayOut: '' }, MOST_UNPACKED).catch(() => undefined);
  return content && (await sha256(content));
}

/** Checksums of a file. */
export interface Identity {
  /** Of the bytes as they are. */
  readonly digest: string;
  /** Of the unpacked content, if they are gzipped. */
  readonly inner: string | undefined;
}

/** @param inside also hash the content of gzipped bytes: the right content may be compressed differently */
export async function identify(bytes: Uint8Array, inside = true): Promise<Identity> {
  const digest = await sha256(bytes);
  return { digest, inner: inside && isGzip(bytes) ? await innerDigest(bytes) : undefined };
}

/** The form in which the checksums match this file; undefined if they do not. */
export function formOf({ packed, plain }: DataFile, { digest, inner }: Identity): Form | undefined {
  if (digest === packed) return 'packed';
  if (plain === undefined) return undefined;
  if (digest === plain) return 'plain';
  return inner === plain ? 'packed' : undefined;
}

/** "wrong bytes (5 of them, SHA-256 …, expected …)" */
export const wrongText = (bytes: Uint8Array, found: string, expected: string): string =>
  `wrong bytes (${counted(bytes.length)} of them, SHA-256 ${found}, expected ${expected})`;

export type Checked =
  | { readonly form: Form }
  /** Text made by `wrongText`. */
  | { readonly wrong: string };

/** Compares bytes with the published checksums; unpacks gzipped ones only if necessary. */
export async function check(file: DataFile, bytes: Uint8Array): Promise<Checked> {
  const outer = await identify(bytes, false);
  const form =
    formOf(file, outer) ??
    (file.plain !== undefined && isGzip(bytes) ? formOf(file, await identify(bytes)) : undefined);
  if (form !== undefined) return { form };
  const expected = [file.packed, file.plain].filter((sum) => sum !== undefined).join(' or ');
  return { wrong: wrongText(bytes, outer.digest, expected) };
}

/**
 * Checks bytes before they are loaded.
 * @returns what is wrong; undefined if they match, or if no checksum of this form is known
 */
export async function wrongWith(file: DataFile, bytes: Uint8Array): Promise<string | undefined> {
  const known = isGzip(bytes) ? (file.packed ?? file.plain) : file.plain;
  if (known === undefined) return undefined;
  const checked = await check(file, bytes);
  return 'wrong' in checked ? checked.wrong : undefined;
}
