/** A checkpoint file's checksum of itself: a byte that changed since it was written would change a curve without a word. */
import { createHash } from 'node:crypto';
import { UNSEALED } from '../../experiment/files/checkpointFile';
import { DamagedFile } from '../../experiment/files/safetensors';

const BEFORE = Buffer.from('{"__metadata__":{"sha256":"');
/** Behind the 8 bytes of the header's length. */
const PLACE = 8 + BEFORE.length;
const END = PLACE + UNSEALED.length;

/** SHA-256 of the file with zeros in place of its digits. */
const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256')
    .update(bytes.subarray(0, PLACE))
    .update(UNSEALED)
    .update(bytes.subarray(END))
    .digest('hex');

/** Puts the checksum in its place. @param bytes of a checkpoint file that has none yet */
export function seal(bytes: Uint8Array): void {
  bytes.set(Buffer.from(digestOf(bytes)), PLACE);
}

/** @throws {DamagedFile} where the bytes are not those that were written */
export function checkSeal(bytes: Uint8Array): void {
  if (!BEFORE.equals(bytes.subarray(PLACE - BEFORE.length, PLACE)))
    throw new DamagedFile('is damaged: its metadata does not begin with its “sha256”');
  const said = Buffer.from(bytes.subarray(PLACE, END)).toString('latin1');
  const found = digestOf(bytes);
  if (said !== found)
    throw new DamagedFile(
      `is damaged: it was changed after it was written (its SHA-256 is ${found}, but it records ${said})`,
    );
}
