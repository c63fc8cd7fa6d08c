import { type ChainedBlock, chainOf } from '../../../core/blocks/chain';
import type { Experiment } from '../../../core/run/spec';
import { datasetChoice } from '../../../store/settings/choices';

type Chosen = Pick<Experiment, 'dataset' | 'hidden' | 'block'>;

function chainIn({ dataset, hidden, block }: Chosen): ChainedBlock[] {
  const { inputs, outputs } = datasetChoice(dataset);
  return chainOf([inputs, ...hidden, outputs], block);
}

/** n_0 … n_K: what leaves a block need not be its units. */
export const sizesOf = (chosen: Chosen): number[] => [
  datasetChoice(chosen.dataset).inputs,
  ...chainIn(chosen).map(({ output }) => output.size),
];

/** Whether a weight of layer 1 … K is the wire from one input to one output, from layer 1 on. */
export const wiredOf = (chosen: Chosen): boolean[] =>
  chainIn(chosen).map(({ block, input, output }) => block.describe(input, output).wired);
