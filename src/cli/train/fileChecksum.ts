/** The SHA-256 stored in a checkpoint file: without it, a corrupted byte could silently change a curve. */
import { createHash } from 'node:crypto';
import { NO_CHECKSUM } from '../../experiment/files/checkpointFile';
import { DamagedFile } from '../../experiment/files/safetensors';

const BEFORE = Buffer.from('{"__metadata__":{"sha256":"');
/** After the 8 bytes of the header length. */
const PLACE = 8 + BEFORE.length;
const END = PLACE + NO_CHECKSUM.length;

/** SHA-256 of the file with zeros in place of the checksum digits. */
const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256')
    .update(bytes.subarray(0, PLACE))
    .update(NO_CHECKSUM)
    .update(bytes.subarray(END))
    .digest('hex');

/** Writes the checksum into the file. @param bytes of a checkpoint file without one */
export function writeChecksum(bytes: Uint8Array): void {
  bytes.set(Buffer.from(digestOf(bytes)), PLACE);
}

/** @throws {DamagedFile} if the checksum does not match */
export function verifyChecksum(bytes: Uint8Array): void {
  if (!BEFORE.equals(bytes.subarray(PLACE - BEFORE.length, PLACE)))
    throw new DamagedFile('is damaged: its metadata does not begin with its “sha256”');
  const stored = Buffer.from(bytes.subarray(PLACE, END)).toString('latin1');
  const found = digestOf(bytes);
  if (stored !== found)
    throw new DamagedFile(
      `is damaged: it was changed after it was written (its SHA-256 is ${found}, but it records ${stored})`,
    );
}
