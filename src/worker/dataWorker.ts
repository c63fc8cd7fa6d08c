/** Loads or draws a data set off the page's thread, into memory that all threads share where that is allowed. */
import { expose } from 'comlink';
import type { Dataset } from '../core/dataset';
import { datasetSpec } from '../data';
import { DataProblem } from '../data/spec';
import { readFromFiles, readFromServer } from '../data/webFiles';

type Loaded =
  | { readonly ok: true; readonly dataset: Dataset }
  /** An error's own fields do not survive the way between threads. */
  | { readonly ok: false; readonly title: string; readonly detail: string };

const shared = (bytes: number): ArrayBufferLike =>
  globalThis.crossOriginIsolated ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);

const api = {
  async load(
    id: string,
    base: string,
    files: readonly File[] | undefined,
    progress: (done: number, total: number) => void,
  ): Promise<Loaded> {
    const spec = datasetSpec(id);
    if (spec === undefined)
      return { ok: false, title: `There is no data set “${id}”.`, detail: 'Choose another.' };
    const read = files ? readFromFiles(files, spec.files) : readFromServer(id, base);
    try {
      return { ok: true, dataset: await spec.load({ read, allocate: shared, progress }) };
    } catch (error) {
      if (error instanceof DataProblem) return { ok: false, title: error.title, detail: error.detail };
      throw error;
    }
  },
};

export type DataWorker = typeof api;
expose(api);
