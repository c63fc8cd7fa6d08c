/**
 * Networks as the DRTP and DEFP code name them: "CONV_32_5_1_2_FC_1000_FC_10", for each convolution its channels, kernel,
 * stride and padding, pooled 2 × 2, for each dense layer its units. The last dense layer is the output.
 */
import { type HiddenLayer, hiddenLayer, readLayer } from '../../core/blocks/hidden';

export interface Topology {
  readonly hidden: readonly HiddenLayer[];
  readonly outputs: number;
}

const LAYER = /^(?:CONV_(\d+)_(\d+)_(\d+)_(\d+)|FC_(\d+))(?:_|$)/i;

/** Undefined if the text is no such name; a problem if a number is out of bounds. */
export function parseTopology(text: string): Topology | { readonly problem: string } | undefined {
  const layers: HiddenLayer[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = LAYER.exec(rest);
    if (!match) return undefined;
    const [whole, channels, kernel, stride, padding, units] = match;
    layers.push(
      units === undefined
        ? hiddenLayer('convolution', {
            ...{ channels: Number(channels), kernel: Number(kernel) },
            ...{ stride: Number(stride), padding: Number(padding), pool: 2 },
          })
        : Number(units),
    );
    rest = rest.slice(whole.length);
  }
  const last = layers.pop();
  if (typeof last !== 'number') return undefined;
  for (const [i, layer] of layers.entries()) {
    const read = readLayer(layer);
    if ('problem' in read) return { problem: `layer ${i + 1} ${read.problem}` };
  }
  return { hidden: layers, outputs: last };
}
