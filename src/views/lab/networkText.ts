/** A network in one line. */

import { blocks } from '../../core/blocks';
import type { Ends } from '../../core/blocks/chain';
import { type HiddenLayer, unitsOf } from '../../core/blocks/hidden';
import { count } from '../../core/format';

/** "500", "32 maps 5 × 5" */
export function layerName(layer: HiddenLayer): string {
  if (typeof layer === 'number') return String(layer);
  const { kernel } = layer.options;
  const size = unitsOf(layer);
  return kernel === undefined ? `${blocks[layer.block].name} ${size}` : `${size} maps ${kernel} × ${kernel}`;
}

/** "784–500–10", "784–500 × 30–10", "784–32 maps 5 × 5–1000–10" */
export function networkText({
  inputs,
  hidden,
  outputs,
}: Ends & { readonly hidden: readonly HiddenLayer[] }): string {
  const names = hidden.map(layerName);
  const equal = names.length > 3 && names.every((name) => name === names[0]);
  const middle = equal ? [`${names[0]} × ${count(names.length)}`] : names;
  const shown = middle.length > 4 ? [...middle.slice(0, 2), '…', ...middle.slice(-1)] : middle;
  return [inputs, ...shown, outputs].join('–');
}
