/** Loads a built-in set from a folder, with error messages for a terminal. */
import { join } from 'node:path';
import type { Dataset } from '../../core/samples/dataset';
import { MissingFiles } from '../../data/loaders/readFiles';
import { readFromFolder } from '../../data/nodeFiles';
import { shaped } from '../../data/shaped';
import { DataProblem, type DatasetSpec } from '../../data/spec';
import { datasetSpec } from '../../data/storage/ownDatasets';

/** @param dir the folder that was searched */
function missingHere({ title, missing }: MissingFiles, { folder }: DatasetSpec, dir: string): DataProblem {
  return new DataProblem(
    title,
    `Missing in ${join(dir, folder)}: ${missing.map(({ name }) => name).join(', ')}, and nothing below ${dir} has their content under other names. Name the folder that contains ${folder}/ with --data DIR (or F3_DATA), or fetch the files with \`npm run data -- ${folder}\` and leave --data out.`,
  );
}

/**
 * @param dir contains the sets' folders (mnist/, sgemm/, …) or their files under any other path
 * @param say prints a line for each file that was read from an unusual path
 * @throws {DataProblem}
 */
export async function loadSet(
  id: string,
  dir: string,
  say: (line: string) => void = () => undefined,
): Promise<Dataset> {
  const spec = datasetSpec(id);
  if (spec === undefined) throw new Error(`There is no data set “${id}”.`);
  try {
    const dataset = await spec.load({
      read: readFromFolder(dir, spec.folder, (name, path) =>
        say(`${spec.folder}/${name}: known by its SHA-256 in ${path}`),
      ),
      allocate: (bytes) => new ArrayBuffer(bytes),
      progress: () => undefined,
    });
    return shaped(dataset, spec);
  } catch (reason) {
    throw reason instanceof MissingFiles ? missingHere(reason, spec, dir) : reason;
  }
}
