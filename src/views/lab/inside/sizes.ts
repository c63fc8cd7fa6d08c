import type { Border } from '../../../core/blocks/block';
import {
  bordersOf,
  chainOf,
  isLinear,
  isWired,
  type LayerShape,
  layerShapes,
} from '../../../core/blocks/chain';
import { isMaps } from '../../../core/measures/sampling';
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

/** Whether the weights of a layer are drawn as wires, from layer 1 on: not to feature maps. */
export const wiredOf = (chosen: Chosen): boolean[] =>
  chainOfChosen(chosen).map((link) => isWired(link) && !isMaps(link.output.shape));

/** Whether layers 1 … K add to what enters them. */
export const skipsOf = (chosen: Chosen): boolean[] =>
  chainOfChosen(chosen).map((link) => link.block.describe(link).skips ?? false);

/** What lies between a layer and the one below, if not wires: "max 2 × 2", then "conv 5 × 5" or "dense". */
export const linksOf = (chosen: Chosen): string[][] =>
  chainOfChosen(chosen).map((link) => {
    const { below, options, block } = link;
    const pooling = below.pool === undefined ? [] : [`max ${below.pool} × ${below.pool}`];
    const kernel = block.describe(link).filters?.[1];
    if (kernel !== undefined) return [...pooling, `conv ${kernel} × ${options.kernel ?? kernel}`];
    const wired = isWired(link) && !isMaps(below.shape) && !isMaps(link.output.shape);
    return wired ? [] : [...pooling, block.name.toLowerCase()];
  });

/** Whether the forward weights above a hidden layer are a product of matrices: not through convolutions or pooling. */
export const hasPath = (chosen: Chosen, layer: number): boolean =>
  chainOfChosen(chosen).slice(layer).every(isLinear);

/** Whether wires alone lead up from a hidden layer: units of its own, each with a weight to each unit above. */
const hasWires = (chosen: Chosen, layer: number): boolean =>
  !isMaps(bordersOfChosen(chosen)[layer]?.shape ?? []) &&
  wiredOf(chosen)[layer] === true &&
  !skipsOf(chosen)[layer];

/** The hidden layer nearest to the chosen one that has wires alone, the upper of two; the chosen one where none has. */
export function layerWithWires(chosen: Chosen, layer: number): number {
  const all = chosen.hidden.map((_, i) => i + 1).filter((one) => hasWires(chosen, one));
  return all.toSorted((a, b) => Math.abs(a - layer) - Math.abs(b - layer) || b - a)[0] ?? layer;
}

/** Why wires alone do not lead up from a hidden layer: "has no wires: …"; undefined where they do. */
export function whyNoWires(chosen: Chosen, layer: number): string | undefined {
  if (layer > chosen.hidden.length || hasWires(chosen, layer)) return undefined;
  if (isMaps(bordersOfChosen(chosen)[layer]?.shape ?? []))
    return 'has no wires: its feature maps are drawn whole';
  return skipsOf(chosen)[layer]
    ? 'is added to the output of the layer above: part of its δ comes back past the weights'
    : 'has no wires: the weights above it are shared';
}
