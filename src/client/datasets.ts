import type { Dataset } from '../core/dataset';
/**
 * Loads a data set in its own worker and keeps it for the page's lifetime. `files`: dropped or
 * chosen by the person, they replace what the server has. @throws {DataProblem}
 */
export declare function loadDataset(
  id: string,
  options?: { files?: readonly File[]; onProgress?: (done: number, total: number) => void },
): Promise<Dataset>;
