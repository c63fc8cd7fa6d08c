/** Gives files their names in `public/data`: with their last byte, and only where their SHA-256 is right. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk } from '../src/cli/files/disk';
import { check } from '../src/data/fetch/checksum';
import { SourceFailure, wrongFile } from '../src/data/fetch/faults';
import { isOtherFile } from '../src/data/fetch/recognise';
import { type Form, nameIn } from '../src/data/keep/folders';
import type { DataFile } from '../src/data/spec';
import { type FetchRequest, writingOf } from './fetchRequest';
import { dropPart, newPart } from './parts';

/**
 * Gives checked bytes at `part` their name. The other form is taken away: it was looked at before and is wrong, and
 * whoever reads would find it first.
 */
export async function place(part: string, request: FetchRequest, file: DataFile, form: Form): Promise<void> {
  const other = nameIn(form === 'packed' ? 'plain' : 'packed', file);
  const named = rename(part, join(request.to, nameIn(form, file)));
  await onDisk(
    named.then(() => rm(join(request.to, other), { force: true })),
    writingOf(request),
  );
}

/** Writes checked bytes; whoever reads sees all of them or none. */
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

/** @throws {SourceFailure} where they are other bytes */
export async function formIn(bytes: Uint8Array, file: DataFile): Promise<Form> {
  const checked = await check(file, bytes);
  if ('form' in checked) return checked.form;
  const failure = wrongFile(bytes, file, checked.wrong);
  const is = (await isOtherFile(bytes)).trimEnd();
  throw is === '' ? failure : new SourceFailure(`${failure.message}. ${is}`, failure.fault);
}
