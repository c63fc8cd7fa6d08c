import { proxy } from 'comlink';
import type { Dataset } from '../core/dataset';
import { DataProblem } from '../data/spec';
import { createDataWorker } from './workers';

interface LoadOptions {
  /** Dropped or chosen by the person; they replace what the server has. */
  readonly files?: readonly File[];
  readonly onProgress?: (done: number, total: number) => void;
}

const kept = new Map<string, Dataset>();

/**
 * Loads a data set in a worker of its own and keeps it for the page's lifetime.
 * @throws {DataProblem}
 */
export async function loadDataset(id: string, options: LoadOptions = {}): Promise<Dataset> {
  const before = kept.get(id);
  if (before && !options.files) return before;
  const worker = createDataWorker();
  try {
    const progress = proxy(options.onProgress ?? (() => undefined));
    const files = options.files ? [...options.files] : undefined;
    const loading = worker.api.load(id, document.baseURI, files, progress);
    const result = await Promise.race([loading, worker.broken]);
    if (!result.ok) throw new DataProblem(result.title, result.detail);
    kept.set(id, result.dataset);
    return result.dataset;
  } finally {
    worker.terminate();
  }
}
