/** The page's side of the data worker. Each task gets its own worker, so that its memory is freed with it. */
import { proxy, type Remote } from 'comlink';
import type { Dataset } from '../core/samples/dataset';
import type { FileProfile, ImportChoices, ReadOptions } from '../data/import/table/table';
import type { Preview } from '../data/preview';
import { DataProblem, type DatasetInfo } from '../data/spec';
import { createMemoryStore } from '../data/storage/memoryStore';
import type {
  Answer,
  DataWorker,
  Imported,
  Outcome,
  OwnEntry,
  SortedFiles,
  Survey,
} from '../worker/dataWorker';
import { dataProblemOf, SILENT } from './dataFailures';
import { askToPersist } from './persist';
import { createTimeout } from './timeout';
import { createDataWorker, type WorkerHandle } from './workers';

type Progress = (done: number, total: number) => void;
type Api = Remote<DataWorker>;

function unwrap<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new DataProblem(answer.title, answer.detail, answer.needs);
}

/** Files that the browser refuses to store. Held here, because the page outlives its workers. */
const memoryStore = createMemoryStore();

function startWorker(): WorkerHandle<DataWorker> {
  const worker = createDataWorker();
  // A worker that fails to start rejects `broken`.
  void worker.api.setMemoryStore(proxy(memoryStore));
  return worker;
}

async function inWorker<T>(task: (api: Api) => Promise<T>): Promise<T> {
  const worker = startWorker();
  try {
    return await Promise.race([task(worker.api), worker.broken]);
  } catch (error) {
    throw dataProblemOf(error);
  } finally {
    worker.terminate();
  }
}

/** Milliseconds without progress before a worker counts as hung; doubled after each timeout. */
let timeout = 60_000;

/** For tasks that report progress. */
async function withTimeout<T>(
  task: (api: Api, progress: Progress) => Promise<T>,
  onProgress: Progress,
): Promise<T> {
  const { guard, restart } = createTimeout(timeout);
  // Progress and result come through different ports, in any order: what is over must not look under way again.
  let over = false;
  const progress: Progress = (done, total) => {
    if (over) return;
    restart();
    onProgress(done, total);
  };
  try {
    return await inWorker((api) => guard(task(api, proxy(progress))));
  } catch (error) {
    if (error instanceof DataProblem && error.title === SILENT) timeout *= 2;
    throw error;
  } finally {
    over = true;
  }
}

/** @throws {DataProblem} */
export function loadDataset(id: string, onProgress: Progress): Promise<Dataset> {
  return withTimeout(
    async (api, progress) => unwrap(await api.load(id, document.baseURI, progress)),
    onProgress,
  );
}

/** The user's own data sets in the browser's storage. */
export function listOwnSets(): Promise<readonly OwnEntry[]> {
  return inWorker(async (api) => unwrap(await api.own()));
}

/** The user's own sets, which files of public sets are here, and storage use. */
export function surveyData(): Promise<Survey> {
  return inWorker(async (api) => unwrap(await api.survey(document.baseURI)));
}

/** Previews from one worker, which starts with the first request; one that failed is replaced. */
export interface PreviewMaker {
  readonly readStored: (ids: readonly string[]) => Promise<readonly (Preview | undefined)[]>;
  /** Loads the data set to do so. @throws {DataProblem} */
  readonly make: (id: string) => Promise<Preview | undefined>;
  /** Frees the worker with its memory. */
  readonly close: () => void;
}

export function openPreviewMaker(): PreviewMaker {
  let worker: WorkerHandle<DataWorker> | undefined;
  const close = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  async function ask<T>(task: (api: Api) => Promise<T>): Promise<T> {
    worker ??= startWorker();
    try {
      return await Promise.race([task(worker.api), worker.broken]);
    } catch (error) {
      close();
      throw dataProblemOf(error);
    }
  }
  return {
    readStored: (ids) => ask((api) => api.readPreviews([...ids])),
    make: async (id) =>
      unwrap(await ask<Answer<Preview | undefined>>((api) => api.makePreview(id, document.baseURI))),
    close,
  };
}

/** @throws {DataProblem} */
export function fetchFolder(
  folder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<'done' | 'paused'> {
  return withTimeout(async (api, onProgress) => {
    signal.addEventListener('abort', () => void api.pauseGet(), { once: true });
    return unwrap(await api.get(folder, document.baseURI, onProgress));
  }, progress);
}

/** @param what id of an own set, or name of a folder. @throws {DataProblem} */
export function deleteStored(what: string): Promise<void> {
  return inWorker(async (api) => unwrap(await api.forget(what)));
}

/** Stores an own set for which there was no space when it was imported. @throws {DataProblem} */
export async function storeOwnSet(info: DatasetInfo, dataset: Dataset): Promise<void> {
  await inWorker(async (api) => unwrap(await api.storeMade(info, dataset)));
  void askToPersist();
}

/** Sorts files that the user dropped or chose; those of public sets are checked and stored. */
export async function sortFiles(files: readonly File[]): Promise<SortedFiles> {
  const given = await inWorker(async (api) => unwrap(await api.sortFiles([...files], document.baseURI)));
  if (given.folders.length > 0) void askToPersist();
  return given;
}

export type { Imported, Outcome, SortedFiles };

/** One import, from the preview to the data set; the parsed columns stay in the worker. */
export interface ImportSession {
  /** @throws {DataProblem} */
  readonly examine: (options: ReadOptions, progress: Progress) => Promise<FileProfile>;
  /** @throws {DataProblem} */
  readonly outcome: (choices: ImportChoices) => Promise<Outcome>;
  /** @throws {DataProblem} */
  readonly make: (choices: ImportChoices) => Promise<Imported>;
  /** Rejects whatever is pending. */
  readonly close: () => void;
}

export function openImport(files: readonly File[]): ImportSession {
  const { api, broken, terminate } = createDataWorker();
  const sources = files.map((file) => ({ name: file.name, blob: file }));
  let end: (reason: Error) => void = () => undefined;
  const closed = new Promise<never>((_, reject) => {
    end = reject;
  });
  closed.catch(() => {}); // avoids an unhandled rejection when nothing is pending
  const ask = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
    const settled = await Promise.race([answer, broken, closed]).catch((error: unknown) => {
      throw dataProblemOf(error);
    });
    return unwrap(settled);
  };
  return {
    examine: (options, progress) => ask(api.examine(sources, options, proxy(progress))),
    outcome: (choices) => ask(api.outcome(choices)),
    make: async (choices) => {
      const imported = await ask(api.makeOwn(choices));
      if (imported.notStored === undefined) void askToPersist();
      return imported;
    },
    close: () => {
      terminate();
      end(new Error('The import was closed.'));
    },
  };
}
