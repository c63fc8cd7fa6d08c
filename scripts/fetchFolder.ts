/**
 * Fills one folder of `public/data` from a folder on disk, from mirrors, or from archives. Valid files are kept, partial
 * downloads are resumed, and a file gets its name only once it is complete and its SHA-256 matches.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, onDisk } from '../src/cli/files/disk';
import { check } from '../src/data/fetch/checksum';
import type { Failure } from '../src/data/fetch/faults';
import { searchFolder } from '../src/data/nodeSearch';
import type { DataFile } from '../src/data/spec';
import { type Folder, type Form, forms, nameIn } from '../src/data/storage/folders';
import { type FetchRequest, Meter, writingOf } from './fetchRequest';
import { fetchFile, fromArchives, partNamesOf, sourcesOf } from './fetchSources';
import { removeParts } from './parts';
import { formIn, put } from './placeFile';
import { Failures, failureOf, failuresOf } from './sourceFailures';

/** The form in which a valid file exists. */
async function formThere(folder: string, file: DataFile): Promise<Form | undefined> {
  for (const form of forms) {
    const bytes = await readFile(join(folder, nameIn(form, file))).catch(() => undefined);
    if (bytes !== undefined && 'form' in (await check(file, bytes))) return form;
  }
  return undefined;
}

async function copyFrom(from: string, request: FetchRequest, file: DataFile): Promise<string> {
  const failures: Failure[] = [];
  for (const form of forms) {
    const source = join(from, nameIn(form, file));
    request.signal?.throwIfAborted();
    try {
      const bytes = await readFile(source);
      await put(bytes, request, file, await formIn(bytes, file));
      return source;
    } catch (reason) {
      failures.push(failureOf(reason, source));
    }
  }
  throw new Failures(failures);
}

/** Searches for missing files by content. @returns those that were found and placed */
async function copyFound(request: FetchRequest, wanted: readonly DataFile[]): Promise<ReadonlySet<DataFile>> {
  const { folder, from = '', around = from, others, tell, signal } = request;
  const placed = new Set<DataFile>();
  for await (const { is, form, bytes, path } of searchFolder(around, folder, wanted, others, signal)) {
    await put(bytes, request, is, form);
    placed.add(is);
    tell({ type: 'here', file: is.name, from: path });
  }
  return placed;
}

/** The missing files; reports the others. */
async function missingOf({ folder, to, tell, signal }: FetchRequest): Promise<readonly DataFile[]> {
  const missing: DataFile[] = [];
  for (const file of folder.files) {
    signal?.throwIfAborted();
    const form = await formThere(to, file);
    if (form === undefined) missing.push(file);
    else tell({ type: 'here', file: nameIn(form, file), from: 'there already' });
  }
  return missing;
}

/** Deletes partial files of earlier runs, except those that the next download resumes. */
async function tidy({ folder, to }: FetchRequest, missing: readonly DataFile[]): Promise<void> {
  const names = new Set(partNamesOf(folder.files, folder.archives));
  if (missing.length > 0) for (const name of partNamesOf(missing, folder.archives)) names.delete(name);
  await removeParts(to, names);
}

/**
 * Fills a folder.
 * @returns names of the files that are still missing; `tell` received the reasons
 * @throws {DiskProblem} on a write error; the signal's reason if aborted: partial downloads are kept
 */
export async function fetchFolder(request: FetchRequest): Promise<readonly string[]> {
  const { folder, to, from, tell, signal } = request;
  await onDisk(makeFolder(to), writingOf(request));
  const missing = await missingOf(request);
  await tidy(request, missing);
  const meter = new Meter(tell);
  const single = (file: DataFile) => from === undefined && sourcesOf(request, file).length > 0;
  for (const file of missing) if (single(file)) meter.expect(file.name, file.bytes);
  const failed = new Map<DataFile, readonly Failure[]>();
  for (const file of missing) {
    try {
      const source =
        from === undefined ? await fetchFile(request, file, meter) : await copyFrom(from, request, file);
      tell({ type: 'here', file: file.name, from: source });
    } catch (reason) {
      signal?.throwIfAborted();
      meter.forget(file.name);
      failed.set(file, failuresOf(reason, file.name));
    }
  }
  if (from !== undefined && failed.size > 0)
    for (const file of await copyFound(request, [...failed.keys()])) failed.delete(file);
  const gone = await fromArchives(
    from === undefined ? request : { ...request, folder: { ...folder, archives: [] } },
    failed,
    meter,
  );
  if (gone.length === 0) await tidy(request, []);
  return gone;
}

/** Names and sizes of a folder's files, one form of each. */
export async function filesThere(
  folder: Folder,
  at: string,
): Promise<readonly { readonly name: string; readonly bytes: number }[]> {
  const found = folder.files.map(async (file) => {
    for (const form of forms) {
      const name = nameIn(form, file);
      const there = await stat(join(at, name)).catch(() => undefined);
      if (there?.isFile()) return { name, bytes: there.size };
    }
    return undefined;
  });
  return (await Promise.all(found)).filter((file) => file !== undefined);
}
