/** A network in one line. */
import { blocks } from '../../core/blocks';
import type { Ends } from '../../core/blocks/chain';
import { type HiddenLayer, runsOf, unitsOf } from '../../core/blocks/hidden';
import { count } from '../../core/format';
import { inputText } from '../layerFacts';

/** Layers that a line shows, of which one may stand for those left out. */
const MOST = 4;

/** Equal neighbours that are named one by one. */
const MOST_ALONE = 3;

/** "500", "32 maps 5 × 5" */
function layerName(layer: HiddenLayer): string {
  if (typeof layer === 'number') return String(layer);
  const { kernel } = layer.options;
  const size = unitsOf(layer);
  if (kernel === undefined) return `${blocks[layer.block].name} ${size}`;
  return `${size} ${size === 1 ? 'map' : 'maps'} ${kernel} × ${kernel}`;
}

/** Names of the layers; equal neighbours and those in the middle of many together. */
function namesOf(hidden: readonly HiddenLayer[], most: number): string[] {
  const names = runsOf(hidden.map(layerName)).flatMap(({ text, times }) => {
    if (times <= MOST_ALONE) return Array<string>(times).fill(text);
    return `${/^\d+$/.test(text) ? text : `(${text})`} × ${count(times)}`;
  });
  return names.length > most ? [...names.slice(0, 2), '…', ...names.slice(3 - most)] : names;
}

/** "784–500–10", "784–500 × 30–10"; with other blocks than dense ones "28 × 28 × 1 → 32 maps 5 × 5 → 1000 → 10". */
export function networkText({ hidden, ...ends }: Ends & { readonly hidden: readonly HiddenLayer[] }): string {
  const inner = namesOf(hidden, MOST);
  return hidden.every((layer) => typeof layer === 'number')
    ? [ends.inputs, ...inner, ends.outputs].join('–')
    : [inputText(ends), ...inner, ends.outputs].join(' → ');
}

/** The hidden layers alone: "32 maps 5 × 5 → 1000". */
export const layersText = (hidden: readonly HiddenLayer[]): string =>
  namesOf(hidden, 2 * MOST).join(' → ') || 'none';
