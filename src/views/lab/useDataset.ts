import type { Dataset } from '../../core/samples/dataset';
import { useData } from '../../store/data/data';

/** A loaded data set; undefined until then. */
export function useDataset(id: string): Dataset | undefined {
  return useData(({ sets }) => {
    const state = sets[id];
    return state?.phase === 'ready' ? state.dataset : undefined;
  });
}
