/**
 * All data work that would block the page: loading, generating, fetching and importing. Arrays use shared memory
 * where it is available.
 */
import { expose } from 'comlink';
import type { Dataset } from '../core/samples/dataset';
import { getFolder } from '../data/fetch/getFolder';
import { type FolderState, folderStates, readFrom } from '../data/fetch/sources';
import { type Examined, examine, type SourceFile } from '../data/import';
import type { Outcome } from '../data/import/examined';
import { describeUnsupported, type OwnFormat, sniffOwn } from '../data/import/sniff';
import type { FileProfile, ImportChoices, ReadOptions } from '../data/import/table/table';
import { type Preview, previewOf } from '../data/preview';
import { shaped } from '../data/shaped';
import { DataProblem, type DatasetInfo } from '../data/spec';
import { storageUse } from '../data/storage/connection';
import { identified } from '../data/storage/contentChecksum';
import { deleteFiles, setMemoryStore } from '../data/storage/fileStore';
import type { MemoryStore } from '../data/storage/memoryStore';
import { datasetSpec, isOwnId } from '../data/storage/ownDatasets';
import {
  damagedOwn,
  deleteOwn,
  identifiedOwn,
  readOwnData,
  readPreview,
  storedOwn,
  storeOwn,
  storePreview,
} from '../data/storage/ownStore';
import { recognise, storeFiles } from '../data/storage/publicFiles';
import { holdLivenessLock } from './livenessLock';
import { bytesOf, shared, transferDataset } from './transfer';

export type { Outcome };

type Progress = (done: number, total: number) => void;
interface Problem {
  readonly title: string;
  readonly detail: string;
  /** Bytes that did not fit into the browser's storage. */
  readonly needs?: number | undefined;
}
/** Errors lose their own fields between threads, so problems travel as values. */
export type Answer<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Problem);

export interface OwnEntry {
  readonly info: DatasetInfo;
  readonly bytes: number;
}
/** What is known about the data on this computer without reading them. */
export interface Survey {
  readonly own: readonly OwnEntry[];
  /** Ids of own sets whose stored entry is damaged. */
  readonly damaged: readonly string[];
  readonly folders: readonly FolderState[];
  readonly storage: { readonly used: number; readonly quota: number } | undefined;
}
export interface Imported extends OwnEntry {
  readonly dataset: Dataset;
  readonly preview: Preview;
  /** Why the browser does not keep it: it can be used in this memory. */
  readonly notStored: Problem | undefined;
  /** Id of an already stored set with the same content: nothing was added. */
  readonly there: string | undefined;
}
/** The result of sorting files that the user dropped or chose. */
export interface SortedFiles {
  /** Folders of public data sets that received files, with the names of files that are still missing. */
  readonly folders: readonly { readonly folder: string; readonly missing: readonly string[] }[];
  /** Files of no public set that can be imported, by their index in the input. */
  readonly toImport: readonly { readonly place: number; readonly format: OwnFormat }[];
  /** Files that cannot be opened; `like` says what they are and what to do, if their bytes show it. */
  readonly unknown: readonly { readonly name: string; readonly like: string | undefined }[];
  /** The problem with files of public sets, if any. */
  readonly problem: Problem | undefined;
}

const wordsOf = ({ title, detail, needs }: Problem): Problem => ({ title, detail, needs });

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof DataProblem) return { ok: false, ...wordsOf(error) };
    throw error;
  }
}

async function loadOwn(id: string): Promise<Dataset> {
  const dataset = await readOwnData(id, shared);
  if (dataset === undefined)
    throw new DataProblem(
      `“${id}” is not on this computer.`,
      'It was imported from someone’s own file, and links do not carry such data. Import the same file with the same options on the Data page.',
    );
  return shaped(dataset, await infoOf(id));
}

async function load(id: string, base: string, progress: Progress): Promise<Dataset> {
  if (isOwnId(id)) return loadOwn(id);
  const spec = datasetSpec(id);
  if (spec === undefined) throw new DataProblem(`There is no data set “${id}”.`, 'Choose another.');
  return shaped(await spec.load({ read: readFrom(spec.folder, base), allocate: shared, progress }), spec);
}

async function infoOf(id: string): Promise<DatasetInfo | undefined> {
  return datasetSpec(id) ?? (await storedOwn()).find(({ info }) => info.id === id)?.info;
}

async function makePreview(id: string, base: string): Promise<Preview | undefined> {
  const kept = await readPreview(id);
  if (kept !== undefined) return kept;
  const info = await infoOf(id);
  if (info === undefined) return undefined;
  const preview = previewOf(info, await load(id, base, () => undefined));
  await storePreview(id, preview);
  return preview;
}

let getting: AbortController | undefined;

async function get(folder: string, base: string, progress: Progress): Promise<'done' | 'paused'> {
  const controller = new AbortController();
  getting = controller;
  try {
    await getFolder(folder, base, progress, controller.signal);
    return 'done';
  } catch (error) {
    if (controller.signal.aborted) return 'paused';
    throw error;
  }
}

async function sortFiles(files: readonly File[], base: string): Promise<SortedFiles> {
  const { folders, strangers, problems } = await recognise(files);
  const kept: SortedFiles['folders'][number][] = [];
  const [broken] = problems;
  let problem: Problem | undefined = broken && wordsOf(broken);
  for (const [folder, given] of folders) {
    const missing = await answer(() => storeFiles(folder, given, base));
    if (missing.ok) kept.push({ folder, missing: missing.value });
    else problem ??= wordsOf(missing);
  }
  const formats = await Promise.all(
    strangers.map(async (file) => {
      const source = { name: file.name, blob: file };
      const format = await sniffOwn(source);
      return { file, format, like: format ? undefined : await describeUnsupported(source) };
    }),
  );
  return {
    folders: kept,
    toImport: formats.flatMap(({ file, format }) => (format ? [{ place: files.indexOf(file), format }] : [])),
    unknown: formats.flatMap(({ file, format, like }) => (format ? [] : [{ name: file.name, like }])),
    problem,
  };
}

let examined: Examined | undefined;
const ready = (): Examined => {
  if (examined === undefined) throw new Error('No file has been examined.');
  return examined;
};

async function makeOwn(choices: ImportChoices): Promise<Imported> {
  const { profile, make } = ready();
  const made = make(choices, '', shared);
  const { info, dataset } = identified(made, profile.files[0]?.name ?? '');
  const kept = await answer(() => storeOwn(info, dataset));
  const there = kept.ok ? kept.value : undefined;
  const preview = previewOf(info, dataset);
  if (kept.ok && there === undefined) await storePreview(info.id, preview);
  const bytes = bytesOf(dataset.train) + bytesOf(dataset.test);
  return { info, dataset, preview, bytes, notStored: kept.ok ? undefined : kept, there };
}

/** Stores a set for which there was no space when it was imported. @returns id of a stored set with the same content */
async function storeMade(info: DatasetInfo, dataset: Dataset): Promise<string | undefined> {
  const there = await storeOwn(info, dataset);
  if (there === undefined) await storePreview(info.id, previewOf(info, dataset));
  return there;
}

/** Transfers the samples to the page instead of copying them. */
async function loadForPage(id: string, base: string, progress: Progress): Promise<Answer<Dataset>> {
  const loaded = await answer(() => load(id, base, progress));
  return loaded.ok ? transferDataset(loaded, loaded.value) : loaded;
}

async function makeForPage(choices: ImportChoices): Promise<Answer<Imported>> {
  const made = await answer(() => makeOwn(choices));
  return made.ok ? transferDataset(made, made.value.dataset) : made;
}

async function forget(what: string): Promise<void> {
  await (isOwnId(what) ? deleteOwn(what) : deleteFiles(what));
}

const api = {
  holdLivenessLock,
  /** Sets where files go when the browser stores none. Call first. */
  setMemoryStore: (memory: MemoryStore): void => setMemoryStore(memory),
  load: loadForPage,
  own: () => answer<readonly OwnEntry[]>(storedOwn),
  survey: (base: string) =>
    answer<Survey>(async () => {
      const [own, damaged, folders, storage] = await Promise.all([
        identifiedOwn(),
        damagedOwn(),
        folderStates(base),
        storageUse(),
      ]);
      return { own, damaged, folders, storage };
    }),
  readPreviews: async (ids: readonly string[]): Promise<readonly (Preview | undefined)[]> =>
    Promise.all(ids.map(readPreview)),
  makePreview: (id: string, base: string) => answer(() => makePreview(id, base)),
  /** At most one fetch at a time per worker. */
  get: (folder: string, base: string, progress: Progress) => answer(() => get(folder, base, progress)),
  pauseGet: () => getting?.abort(),
  /** @param what id of an own set, or name of a folder */
  forget: (what: string) => answer(() => forget(what)),
  sortFiles: (files: readonly File[], base: string) => answer(() => sortFiles(files, base)),
  examine: (files: readonly SourceFile[], options: ReadOptions, progress: Progress) =>
    answer<FileProfile>(async () => {
      examined = undefined;
      examined = await examine(files, options, progress);
      return examined.profile;
    }),
  outcome: (choices: ImportChoices) => answer(async () => ready().outcome(choices)),
  makeOwn: makeForPage,
  storeMade: (info: DatasetInfo, dataset: Dataset) => answer(() => storeMade(info, dataset)),
};

export type DataWorker = typeof api;
expose(api);
