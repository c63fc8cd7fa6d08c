/**
 * What the browser keeps between visits, in IndexedDB: files of public data sets that were fetched or given
 * here, the person's own data sets, and previews of all. Works in the page and in workers.
 */
import type { Dataset } from '../core/dataset';
import type { Preview } from './preview';
import type { DatasetInfo } from './spec';

/** One set's (or folder's) share of the storage. */
export interface Kept {
  /** "folder mnist" files, or an own set's id. */
  readonly id: string;
  readonly bytes: number;
}

/** @throws {DataProblem} "The browser's storage is full…" with used and free space */
export declare function keepFile(folder: string, name: string, bytes: Uint8Array): Promise<void>;
export declare function keptFile(folder: string, name: string): Promise<Uint8Array | undefined>;
/** Names and sizes of a folder's files that are kept. */
export declare function keptFiles(folder: string): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
export declare function forgetFiles(folder: string): Promise<void>;

/** @throws {DataProblem} */
export declare function keepOwn(info: DatasetInfo, dataset: Dataset): Promise<void>;
export declare function keptOwn(): Promise<readonly { readonly info: DatasetInfo; readonly bytes: number }[]>;
export declare function keptOwnData(id: string): Promise<Dataset | undefined>;
export declare function forgetOwn(id: string): Promise<void>;

export declare function keepPreview(id: string, preview: Preview): Promise<void>;
export declare function keptPreview(id: string): Promise<Preview | undefined>;
export declare function forgetPreview(id: string): Promise<void>;

/** Of everything this site keeps; undefined where the browser does not say. */
export declare function storageUse(): Promise<{ readonly used: number; readonly quota: number } | undefined>;
