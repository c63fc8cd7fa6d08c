/** The one registry of data sets, in the order in which people see them. */
import { digits } from './sets/digits';
import { mnist } from './sets/mnist';
import type { DatasetSpec } from './spec';

export const datasets = { digits, mnist } as const satisfies Record<string, DatasetSpec>;

export type DatasetId = keyof typeof datasets;
export const datasetIds = Object.keys(datasets) as [DatasetId, ...DatasetId[]];

/** For an id that came from outside: a link, a file, a command line. */
export function datasetSpec(id: string): DatasetSpec | undefined {
  return Object.hasOwn(datasets, id) ? datasets[id as DatasetId] : undefined;
}
