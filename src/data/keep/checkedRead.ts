/** Files are checked when they are read, wherever they lie: what was right once may have been changed since. */
import { wrongWith } from '../fetch/checksum';
import { isOtherFile } from '../fetch/recognise';
import { DataProblem, type LoadContext } from '../spec';
import { type Folder, folders as known, plainName } from './folders';

/**
 * As `read`, but bytes that are not the published ones end in a problem. Files of which no sum is known pass: they are
 * judged by their form alone, by who loads them.
 * @param placeOf how to speak of a file, such as its path
 * @param wayOut a sentence: how to get the right one
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
