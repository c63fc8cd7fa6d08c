import { type DatasetId, datasetIds } from '../../data';
import { page } from '../app/page/page';

/** `#data/mnist` opens the card of a public set. Own sets have no address, since they exist on this computer only. */
function readSet(rest: readonly string[]): { set: DatasetId | undefined } | undefined {
  const [set] = rest;
  const known = datasetIds.find((id) => id === set);
  return rest.length > 1 || (set !== undefined && known === undefined) ? undefined : { set: known };
}

export const dataPage = page({
  id: 'data',
  title: 'Data',
  key: 'd',
  main: { id: 'data-sets', name: 'the data sets' },
  read: readSet,
  from: { load: async () => (await import('./DataPage')).DataPage },
});
