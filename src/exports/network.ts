/** A trained network apart from where it was kept, for files of other tools. */
import { chainOf, type Ends, layerShapes } from '../core/blocks/chain';
import { drawFeedback } from '../core/feedback/feedbackWeights';
import { rules } from '../core/rules';
import { feedbackShapes, type Rule } from '../core/rules/rule';
import type { Checkpoint, NamedArray } from '../core/run/checkpoint';
import type { RunId, RunSpec } from '../core/run/spec';

export interface TrainedNetwork {
  readonly run: RunId;
  readonly spec: RunSpec;
  /** Epochs done. */
  readonly epoch: number;
  readonly ends: Ends;
  /** An input x of the network is (raw − mean) / deviation: one number for all inputs, or [inputs]. */
  readonly mean: number | Float32Array;
  readonly deviation: number | Float32Array;
  /** Of `Checkpoint.arrays`, the parameters of each layer, lowest first, then feedback weights as `feedback<i>`. */
  readonly arrays: Readonly<Record<string, NamedArray>>;
  /** Said in the file where its format has room: "lab", "dataset", "settings". */
  readonly facts: Readonly<Record<string, string>>;
}

/** A format cannot express this network; the message says what, and which formats can. */
export class NotExpressible extends Error {
  override readonly name = 'NotExpressible';
}

const isWeight = (name: string): boolean => /^layer\d+\./.test(name) && !/\.state\d+$/.test(name);

/**
 * The arrays of a network, in order, from those of a checkpoint: without optimizer state and error memory, and with
 * feedback weights, drawn again where the checkpoint leaves them out.
 */
export function networkArrays(
  { arrays, state, spec }: Pick<Checkpoint, 'arrays' | 'spec'> & Partial<Pick<Checkpoint, 'state'>>,
  ends: Ends,
): Readonly<Record<string, NamedArray>> {
  const chain = chainOf(ends, spec.hidden);
  const weights = chain.flatMap((_, i) =>
    Object.entries(arrays).filter(([name]) => isWeight(name) && name.startsWith(`layer${i + 1}.`)),
  );
  const rule: Rule = rules[spec.rule];
  const shapes = layerShapes(chain);
  const kept = feedbackShapes(rule, shapes).map((_, i) => [`feedback${i + 1}`, i] as const);
  const origin = state?.feedback ?? { draw: 0 };
  const drawn = origin === 'values' ? [] : drawFeedback(spec, rule, shapes, origin.draw);
  const feedback = kept.flatMap(([name, i]) => {
    const values = drawn[i];
    const array = values ? { shape: feedbackShapes(rule, shapes)[i] as number[], values } : arrays[name];
    return array ? [[name, array] as const] : [];
  });
  return Object.fromEntries([...weights, ...feedback]);
}
