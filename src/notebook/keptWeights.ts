/** Files of weights that the browser keeps, from which runs can start: in a database of their own. */
import type { DBSchema } from 'idb';
import type { GivenWeights } from '../core/network/given';
import { connection, messageOf } from '../data/storage/connection';
import type { WeightsAbout } from '../experiment/networks/weights';

interface WeightsSchema extends DBSchema {
  /** Apart from the arrays, so that listing them reads none. */
  about: { key: string; value: WeightsAbout };
  arrays: { key: string; value: GivenWeights['arrays'] };
}
const stores = ['about', 'arrays'] as const;

const { open } = connection<WeightsSchema>('f3-lab.weights', 1, (database) => {
  for (const store of stores) database.createObjectStore(store);
});

/** A damaged disk or another program may have changed it. */
const isAbout = (value: unknown): value is WeightsAbout => {
  const { id, file, shapes, settings } = (value ?? {}) as Partial<Record<string, unknown>>;
  return (
    typeof id === 'string' &&
    typeof file === 'string' &&
    [shapes, settings].every((part) => typeof part === 'object' && part !== null)
  );
};

/** Why the browser does not keep it; undefined if it does. */
export async function keepWeights(
  about: WeightsAbout,
  { id, arrays }: GivenWeights,
): Promise<string | undefined> {
  try {
    const transaction = (await open()).transaction(stores, 'readwrite');
    await Promise.all([
      transaction.objectStore('about').put(about, id),
      transaction.objectStore('arrays').put(arrays, id),
      transaction.done,
    ]);
    return undefined;
  } catch (reason) {
    return messageOf(reason);
  }
}

/** Those that can be read; none where storage is blocked. */
export async function keptWeights(): Promise<readonly WeightsAbout[]> {
  try {
    return (await (await open()).getAll('about')).filter(isAbout);
  } catch {
    return [];
  }
}

/** Undefined if they are not kept, or cannot be read. */
export async function readWeightArrays(id: string): Promise<GivenWeights['arrays'] | undefined> {
  try {
    return await (await open()).get('arrays', id);
  } catch {
    return undefined;
  }
}

/** What cannot be deleted now is listed again at the next visit. */
export async function deleteWeights(id: string): Promise<void> {
  try {
    const transaction = (await open()).transaction(stores, 'readwrite');
    await Promise.all([
      ...stores.map((store) => transaction.objectStore(store).delete(id)),
      transaction.done,
    ]);
  } catch {
    // Nothing is lost.
  }
}
