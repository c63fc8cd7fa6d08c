/** What this repository recorded, loaded source by source when the page is first opened. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { type Loaded, loadSource, type SourceId, sourceIds } from '../../experiment/papers/sources';

interface Records {
  readonly loaded: Readonly<Partial<Record<SourceId, Loaded>>>;
  readonly problems: Readonly<Partial<Record<SourceId, string>>>;
}
const useRecords = create<Records>(() => ({ loaded: {}, problems: {} }));

async function load(id: SourceId): Promise<void> {
  try {
    const one = await loadSource(id);
    useRecords.setState(({ loaded }) => ({ loaded: { ...loaded, [id]: one } }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    useRecords.setState(({ problems }) => ({ problems: { ...problems, [id]: why } }));
  }
}

/** Those that are not there yet, or could not be loaded. */
function loadMissing(): void {
  const { loaded } = useRecords.getState();
  useRecords.setState({ problems: {} });
  for (const id of sourceIds) if (!loaded[id]) void load(id);
}

export function useLoaded(): Records & { readonly again: () => void } {
  const records = useRecords();
  useEffect(loadMissing, []);
  return { ...records, again: loadMissing };
}
