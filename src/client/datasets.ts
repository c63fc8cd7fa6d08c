/** The page's side of the data worker. Each task has a worker of its own, so that its memory goes with it. */
import { proxy, type Remote } from 'comlink';
import type { Dataset } from '../core/samples/dataset';
import type { FileProfile, ImportChoices, ReadOptions } from '../data/import/table/table';
import { createMemoryStore } from '../data/keep/memoryStore';
import type { Preview } from '../data/preview';
import { DataProblem, type DatasetInfo } from '../data/spec';
import type { Answer, DataWorker, Given, Imported, Outcome, OwnEntry, Survey } from '../worker/dataWorker';
import { dataProblemOf, SILENT } from './dataFailures';
import { askToPersist } from './persist';
import { createTimeout } from './timeout';
import { createDataWorker } from './workers';

type Progress = (done: number, total: number) => void;
type Api = Remote<DataWorker>;

function unwrap<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new DataProblem(answer.title, answer.detail, answer.needs);
}

/** Files that the browser refuses to keep: the page outlives its workers. */
const memoryStore = createMemoryStore();

async function inWorker<T>(task: (api: Api) => Promise<T>): Promise<T> {
  const worker = createDataWorker();
  try {
    // One that does not start says so through `broken`.
    void worker.api.setMemoryStore(proxy(memoryStore));
    return await Promise.race([task(worker.api), worker.broken]);
  } catch (error) {
    throw dataProblemOf(error);
  } finally {
    worker.terminate();
  }
}

/** Milliseconds in which one that reads data says something, or has read them: twice as many after each silence. */
let patience = 60_000;

/** For tasks that tell how far they are. */
async function watched<T>(task: (api: Api, progress: Progress) => Promise<T>, told: Progress): Promise<T> {
  const { guard, restart } = createTimeout(patience);
  const progress: Progress = (done, total) => {
    restart();
    told(done, total);
  };
  return inWorker((api) => guard(task(api, proxy(progress)))).catch((error: unknown) => {
    if (error instanceof DataProblem && error.title === SILENT) patience *= 2;
    throw error;
  });
}

/** @throws {DataProblem} */
export function loadDataset(id: string, told: Progress): Promise<Dataset> {
  return watched(async (api, progress) => unwrap(await api.load(id, document.baseURI, progress)), told);
}

/** The person's own sets that the browser keeps. */
export function listOwnSets(): Promise<readonly OwnEntry[]> {
  return inWorker(async (api) => unwrap(await api.own()));
}

/** The person's own sets, which files of public sets are here, and what the browser's storage holds. */
export function surveyData(): Promise<Survey> {
  return inWorker(async (api) => unwrap(await api.survey(document.baseURI)));
}

export function keptPreviews(ids: readonly string[]): Promise<readonly (Preview | undefined)[]> {
  return inWorker((api) => api.keptPreviews([...ids]));
}

/** Loads the set for it. @throws {DataProblem} */
export function makePreview(id: string): Promise<Preview | undefined> {
  return inWorker(async (api) => unwrap(await api.makePreview(id, document.baseURI)));
}

/** @throws {DataProblem} */
export function fetchFolder(
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<'done' | 'paused'> {
  return watched(async (api, told) => {
    signal.addEventListener('abort', () => void api.pauseGet(), { once: true });
    return unwrap(await api.get(folder, document.baseURI, told));
  }, progress);
}

/** @param what an own set's id, or a folder's name. @throws {DataProblem} */
export function deleteKept(what: string): Promise<void> {
  return inWorker(async (api) => unwrap(await api.forget(what)));
}

/** An own set that there was no room for when it was made. @throws {DataProblem} */
export async function keepOwnSet(info: DatasetInfo, dataset: Dataset): Promise<void> {
  await inWorker(async (api) => unwrap(await api.keepMade(info, dataset)));
  void askToPersist();
}

/** Files that a person gave: those of known sets are checked and kept. */
export async function sortFiles(files: readonly File[]): Promise<Given> {
  const given = await inWorker(async (api) => unwrap(await api.sortFiles([...files], document.baseURI)));
  if (given.folders.length > 0) void askToPersist();
  return given;
}

export type { Given, Imported, Outcome };

/** One import, from the first look to the data set; the file's columns stay in the worker. */
export interface ImportSession {
  /** @throws {DataProblem} */
  readonly examine: (options: ReadOptions, progress: Progress) => Promise<FileProfile>;
  /** @throws {DataProblem} */
  readonly outcome: (choices: ImportChoices) => Promise<Outcome>;
  /** @throws {DataProblem} */
  readonly make: (choices: ImportChoices) => Promise<Imported>;
  /** What is being worked on ends in an error. */
  readonly close: () => void;
}

export function openImport(files: readonly File[]): ImportSession {
  const { api, broken, terminate } = createDataWorker();
  const sources = files.map((file) => ({ name: file.name, blob: file }));
  let end: (reason: Error) => void = () => undefined;
  const closed = new Promise<never>((_, reject) => {
    end = reject;
  });
  closed.catch(() => {}); // nobody may be waiting
  const ask = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
    const told = await Promise.race([answer, broken, closed]).catch((error: unknown) => {
      throw dataProblemOf(error);
    });
    return unwrap(told);
  };
  return {
    examine: (options, progress) => ask(api.examine(sources, options, proxy(progress))),
    outcome: (choices) => ask(api.outcome(choices)),
    make: async (choices) => {
      const imported = await ask(api.makeOwn(choices));
      if (imported.notKept === undefined) void askToPersist();
      return imported;
    },
    close: () => {
      terminate();
      end(new Error('The import was closed.'));
    },
  };
}
