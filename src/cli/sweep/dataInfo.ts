/** What a sweep's folder says of an imported data set, without which its experiment cannot be read where the data are not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetInfo } from '../../data/spec';
import { addOwnDataset, datasetInfo, isOwnId } from '../../data/storage/ownDatasets';
import { UsageError } from '../usage';

export const DATA_INFO = 'dataset.json';

/** Undefined for a built-in set. */
export const dataInfoText = (dataset: string): string | undefined =>
  isOwnId(dataset) ? `${JSON.stringify(datasetInfo(dataset), null, 2)}\n` : undefined;

const isInfo = (value: unknown): value is DatasetInfo =>
  typeof value === 'object' && value !== null && isOwnId(String((value as Partial<DatasetInfo>).id));

/** Makes the set known, as if its file had been opened. @throws {UsageError} if what is there is something else */
export function readDataInfo(folder: string): void {
  const path = join(folder, DATA_INFO);
  if (!existsSync(path)) return;
  let info: unknown;
  try {
    info = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Refused below.
  }
  if (!isInfo(info))
    throw new UsageError(`“${path}” does not describe a data set. Sweep again into a new folder.`);
  if (!datasetInfo(info.id)) addOwnDataset(info);
}
