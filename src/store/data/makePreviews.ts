/** Previews for the cards: stored ones first; missing ones are made one by one while the Data page is open. */
import { openPreviewMaker, type PreviewMaker } from '../../client/datasets';
import { datasetIds, datasets } from '../../data';
import { type Preview, previewOf } from '../../data/preview';
import type { DatasetSpec } from '../../data/spec';
import { usePage } from '../page/page';
import { labSettings, requestDataset, useData } from './data';
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

async function showStored({ readStored }: PreviewMaker): Promise<void> {
  const ids = missing();
  if (ids.length === 0) return;
  const kept = await readStored(ids);
  ids.forEach((id, place) => {
    const preview = kept[place];
    if (preview !== undefined) showPreview(id, preview);
  });
}

/** Images of the Lab's own set, which is in memory or on its way there; histograms of a table take a worker. */
async function fromMemory(id: string): Promise<Preview | undefined> {
  const info = specOf(id);
  if (info?.image === undefined || labSettings().useSettings.getState().draft.dataset !== id)
    return undefined;
  const dataset = await requestDataset(id);
  return dataset && previewOf(info, dataset);
}

let busy = false;

/** One at a time, because a rule may be training. Call again when there is more to do. */
export async function makePreviews(): Promise<void> {
  if (busy) return;
  busy = true;
  const maker = openPreviewMaker();
  const made = async (id: string) => (await fromMemory(id)) ?? maker.make(id);
  try {
    await showStored(maker).catch(() => undefined);
    for (let [id] = missing(); id !== undefined && usePage.getState().page === 'data'; [id] = missing())
      showPreview(id, (await made(id).catch(() => undefined)) ?? null);
  } finally {
    maker.close();
    busy = false;
  }
}
