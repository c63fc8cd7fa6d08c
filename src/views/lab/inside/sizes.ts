import type { Border } from '../../../core/blocks/block';
import { bordersOf, chainOf, isWired, type LayerShape, layerShapes } from '../../../core/blocks/chain';
import type { Experiment } from '../../../core/run/spec';
import { endsOf } from '../../../data/spec';
import { datasetChoice } from '../../../store/settings/choices';

type Chosen = Pick<Experiment, 'dataset' | 'hidden'>;

/** Layers 1 … K. */
export const chainOfChosen = ({ dataset, hidden }: Chosen) => chainOf(endsOf(datasetChoice(dataset)), hidden);

/** Borders 0 … K, the input's first. */
export const bordersOfChosen = (chosen: Chosen): Border[] => bordersOf(chainOfChosen(chosen));

/** n_0 … n_K: border sizes, which may differ from the number of units. */
export const sizesOf = (chosen: Chosen): number[] => bordersOfChosen(chosen).map(({ size }) => size);

/** Of layers 1 … K. */
export const shapesOf = (chosen: Chosen): LayerShape[] => layerShapes(chainOfChosen(chosen));

/** Whether the weights of a layer are wires, from layer 1 on. */
export const wiredOf = (chosen: Chosen): boolean[] => chainOfChosen(chosen).map(isWired);
