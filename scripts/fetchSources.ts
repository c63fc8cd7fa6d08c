/** Downloads files from mirrors, else from archives, and resumes partial downloads. */
import { readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { DiskProblem } from '../src/cli/files/disk';
import { membersOf } from '../src/data/fetch/archive';
import { check, sha256, wrongText } from '../src/data/fetch/checksum';
import { type Failure, SourceFailure } from '../src/data/fetch/faults';
import { archiveLimit, type Limit, limitOf } from '../src/data/fetch/limits';
import type { DataFile } from '../src/data/spec';
import { type Archive, type Form, forms, type Mirror, nameIn } from '../src/data/storage/folders';
import { download, reasonOf } from './download';
import { type FetchRequest, type Meter, writingOf } from './fetchRequest';
import { claimPart, dropPart, releasePart } from './parts';
import { formIn, place, put } from './placeFile';
import { Failures, failureOf } from './sourceFailures';

/** The user's mirror, which may have files in both forms, then the public ones. */
function mirrorsOf({ folder, mirror }: FetchRequest): readonly Mirror[] {
  if (mirror === undefined) return folder.mirrors;
  const address = `${mirror.replace(/\/+$/, '')}/${folder.name}/`;
  return [{ address, browsers: true, forms }, ...folder.mirrors];
}

interface Source {
  readonly address: string;
  readonly form: Form;
  /** Whether it has the published compression; the user's mirror may have another. */
  readonly published: boolean;
}

export function sourcesOf(request: FetchRequest, file: DataFile): readonly Source[] {
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
  /** The final file name. */
  readonly name: string;
  readonly limit: Limit;
  readonly onBytes: (done: number, total: number | undefined) => void;
  /** Downloads the bytes. */
  readonly use: (part: string) => Promise<void>;
}

/**
 * Downloads a file and passes it on; restarts once if a resumed one is wrong. A partial file is kept after a broken
 * connection or an abort, and deleted if it is wrong, too large, or the disk is full.
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

export async function fetchFile(request: FetchRequest, file: DataFile, meter: Meter): Promise<string> {
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

/** Extracts wanted files from the archive at `part`. @returns those that are missing or wrong, with reasons */
async function takeOut(
  part: string,
  archive: Archive,
  wanted: readonly DataFile[],
  request: FetchRequest,
): Promise<ReadonlyMap<string, Failure>> {
  const bytes = await readFile(part);
  if (archive.sha256 !== undefined) {
    const found = await sha256(bytes);
    if (found !== archive.sha256) throw new SourceFailure(wrongText(bytes, found, archive.sha256), 'source');
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

/** Names of partial files that a download of these files can resume. */
export const partNamesOf = (files: readonly DataFile[], archives: readonly Archive[]): string[] => [
  ...files.flatMap((file) => forms.map((form) => nameIn(form, file))),
  ...archives.map(archiveName),
];

/** The `wanted` files that an archive did not provide, with reasons. */
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

/** Extracts files that no mirror had from archives, and reports each. @returns names of those still missing */
export async function fromArchives(
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
