/** Recognises files of public data sets by SHA-256 only, because names are not reliable. */

import type { DataFile } from '../spec';
import { type Folder, type Form, folders as known } from '../storage/folders';
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

/** "It is Fashion-MNIST’s train-labels-idx1-ubyte. " to append to a message about wrong bytes, or "". */
export async function isOtherFile(bytes: Uint8Array, folders: readonly Folder[] = known): Promise<string> {
  const found = bySum(await identify(bytes), folders);
  return found ? `It is ${found.folder.title}’s ${found.is.name}. ` : '';
}
