/** Previews for the cards: stored ones first; missing ones are made one by one while the Data page is open. */
import { makePreview, readPreviews } from '../../client/datasets';
import { datasetIds, datasets } from '../../data';
import type { DatasetSpec } from '../../data/spec';
import { usePage } from '../page/page';
import { useData } from './data';
import { useFolders } from './folders';
import { showPreview, usePreviews } from './previews';

const isHere = ({ files, folder }: DatasetSpec): boolean =>
  files.length === 0 || useFolders.getState().states?.[folder]?.here !== undefined;

/** Rough loading cost: number of values to read or generate. */
const cost = (id: string): number => {
  const info = specOf(id) ?? useData.getState().own.find((one) => one.info.id === id)?.info;
  return info === undefined ? 0 : (info.trainSize + info.testSize) * info.inputs;
};
const specOf = (id: string): DatasetSpec | undefined => {
  const all: Readonly<Record<string, DatasetSpec>> = datasets;
  return all[id];
};

/** Available sets without a preview, cheapest first. */
function missing(): readonly string[] {
  const { previews } = usePreviews.getState();
  const own = useData.getState().own.map(({ info }) => info.id);
  const here = datasetIds.filter((id) => isHere(datasets[id]));
  return [...here, ...own].filter((id) => previews[id] === undefined).toSorted((a, b) => cost(a) - cost(b));
}

async function readStoredPreviews(): Promise<void> {
  const ids = missing();
  if (ids.length === 0) return;
  const kept = await readPreviews(ids);
  ids.forEach((id, place) => {
    const preview = kept[place];
    if (preview !== undefined) showPreview(id, preview);
  });
}

let busy = false;

/** One at a time, because a rule may be training. Call again when there is more to do. */
export async function makePreviews(): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    await readStoredPreviews().catch(() => undefined);
    for (let [id] = missing(); id !== undefined && usePage.getState().page === 'data'; [id] = missing())
      showPreview(id, (await makePreview(id).catch(() => undefined)) ?? null);
  } finally {
    busy = false;
  }
}
