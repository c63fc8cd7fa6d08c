/**
 * Brings the files of one folder of `public/data` here: from a folder on disk, from mirrors, from archives. What
 * is there and right is kept; a download that was cut off goes on where it stopped; a name appears only with the
 * last byte of a file, and only when its SHA-256 is right.
 */
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { membersOf } from '../src/data/archive';
import { check, sha256 } from '../src/data/checksum';
import { type Failure, SourceFailure, wrongFile } from '../src/data/faults';
import { type Archive, type Folder, type Form, type Mirror, nameIn } from '../src/data/folders';
import { archiveLimit, type Limit, limitOf } from '../src/data/limits';
import { searchFolder } from '../src/data/nodeSearch';
import { isOtherFile } from '../src/data/recognise';
import type { DataFile } from '../src/data/spec';
import { DiskProblem, makeFolder, onDisk, type Writing } from './disk';
import { download, reasonOf } from './download';
import { claimPart, dropPart, newPart, releasePart, removeParts } from './parts';

export type FetchEvent =
  /** Bytes of all that is fetched in this go. */
  | { readonly type: 'progress'; readonly file: string; readonly done: number; readonly total: number }
  /** A file that is here now, and where from. */
  | { readonly type: 'here'; readonly file: string; readonly from: string }
  | { readonly type: 'failed'; readonly file: string; readonly failures: readonly Failure[] };

export interface FetchRequest {
  readonly folder: Folder;
  /** Folder to fill. */
  readonly to: string;
  /** Folder to copy from instead of the network. */
  readonly from?: string | undefined;
  /** Where files that are not in `from` are looked for by their content, whatever they are called; `from` itself if absent. */
  readonly around?: string | undefined;
  /** Folders that are named as these are left to them. */
  readonly others?: readonly Folder[] | undefined;
  /** A mirror of the person's own, tried first: `<mirror>/<folder>/<file>`. */
  readonly mirror?: string | undefined;
  readonly tell: (event: FetchEvent) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte after which a source is given up. */
  readonly patience?: number;
}

/** Adds up what several downloads have done. */
class Meter {
  readonly #items = new Map<string, { readonly done: number; readonly total: number }>();
  readonly #tell: FetchRequest['tell'];

  constructor(tell: FetchRequest['tell']) {
    this.#tell = tell;
  }

  expect(item: string, total: number): void {
    this.#items.set(item, { done: 0, total });
  }

  /** It comes from elsewhere, or not at all. */
  forget(item: string): void {
    this.#items.delete(item);
  }

  put(item: string, done: number, total: number): void {
    this.#items.set(item, { done, total: Math.max(done, total) });
    const all = [...this.#items.values()];
    const sum = (key: 'done' | 'total') => all.reduce((before, one) => before + one[key], 0);
    this.#tell({ type: 'progress', file: item, done: sum('done'), total: sum('total') });
  }
}

const forms: readonly Form[] = ['packed', 'plain'];

/** In which form a file is there and right. */
async function formThere(folder: string, file: DataFile): Promise<Form | undefined> {
  for (const form of forms) {
    const bytes = await readFile(join(folder, nameIn(form, file))).catch(() => undefined);
    if (bytes !== undefined && 'form' in (await check(file, bytes))) return form;
  }
  return undefined;
}

const writingOf = ({ folder, to }: FetchRequest): Writing => ({
  folder: to,
  bytes: folder.files.reduce((sum, { bytes }) => sum + bytes, 0),
  wayOut: 'name another folder with F3_DATA=DIR',
});

/**
 * Gives checked bytes at `part` their name. The other form is taken away: it was looked at before and is wrong, and
 * whoever reads would find it first.
 */
async function place(part: string, request: FetchRequest, file: DataFile, form: Form): Promise<void> {
  const other = nameIn(form === 'packed' ? 'plain' : 'packed', file);
  const named = rename(part, join(request.to, nameIn(form, file)));
  await onDisk(
    named.then(() => rm(join(request.to, other), { force: true })),
    writingOf(request),
  );
}

/** Writes checked bytes; whoever reads sees all of them or none. */
async function put(bytes: Uint8Array, request: FetchRequest, file: DataFile, form: Form): Promise<void> {
  const part = newPart(request.to, nameIn(form, file));
  try {
    await onDisk(writeFile(part, bytes), writingOf(request));
    await place(part, request, file, form);
  } finally {
    await dropPart(part);
  }
}

/** @throws {SourceFailure} where they are other bytes */
async function formIn(bytes: Uint8Array, file: DataFile): Promise<Form> {
  const checked = await check(file, bytes);
  if ('form' in checked) return checked.form;
  const failure = wrongFile(bytes, file, checked.wrong);
  const is = (await isOtherFile(bytes)).trimEnd();
  throw is === '' ? failure : new SourceFailure(`${failure.message}. ${is}`, failure.fault);
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

/** Files that are not there under their own names. @returns those that were found and placed */
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

/** All that went wrong with one file or archive, source by source. */
class Failures extends Error {
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(({ text }) => text).join('\n'));
  }
}

/** @throws {DiskProblem}: no other source would change it */
function failureOf(reason: unknown, source: string): Failure {
  if (reason instanceof DiskProblem) throw reason;
  const fault = reason instanceof SourceFailure ? reason.fault : 'connection';
  return { text: `${source}: ${reasonOf(reason)}`, fault };
}

const failuresOf = (reason: unknown, source: string): readonly Failure[] =>
  reason instanceof Failures ? reason.failures : [failureOf(reason, source)];

/** Public mirrors, after the person's own, which may hold files in both forms. */
function mirrorsOf({ folder, mirror }: FetchRequest): readonly Mirror[] {
  if (mirror === undefined) return folder.mirrors;
  const address = `${mirror.replace(/\/+$/, '')}/${folder.name}/`;
  return [{ address, browsers: true, forms }, ...folder.mirrors];
}

interface Source {
  readonly address: string;
  readonly form: Form;
  /** Has the published packing; a mirror of one's own may have another. */
  readonly published: boolean;
}

function sourcesOf(request: FetchRequest, file: DataFile): readonly Source[] {
  return mirrorsOf(request)
    .filter(({ mostBytes }) => mostBytes === undefined || file.bytes <= mostBytes)
    .flatMap((mirror) =>
      (mirror.forms ?? ['packed' as const]).map((form) => ({
        address: mirror.address + nameIn(form, file),
        form,
        published: request.folder.mirrors.includes(mirror),
      })),
    );
}

interface Transfer {
  readonly address: string;
  /** What the file will be called. */
  readonly name: string;
  readonly limit: Limit;
  readonly onBytes: (done: number, total: number | undefined) => void;
  /** Gets the bytes. */
  readonly use: (part: string) => Promise<void>;
}

/**
 * Downloads and hands over; what an earlier, other download had begun is begun anew once. What is cut off or called
 * off stays for the next time; what is wrong, too large or on a disk that is full goes.
 */
async function transfer(
  request: FetchRequest,
  { address, name, limit, onBytes, use }: Transfer,
): Promise<void> {
  const { signal, patience } = request;
  const part = await claimPart(request.to, name);
  const get = () =>
    download({ address, part, limit, writing: writingOf(request), onBytes, signal, patience });
  let whole = false;
  try {
    const wentOn = await get();
    whole = true;
    try {
      await use(part);
    } catch (reason) {
      if (!wentOn || !(reason instanceof SourceFailure)) throw reason;
      await rm(part, { force: true });
      whole = false;
      await get();
      whole = true;
      await use(part);
    }
  } catch (reason) {
    if (!whole && !(reason instanceof DiskProblem)) await releasePart(part);
    throw reason;
  } finally {
    await dropPart(part);
  }
}

async function fetchFile(request: FetchRequest, file: DataFile, meter: Meter): Promise<string> {
  const failures: Failure[] = [];
  const onBytes = (done: number, total = file.bytes) => meter.put(file.name, done, total);
  for (const { address, form, published } of sourcesOf(request, file)) {
    const use = async (part: string) => place(part, request, file, await formIn(await readFile(part), file));
    const limit = limitOf(file, published);
    try {
      await transfer(request, { address, name: nameIn(form, file), limit, onBytes, use });
      return address;
    } catch (reason) {
      request.signal?.throwIfAborted();
      failures.push(failureOf(reason, address));
    }
  }
  throw new Failures(failures);
}

/** Takes wanted files out of an archive that lies at `part`. @returns what of them is not in it, or wrong */
async function takeOut(
  part: string,
  archive: Archive,
  wanted: readonly DataFile[],
  request: FetchRequest,
): Promise<ReadonlyMap<string, Failure>> {
  const bytes = await readFile(part);
  if (archive.sha256 !== undefined) {
    const found = await sha256(bytes);
    if (found !== archive.sha256)
      throw new SourceFailure(
        `wrong bytes (${bytes.length} of them, SHA-256 ${found}, expected ${archive.sha256})`,
        'source',
      );
  }
  const members = await membersOf(
    archive.address,
    bytes,
    archive.kind,
    new Set(wanted.map(({ name }) => name)),
  ).catch((reason: unknown) => {
    throw new SourceFailure(reasonOf(reason), 'source');
  });
  const problems = new Map<string, Failure>();
  const fail = (file: DataFile, why: string) =>
    problems.set(file.name, { text: `${archive.address}: ${why}`, fault: 'source' });
  for (const file of wanted) {
    const member = members.get(file.name);
    const checked = member && (await check(file, member));
    if (member === undefined || checked === undefined) fail(file, 'it is not in the archive');
    else if ('wrong' in checked) fail(file, checked.wrong);
    else await put(member, request, file, checked.form);
  }
  return problems;
}

const archiveName = ({ address }: Archive): string => basename(new URL(address).pathname);

/** What of `wanted` an archive did not bring, each with the reason. */
async function fetchArchive(
  request: FetchRequest,
  archive: Archive,
  wanted: readonly DataFile[],
  meter: Meter,
): Promise<ReadonlyMap<string, Failure>> {
  const { address } = archive;
  const name = archiveName(archive);
  const onBytes = (done: number, total = archive.bytes) => meter.put(name, done, total);
  let problems: ReadonlyMap<string, Failure> = new Map();
  const use = async (part: string) => {
    problems = await takeOut(part, archive, wanted, request);
  };
  try {
    await transfer(request, { address, name, limit: archiveLimit(archive), onBytes, use });
    return problems;
  } catch (reason) {
    request.signal?.throwIfAborted();
    meter.forget(name);
    const failure = failureOf(reason, address);
    return new Map(wanted.map((file) => [file.name, failure]));
  }
}

/** Files that no single source had, by the archives; tells of each. @returns the names of those still missing */
async function fromArchives(
  request: FetchRequest,
  missing: ReadonlyMap<DataFile, readonly Failure[]>,
  meter: Meter,
): Promise<readonly string[]> {
  const failures = new Map([...missing].map(([file, before]) => [file, [...before]]));
  for (const archive of request.folder.archives) {
    if (failures.size === 0) break;
    const problems = await fetchArchive(request, archive, [...failures.keys()], meter);
    for (const [file, before] of [...failures]) {
      const problem = problems.get(file.name);
      if (problem !== undefined) before.push(problem);
      else {
        failures.delete(file);
        request.tell({ type: 'here', file: file.name, from: archive.address });
      }
    }
  }
  for (const [file, all] of failures) request.tell({ type: 'failed', file: file.name, failures: all });
  return [...failures.keys()].map(({ name }) => name);
}

/** Which files are missing; tells of the others. */
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

/** Names that parts can have which a download of these files goes on with. */
const namesOf = (files: readonly DataFile[], archives: readonly Archive[]): string[] => [
  ...files.flatMap((file) => forms.map((form) => nameIn(form, file))),
  ...archives.map(archiveName),
];

/** Removes what earlier runs left in a folder, but for what the next download goes on with. */
async function tidy({ folder, to }: FetchRequest, missing: readonly DataFile[]): Promise<void> {
  const names = new Set(namesOf(folder.files, folder.archives));
  if (missing.length > 0) for (const name of namesOf(missing, folder.archives)) names.delete(name);
  await removeParts(to, names);
}

/**
 * Fills a folder.
 * @returns the names of files that could not be had; `tell` has said why
 * @throws {DiskProblem} where the folder takes nothing; the signal's reason when it is called off: what has come stays
 *   for the next time
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

/** Names and sizes of a folder's files as they lie there, one form of each. */
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
