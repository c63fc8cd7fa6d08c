/** Extracts files from archives by name: UCI's zips, CIFAR-10's tar.gz. */
import type { Archive } from '../storage/folders';
import { isGzip, plainBytes } from './gunzip';

/** Bytes, twice the unpacked size of CIFAR-10. More is treated as a decompression bomb. */
const MOST_UNPACKED = 400_000_000;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Also matches numbered downloads, such as "x.tar (1).gz", and a `.tar` that the browser has already decompressed. */
const TAR = /\.(tgz|tar)( ?\(\d+\))?(\.gz)?( ?\(\d+\))?$/i;

/** Kind of archive: zip by its magic bytes, tar.gz by its name; undefined if neither. */
export function archiveKind(name: string, head: Uint8Array): Archive['kind'] | undefined {
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) return 'zip';
  return TAR.test(name) && (isGzip(head) || /\.tar$/i.test(name)) ? 'tar.gz' : undefined;
}

/** Limit of wanted members, nested zips included; no data set's archive has as many. */
const MOST_MEMBERS = 100;

/** What may still be unpacked, nested zips included. */
interface Budget {
  bytes: number;
  members: number;
}

/** Matches names in any folder of the archive; opens zips inside a zip, one level deep. */
async function fromZip(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
  left: Budget,
  nested = false,
): Promise<Map<string, Uint8Array>> {
  const { unzipSync } = await import('fflate');
  const isZip = (path: string) => !nested && path.toLowerCase().endsWith('.zip');
  const members = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!wanted.has(baseName(name)) && !isZip(name)) return false;
      left.bytes -= originalSize;
      left.members--;
      if (left.bytes < 0 || left.members < 0)
        throw new Error('it contains far more than any of the data sets');
      return true;
    },
  });
  const found = new Map<string, Uint8Array>();
  for (const [path, member] of Object.entries(members)) {
    if (wanted.has(baseName(path))) found.set(baseName(path), member);
    else for (const [name, inner] of await fromZip(member, wanted, left, true)) found.set(name, inner);
  }
  return found;
}

async function fromTarGz(
  file: string,
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
): Promise<Map<string, Uint8Array>> {
  const { parseTar } = await import('nanotar');
  const unpacked = await plainBytes({ file, bytes, wayOut: '' }, MOST_UNPACKED);
  // nanotar reads the whole buffer behind an array.
  const own = unpacked.length === unpacked.buffer.byteLength ? unpacked : unpacked.slice();
  const members = parseTar(own, { filter: ({ name }) => wanted.has(baseName(name)) });
  return new Map(members.map(({ name, data }) => [baseName(name), data ?? new Uint8Array(0)]));
}

/**
 * The wanted files of an archive, unpacked, by name.
 * @throws Error with a readable message if it is damaged or unpacks to far more than any data set
 */
export async function membersOf(
  file: string,
  bytes: Uint8Array,
  kind: Archive['kind'],
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    const left = { bytes: MOST_UNPACKED, members: MOST_MEMBERS };
    return kind === 'zip' ? await fromZip(bytes, wanted, left) : await fromTarGz(file, bytes, wanted);
  } catch (reason) {
    throw new Error(
      `the archive cannot be unpacked (${reason instanceof Error ? reason.message : String(reason)})`,
    );
  }
}
