/** What a sweep's folder says of an imported data set, without which its experiment cannot be read where the data are not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ruleIds } from '../../core/rules';
import { type DatasetInfo, tasks } from '../../data/spec';
import { addOwnDataset, datasetInfo, isOwnId } from '../../data/storage/ownDatasets';
import { UsageError } from '../usage';

export const DATA_INFO = 'dataset.json';

/** Undefined for a built-in set. */
export const dataInfoText = (dataset: string): string | undefined =>
  isOwnId(dataset) ? `${JSON.stringify(datasetInfo(dataset), null, 2)}\n` : undefined;

/** What its experiment's settings and records are read with; the rest is shown as it is. */
const infoSchema = z.looseObject({
  id: z.string().refine(isOwnId),
  name: z.string(),
  task: z.enum(tasks),
  trainSize: z.int().min(1),
  testSize: z.int().min(1),
  inputs: z.int().min(1),
  outputs: z.int().min(1),
  settings: z.looseObject({}),
  learningRates: z.record(z.enum(ruleIds), z.number()),
});

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
  const read = infoSchema.safeParse(info);
  if (!read.success)
    throw new UsageError(`“${path}” does not describe a data set. Sweep again into a new folder.`);
  if (!datasetInfo(read.data.id)) addOwnDataset(read.data as unknown as DatasetInfo);
}
