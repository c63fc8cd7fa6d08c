/** Whether bytes are the published ones: SHA-256 of a file as it was packed, or of what is in it. */
import { count as counted } from '../../core/format';
import type { Form } from '../keep/folders';
import type { DataFile } from '../spec';
import { isGzip, plainBytes } from './gunzip';
import { Sha256 } from './sha256';

/** Unpacked bytes of the largest file that any set has, with room to spare: a gzip bomb ends here. */
export const MOST_UNPACKED = 100_000_000;

/** SHA-256 in hexadecimal digits: the browser's own where it has one, which is faster, else ours. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return new Sha256().update(bytes).digest();
  const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
  const digest = await subtle.digest('SHA-256', own as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 of what is in gzipped bytes; undefined where they are damaged, or far larger than any set's file. */
async function innerDigest(bytes: Uint8Array): Promise<string | undefined> {
  const content = await plainBytes({ file: '', bytes, wayOut: '' }, MOST_UNPACKED).catch(() => undefined);
  return content && (await sha256(content));
}

/** What bytes are, by their checksums. */
export interface Identity {
  /** Of the bytes as they are. */
  readonly digest: string;
  /** Of what is in them, where they are gzipped. */
  readonly inner: string | undefined;
}

/** @param inside also look into gzipped bytes; another packing of the right content is as good */
export async function identify(bytes: Uint8Array, inside = true): Promise<Identity> {
  const digest = await sha256(bytes);
  return { digest, inner: inside && isGzip(bytes) ? await innerDigest(bytes) : undefined };
}

/** In which form bytes are this file; undefined where they are not. */
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
  /** What `wrongText` says. */
  | { readonly wrong: string };

/** Compares bytes with what is published of a file; looks into gzipped ones only where it must. */
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
 * Whether bytes that are about to be loaded are the published ones.
 * @returns what is wrong with them; nothing where they are right, or where no sum of this form is known
 */
export async function wrongWith(file: DataFile, bytes: Uint8Array): Promise<string | undefined> {
  const known = isGzip(bytes) ? (file.packed ?? file.plain) : file.plain;
  if (known === undefined) return undefined;
  const checked = await check(file, bytes);
  return 'wrong' in checked ? checked.wrong : undefined;
}
