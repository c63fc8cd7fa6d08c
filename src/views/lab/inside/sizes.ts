import { bordersOf, wiredIn } from '../../../core/cost/cost';
import type { Experiment } from '../../../core/run/spec';
import { datasetChoice } from '../../../store/settings/choices';

type Chosen = Pick<Experiment, 'dataset' | 'hidden' | 'block'>;

function blocksOf({ dataset, hidden, block }: Chosen) {
  const { inputs, outputs } = datasetChoice(dataset);
  return { sizes: [inputs, ...hidden, outputs], block };
}

/** n_0 … n_K: border sizes, which may differ from the number of units. */
export const sizesOf = (chosen: Chosen): number[] => bordersOf(blocksOf(chosen));

/** Whether the weights of a layer are wires, from layer 1 on. */
export const wiredOf = (chosen: Chosen): boolean[] => wiredIn(blocksOf(chosen));
