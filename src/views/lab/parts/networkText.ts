/** A network in one line. */
import { blocks } from '../../../core/blocks';
import type { Ends } from '../../../core/blocks/chain';
import { type HiddenLayer, unitsOf } from '../../../core/blocks/hidden';
import { count } from '../../../core/format';
import { inputText } from '../../../experiment/layerFacts';

/** Layers that a line shows, of which one may stand for those left out. */
const MOST = 4;

/** "500", "32 maps 5 × 5" */
function layerName(layer: HiddenLayer): string {
  if (typeof layer === 'number') return String(layer);
  const { kernel } = layer.options;
  const size = unitsOf(layer);
  if (kernel === undefined) return `${blocks[layer.block].name} ${size}`;
  return `${size} ${size === 1 ? 'map' : 'maps'} ${kernel} × ${kernel}`;
}

/** Names of the layers; equal ones and those in the middle of many together. */
function namesOf(hidden: readonly HiddenLayer[], most: number): string[] {
  const names = hidden.map(layerName);
  const [first = ''] = names;
  if (names.length > 3 && names.every((name) => name === first)) {
    const once = typeof hidden[0] === 'number' ? first : `(${first})`;
    return [`${once} × ${count(names.length)}`];
  }
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
