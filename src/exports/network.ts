/** A trained network apart from where it was kept, for files of other tools. */
import { chainOf, type Ends, layerShapes } from '../core/blocks/chain';
import { drawFeedback } from '../core/feedback/feedbackWeights';
import { rules } from '../core/rules';
import { feedbackShapes, type Rule } from '../core/rules/rule';
import type { Checkpoint, FeedbackOrigin, NamedArray } from '../core/run/checkpoint';
import type { RunId, RunSpec } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { scaledData } from '../core/samples/inputScale';

type Arrays = Readonly<Record<string, NamedArray>>;

/** How a data set's inputs are read: x = (raw − mean) / deviation, one number for all inputs or [inputs]. */
export interface Standard {
  readonly mean: number | Float32Array;
  readonly deviation: number | Float32Array;
}

export interface TrainedNetwork extends Standard {
  readonly run: RunId;
  readonly spec: RunSpec;
  /** Epochs done. */
  readonly epoch: number;
  readonly ends: Ends;
  /** Of `Checkpoint.arrays`, the parameters of each layer, lowest first, then feedback weights as `feedback<i>`. */
  readonly arrays: Arrays;
  /**
   * Said in the file where its format has room: "lab", "dataset", "checksum", "backend"; "offset", as JSON, what was taken from
   * each column of the file before it became an input.
   */
  readonly facts: Readonly<Record<string, string>>;
}

/** A format cannot express this network; the message says what, and which formats can. */
export class NotExpressible extends Error {
  override readonly name = 'NotExpressible';
}

/** Whether an array of a checkpoint is a parameter of a layer, not optimizer state, feedback or memory. */
export const isParameter = (name: string): boolean => /^layer\d+\.[^.]+$/.test(name);

/** B by name; none where the settings change it while training and `origin` does not say to what. */
function feedbackArrays(
  { arrays, spec }: Pick<Checkpoint, 'arrays' | 'spec'>,
  ends: Ends,
  origin: FeedbackOrigin | undefined,
): [string, NamedArray][] {
  const rule: Rule = rules[spec.rule];
  const layers = layerShapes(chainOf(ends, spec.hidden));
  const drawn = origin ?? (spec.feedbackRedraw === 'never' ? { draw: 0 } : 'values');
  const values = drawn === 'values' ? [] : drawFeedback(spec, rule, layers, drawn.draw);
  return feedbackShapes(rule, layers).flatMap((shape, i): [string, NamedArray][] => {
    const name = `feedback${i + 1}`;
    const array = values[i] ? { shape, values: values[i] } : arrays[name];
    return array ? [[name, array]] : [];
  });
}

/**
 * The arrays of a network, in order, from those of a checkpoint: without optimizer state and error memory, and with
 * feedback weights, drawn again where the checkpoint leaves them out.
 * @param origin where B comes from; absent: from the first draw, unless the settings redraw it
 */
function networkArrays(
  checkpoint: Pick<Checkpoint, 'arrays' | 'spec'>,
  ends: Ends,
  origin: FeedbackOrigin | undefined,
): Arrays {
  const names = Object.keys(checkpoint.arrays).filter(isParameter);
  const parameters = chainOf(ends, checkpoint.spec.hidden).flatMap((_, i) =>
    names
      .filter((name) => name.startsWith(`layer${i + 1}.`))
      .map((name) => [name, checkpoint.arrays[name] as NamedArray] as const),
  );
  return Object.fromEntries([...parameters, ...feedbackArrays(checkpoint, ends, origin)]);
}

/** A network without what its data set says of it. */
export interface KeptNetwork extends Pick<TrainedNetwork, 'run' | 'spec' | 'epoch' | 'arrays' | 'facts'> {
  /** Where B comes from, see `networkArrays`. */
  readonly origin: FeedbackOrigin | undefined;
}

/**
 * A kept network with the data set that it was trained on, whose inputs it reads as its settings say.
 * @throws {Refusal} if the settings read another kind of inputs
 */
export function networkOf({ origin, ...kept }: KeptNetwork, dataset: Dataset): TrainedNetwork {
  const { inputs, outputs, shape, mean, deviation, offset } = scaledData(kept.spec, dataset);
  const ends = { inputs, outputs, ...(shape ? { shape } : {}) };
  const facts = { ...kept.facts, ...(offset ? { offset: JSON.stringify([...offset]) } : {}) };
  return { ...kept, ends, mean, deviation, facts, arrays: networkArrays(kept, ends, origin) };
}

/** What a file says of a network, as texts: its facts, which run it is, and all settings as JSON. */
export const saidOf = ({ facts, run, epoch, spec }: TrainedNetwork): Readonly<Record<string, string>> => ({
  ...facts,
  ...{ run, epoch: String(epoch), settings: JSON.stringify(spec) },
});

/** For files of arrays: the network's own, after `input.mean` and `input.deviation`, [1] or [inputs]. */
export function arraysWithInput({ arrays, mean, deviation }: TrainedNetwork): Arrays {
  const asArray = (value: number | Float32Array): NamedArray => {
    const values = typeof value === 'number' ? Float32Array.of(value) : value;
    return { shape: [values.length], values };
  };
  return { 'input.mean': asArray(mean), 'input.deviation': asArray(deviation), ...arrays };
}
