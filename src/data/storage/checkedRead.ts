/** Verifies checksums on every read, wherever the files are: they may have changed since they were stored. */
import { wrongWith } from '../fetch/checksum';
import { isOtherFile } from '../fetch/recognise';
import { DataProblem, type LoadContext } from '../spec';
import { type Folder, folders as known, plainName } from './folders';

/**
 * Like `read`, but throws when the bytes are not the published ones. Files without a known checksum pass; their loader
 * checks the format.
 * @param placeOf how messages name a file, such as its path
 * @param wayOut a sentence: how to get the correct file
 * @throws {DataProblem} naming the file
 */
export function checkedRead(
  folder: string,
  read: LoadContext['read'],
  placeOf: (file: string) => string,
  wayOut: string,
  folders: readonly Folder[] = known,
): LoadContext['read'] {
  const files = folders.find(({ name }) => name === folder)?.files ?? [];
  return async (name) => {
    const bytes = await read(name);
    const file = files.find((one) => one.name === plainName(name));
    const wrong = bytes && file && (await wrongWith(file, bytes));
    if (bytes === undefined || wrong === undefined) return bytes;
    const is = await isOtherFile(bytes, folders);
    throw new DataProblem(
      'A data file is not the published one.',
      `${placeOf(name)}: ${wrong}. ${is}${wayOut}`,
    );
  };
}
