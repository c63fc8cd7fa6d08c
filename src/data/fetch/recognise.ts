/** Which file of which public data set bytes are, by their SHA-256 alone: names are anyone's. */
import { type Folder, type Form, folders as known } from '../keep/folders';
import type { DataFile } from '../spec';
import { formOf, type Identity, identify } from './checksum';

export interface Recognised {
  readonly folder: Folder;
  readonly is: DataFile;
  readonly form: Form;
}

export function bySum(sums: Identity, folders: readonly Folder[] = known): Recognised | undefined {
  for (const folder of folders) {
    for (const is of folder.files) {
      const form = formOf(is, sums);
      if (form !== undefined) return { folder, is, form };
    }
  }
  return undefined;
}

/** "It is Fashion-MNIST’s train-labels-idx1-ubyte." for the end of a message about wrong bytes; else nothing. */
export async function isOtherFile(bytes: Uint8Array, folders: readonly Folder[] = known): Promise<string> {
  const found = bySum(await identify(bytes), folders);
  return found ? `It is ${found.folder.title}’s ${found.is.name}. ` : '';
}
