/** Renames complete, verified files to their final names in `public/data`. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk } from '../src/cli/files/disk';
import { check } from '../src/data/fetch/checksum';
import { SourceFailure, wrongFile } from '../src/data/fetch/faults';
import { isOtherFile } from '../src/data/fetch/recognise';
import type { DataFile } from '../src/data/spec';
import { type Form, nameIn } from '../src/data/storage/folders';
import { type FetchRequest, writingOf } from './fetchRequest';
import { dropPart, newPart } from './parts';

/**
 * Renames a verified partial file. Deletes the other form, which is known to be wrong and would be read first.
 */
export async function place(part: string, request: FetchRequest, file: DataFile, form: Form): Promise<void> {
  const other = nameIn(form === 'packed' ? 'plain' : 'packed', file);
  const named = rename(part, join(request.to, nameIn(form, file)));
  await onDisk(
    named.then(() => rm(join(request.to, other), { force: true })),
    writingOf(request),
  );
}

/** Writes verified bytes atomically. */
export async function put(
  bytes: Uint8Array,
  request: FetchRequest,
  file: DataFile,
  form: Form,
): Promise<void> {
  const part = newPart(request.to, nameIn(form, file));
  try {
    await onDisk(writeFile(part, bytes), writingOf(request));
    await place(part, request, file, form);
  } finally {
    await dropPart(part);
  }
}

/** @throws {SourceFailure} if the checksum differs */
export async function formIn(bytes: Uint8Array, file: DataFile): Promise<Form> {
  const checked = await check(file, bytes);
  if ('form' in checked) return checked.form;
  const failure = wrongFile(bytes, file, checked.wrong);
  const is = (await isOtherFile(bytes)).trimEnd();
  throw is === '' ? failure : new SourceFailure(`${failure.message}. ${is}`, failure.fault);
}
