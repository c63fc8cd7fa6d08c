/**
 * Brings the files of one folder of `public/data` here: from a folder on disk, from mirrors, from archives. What
 * is there and right is kept; a download that was cut off goes on where it stopped; a name appears only with the
 * last byte of a file, and only when its SHA-256 is right.
 */
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { membersOf } from '../src/data/archive';
import { check, sha256 } from '../src/data/checksum';
import { type Archive, type Folder, type Form, type Mirror, nameIn } from '../src/data/folders';
import { searchFolder } from '../src/data/nodeSearch';
import { isOtherFile } from '../src/data/recognise';
import type { DataFile } from '../src/data/spec';
import { download, reasonOf } from './download';

export type FetchEvent =
  /** Bytes of all that is fetched in this go. */
  | { readonly type: 'progress'; readonly file: string; readonly done: number; readonly total: number }
  /** A file that is here now, and where from. */
  | { readonly type: 'here'; readonly file: string; readonly from: string }
  | { readonly type: 'failed'; readonly file: string; readonly reasons: readonly string[] };

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

/**
 * Gives checked bytes at `part` their name. The other form is taken away: it was looked at before and is wrong, and
 * whoever reads would find it first.
 */
async function place(part: string, to: string, file: DataFile, form: Form): Promise<void> {
  await rename(part, join(to, nameIn(form, file)));
  await rm(join(to, nameIn(form === 'packed' ? 'plain' : 'packed', file)), { force: true });
}

/** @throws where the bytes at `part` are not the file's; they are gone then */
async function placeChecked(part: string, to: string, file: DataFile): Promise<void> {
  const bytes = await readFile(part);
  const checked = await check(file, bytes);
  if ('wrong' in checked) {
    await rm(part, { force: true });
    const is = (await isOtherFile(bytes)).trimEnd();
    throw new Error(is === '' ? checked.wrong : `${checked.wrong}. ${is}`);
  }
  await place(part, to, file, checked.form);
}

async function copyFrom(from: string, to: string, file: DataFile): Promise<string> {
  const failures: string[] = [];
  for (const form of forms) {
    const source = join(from, nameIn(form, file));
    const part = join(to, `${nameIn(form, file)}.${process.pid}.part`);
    try {
      await copyFile(source, part);
      await placeChecked(part, to, file);
      return source;
    } catch (reason) {
      failures.push(`${source}: ${reasonOf(reason)}`);
    } finally {
      await rm(part, { force: true });
    }
  }
  throw new Failures(failures);
}

/** Files that are not there under their own names. @returns those that were found and placed */
async function copyFound(
  { folder, to, from = '', around = from, others, tell, signal }: FetchRequest,
  wanted: readonly DataFile[],
): Promise<ReadonlySet<DataFile>> {
  const placed = new Set<DataFile>();
  for await (const { is, form, bytes, path } of searchFolder(around, folder, wanted, others)) {
    signal?.throwIfAborted();
    const part = join(to, `${nameIn(form, is)}.${process.pid}.part`);
    await writeFile(part, bytes);
    await place(part, to, is, form);
    placed.add(is);
    tell({ type: 'here', file: is.name, from: path });
  }
  return placed;
}

/** All that went wrong with one file or archive, source by source. */
class Failures extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join('\n'));
  }
}

const failuresOf = (reason: unknown): readonly string[] =>
  reason instanceof Failures ? reason.reasons : [reasonOf(reason)];

/** Public mirrors, after the person's own, which may hold files in both forms. */
function mirrorsOf({ folder, mirror }: FetchRequest): readonly Mirror[] {
  if (mirror === undefined) return folder.mirrors;
  const address = `${mirror.replace(/\/+$/, '')}/${folder.name}/`;
  return [{ address, browsers: true, forms }, ...folder.mirrors];
}

interface Source {
  readonly address: string;
  readonly form: Form;
}

function sourcesOf(request: FetchRequest, file: DataFile): readonly Source[] {
  return mirrorsOf(request)
    .filter(({ mostBytes }) => mostBytes === undefined || file.bytes <= mostBytes)
    .flatMap((mirror) =>
      (mirror.forms ?? ['packed' as const]).map((form) => ({
        address: mirror.address + nameIn(form, file),
        form,
      })),
    );
}

/** Downloads to `part` and hands it to `use`; a part that an earlier, other download had begun is begun anew once. */
async function downloadTo(
  part: string,
  address: string,
  request: FetchRequest,
  onBytes: (done: number, total: number | undefined) => void,
  use: () => Promise<void>,
): Promise<void> {
  const { signal, patience } = request;
  const wentOn = await download({ address, part, onBytes, signal, patience });
  try {
    await use();
  } catch (reason) {
    await rm(part, { force: true });
    if (!wentOn) throw reason;
    await download({ address, part, onBytes, signal, patience });
    await use();
  }
}

async function fetchFile(request: FetchRequest, file: DataFile, meter: Meter): Promise<string> {
  const failures: string[] = [];
  for (const { address, form } of sourcesOf(request, file)) {
    const part = join(request.to, `${nameIn(form, file)}.part`);
    const onBytes = (done: number, total = file.bytes) => meter.put(file.name, done, total);
    try {
      await downloadTo(part, address, request, onBytes, () => placeChecked(part, request.to, file));
      return address;
    } catch (reason) {
      request.signal?.throwIfAborted();
      failures.push(`${address}: ${reasonOf(reason)}`);
    }
  }
  throw new Failures(failures);
}

/** Takes wanted files out of an archive that lies at `part`. @returns what of them is not in it, or wrong */
async function takeOut(
  part: string,
  archive: Archive,
  wanted: readonly DataFile[],
  to: string,
): Promise<ReadonlyMap<string, string>> {
  const bytes = await readFile(part);
  if (archive.sha256 !== undefined) {
    const found = await sha256(bytes);
    if (found !== archive.sha256)
      throw new Error(`wrong bytes (${bytes.length} of them, SHA-256 ${found}, expected ${archive.sha256})`);
  }
  const members = await membersOf(
    archive.address,
    bytes,
    archive.kind,
    new Set(wanted.map(({ name }) => name)),
  );
  const problems = new Map<string, string>();
  for (const file of wanted) {
    const member = members.get(file.name);
    const checked = member && (await check(file, member));
    if (member === undefined || checked === undefined) problems.set(file.name, 'it is not in the archive');
    else if ('wrong' in checked) problems.set(file.name, checked.wrong);
    else {
      const whole = join(to, `${file.name}.${process.pid}.part`);
      await writeFile(whole, member);
      await place(whole, to, file, checked.form);
    }
  }
  return problems;
}

/** What of `wanted` an archive did not bring, each with the reason. */
async function fetchArchive(
  request: FetchRequest,
  archive: Archive,
  wanted: readonly DataFile[],
  meter: Meter,
): Promise<ReadonlyMap<string, string>> {
  const name = basename(new URL(archive.address).pathname);
  const part = join(request.to, `${name}.part`);
  const onBytes = (done: number, total = archive.bytes) => meter.put(name, done, total);
  let problems: ReadonlyMap<string, string> = new Map();
  try {
    await downloadTo(part, archive.address, request, onBytes, async () => {
      problems = await takeOut(part, archive, wanted, request.to);
    });
    await rm(part, { force: true });
    return problems;
  } catch (reason) {
    request.signal?.throwIfAborted();
    meter.forget(name);
    return new Map(wanted.map((file) => [file.name, reasonOf(reason)]));
  }
}

/** Files that no single source had, by the archives; tells of each. @returns the names of those still missing */
async function fromArchives(
  request: FetchRequest,
  missing: ReadonlyMap<DataFile, readonly string[]>,
  meter: Meter,
): Promise<readonly string[]> {
  const reasons = new Map([...missing].map(([file, before]) => [file, [...before]]));
  for (const archive of request.folder.archives) {
    if (reasons.size === 0) break;
    const problems = await fetchArchive(request, archive, [...reasons.keys()], meter);
    for (const [file, before] of [...reasons]) {
      const problem = problems.get(file.name);
      if (problem !== undefined) before.push(`${archive.address}: ${problem}`);
      else {
        reasons.delete(file);
        request.tell({ type: 'here', file: file.name, from: archive.address });
      }
    }
  }
  for (const [file, all] of reasons) request.tell({ type: 'failed', file: file.name, reasons: all });
  return [...reasons.keys()].map(({ name }) => name);
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

/**
 * Fills a folder.
 * @returns the names of files that could not be had; `tell` has said why
 * @throws the signal's reason when it is called off: what has come stays for the next time
 */
export async function fetchFolder(request: FetchRequest): Promise<readonly string[]> {
  const { folder, to, from, tell, signal } = request;
  await mkdir(to, { recursive: true });
  const missing = await missingOf(request);
  const meter = new Meter(tell);
  const single = (file: DataFile) => from === undefined && sourcesOf(request, file).length > 0;
  for (const file of missing) if (single(file)) meter.expect(file.name, file.bytes);
  const failed = new Map<DataFile, readonly string[]>();
  for (const file of missing) {
    try {
      const source =
        from === undefined ? await fetchFile(request, file, meter) : await copyFrom(from, to, file);
      tell({ type: 'here', file: file.name, from: source });
    } catch (reason) {
      signal?.throwIfAborted();
      meter.forget(file.name);
      failed.set(file, failuresOf(reason));
    }
  }
  if (from !== undefined && failed.size > 0)
    for (const file of await copyFound(request, [...failed.keys()])) failed.delete(file);
  return fromArchives(
    from === undefined ? request : { ...request, folder: { ...folder, archives: [] } },
    failed,
    meter,
  );
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
