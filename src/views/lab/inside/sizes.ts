import type { Experiment } from '../../../core/run/spec';
import { datasetChoice } from '../../../store/settings/choices';

/** n_0 … n_K */
export function sizesOf({ dataset, hidden }: Pick<Experiment, 'dataset' | 'hidden'>): number[] {
  const { inputs, outputs } = datasetChoice(dataset);
  return [inputs, ...hidden, outputs];
}
