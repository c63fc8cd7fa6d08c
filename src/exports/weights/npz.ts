/** Reads NPZ, NumPy's archive of named arrays. */
import { unzipSync } from 'fflate';
import { bytesText } from '../../core/format';
import { decode, product } from '../../data/import/arrays/arrayFile';
import { readNpy } from '../../data/import/arrays/npy';
import { DataProblem } from '../../data/spec';
import { DamagedFile } from '../../experiment/files/safetensors';
import type { Arrays } from './layers';

/** Bytes of all arrays, unpacked. */
const MOST_BYTES = 2 ** 30;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

function unpacked(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        if (total > MOST_BYTES)
          throw new DamagedFile(
            `would take more than ${bytesText(MOST_BYTES)} unpacked, the most that is read`,
          );
        return name.endsWith('.npy');
      },
    });
  } catch (reason) {
    if (reason instanceof DamagedFile) throw reason;
    throw new DamagedFile('is damaged: it begins as an archive does, and cannot be unpacked');
  }
}

/**
 * Numbers of other types are rounded to single precision, in which the lab computes.
 * @throws {DamagedFile}
 */
export async function readNpz(bytes: Uint8Array<ArrayBuffer>): Promise<Arrays> {
  const arrays = await Promise.all(
    Object.entries(unpacked(bytes)).map(async ([entry, content]) => {
      const blob = new Blob([content as Uint8Array<ArrayBuffer>]);
      try {
        const array = await readNpy({ name: entry, blob }, () => undefined);
        const values = decode(array, new Float32Array(product(array.shape)));
        return [entry.slice(0, -'.npy'.length), { shape: array.shape, values }] as const;
      } catch (reason) {
        if (!(reason instanceof DataProblem)) throw reason;
        throw new DamagedFile(`cannot be read. ${reason.title} ${reason.detail.replace(/\.$/, '')}`);
      }
    }),
  );
  return new Map(arrays);
}
