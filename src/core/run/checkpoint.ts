/**
 * Everything needed at an epoch's end to resume bit for bit, as typed arrays in one layout for all backends. Random
 * numbers need no state: each stream is determined by seed, purpose and epoch.
 */
import { z } from 'zod';
import { chainOf, type LayerShape, layerShapes } from '../blocks/chain';
import { drawFeedback } from '../feedback/feedbackWeights';
import type { InitialValues } from '../network/network';
import { optimizers } from '../optimizers';
import type { Optimizer } from '../optimizers/optimizer';
import { rules } from '../rules';
import { feedbackShapes } from '../rules/rule';
import type { Dataset } from '../samples/dataset';
import type { GivenBatches } from '../trainer/places';
import type { RunSummary } from '../trainer/runSummary';
import { type StuckState, signs } from '../trainer/stuck/stuck';
import { type KeptMemories, memoryWidths } from './memories';
import { Refusal } from './refusal';
import type { RunId, RunSpec } from './spec';

/** Row-major. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly values: Float32Array | Uint16Array;
}

const spell = z.strictObject({ since: z.int(), loss: z.number() });
const stateSchema = z.strictObject({
  /** Batches done. */
  step: z.int().min(1),
  /** Number of updates of each layer. */
  updates: z.array(z.int().min(0)),
  /** B is redrawn from the seed (`draw` 0 is the first draw), or stored in the arrays. */
  feedback: z.union([z.strictObject({ draw: z.int().min(0) }), z.literal('values')]),
  /** For aggregated error information: the mean over the last epoch. */
  memoryMean: z.number().exactOptional(),
  /** `RunSummary`; accuracies are null for regression. */
  tally: z.strictObject({
    last: z.strictObject({
      step: z.int(),
      epoch: z.int().min(1),
      trainingLoss: z.number(),
      testLoss: z.number(),
      testAccuracy: z.number().nullable(),
      stuckSince: z.int().exactOptional(),
    }),
    bestTestAccuracy: z.number().nullable(),
    bestTestLoss: z.number(),
  }),
  /** `RunState.bestRecall`, null for NaN; absent where it is not measured. */
  bestRecall: z.array(z.number().nullable()).exactOptional(),
  /** Of layers 1 … K, see `Network.stepFactors`; absent where they are not measured. */
  stepFactors: z.array(z.number().positive().nullable()).exactOptional(),
  /** Dead layers, from 0; and [layer, first batch of zero gradient] of layers that may be dying. */
  dead: z.array(z.int()),
  zeroSince: z.array(z.tuple([z.int(), z.int()])),
  stuck: z.strictObject({
    spells: z.partialRecord(z.enum(signs), spell),
    said: z.boolean(),
    firstEpoch: z.int(),
    wasStuck: z.boolean(),
  }),
});
/** The part of a checkpoint outside its arrays; survives JSON without loss. */
export type CheckpointState = z.infer<typeof stateSchema>;

export interface Checkpoint {
  readonly id: RunId;
  readonly spec: RunSpec;
  /** Epochs done. */
  readonly epoch: number;
  /**
   * For layer i = 1 … K each parameter (dense: `layer<i>.W` [n_{i−1}, n_i] and `layer<i>.b` [n_i]; convolution: `layer<i>.W`
   * [channels · kernel², channels'] and `layer<i>.b` [channels']; transformer: see blocks/transformer/sizes.ts), and for each
   * parameter the optimizer's state k = 0, 1 as `layer<i>.W.state<k>`. B_i as `feedback<i>` where it cannot be redrawn from the seed.
   * The error memory as `memory` [n, C], or [n, 1] with one number per sample; the plain errors for measures as
   * `plainErrors` [n, C]; with an error delay `memoryNewest`, of the same shape: what was computed, available or not;
   * `visits` [n]: 1 + epoch of a sample's last visit, 0 before the first.
   */
  readonly arrays: Readonly<Record<string, NamedArray>>;
  readonly state: CheckpointState;
}

/** @param i the layer, from 0 */
export const layerArray = (i: number, parameter: string): string => `layer${i + 1}.${parameter}`;
export const stateArray = (i: number, parameter: string, k: number): string =>
  `${layerArray(i, parameter)}.state${k}`;

/** Where a resumed run continues. */
export interface ResumedState {
  readonly step: number;
  readonly visits: Uint16Array | undefined;
  readonly bestRecall: readonly number[] | undefined;
  readonly stepFactors: readonly (number | null)[] | undefined;
  readonly dead: readonly number[];
  readonly zeroSince: readonly (readonly [number, number])[];
  readonly stuck: StuckState;
  readonly summary: RunSummary;
}

/** B drawn from the seed (`draw` 0 is the first draw), or values: given, or copied from W. */
export type FeedbackOrigin = { readonly draw: number } | 'values';

/** A run before its first step. */
export interface InitialState {
  readonly initial: InitialValues;
  readonly feedbackOrigin: FeedbackOrigin;
  readonly memories: KeptMemories;
  readonly batches?: GivenBatches;
  /** Only for a run that resumes. */
  readonly resumed?: ResumedState;
}

const orNaN = (value: number | null): number => value ?? Number.NaN;

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Names of the settings that differ. */
function differingSettings(a: RunSpec, b: RunSpec): (keyof RunSpec)[] {
  const keys = Object.keys({ ...a, ...b }) as (keyof RunSpec)[];
  return keys.filter((key) => text(a[key]) !== text(b[key]));
}

function refuseOtherSettings(spec: RunSpec, checkpoint: Checkpoint): void {
  const [key] = differingSettings(spec, checkpoint.spec);
  if (key !== undefined)
    throw new Refusal(
      `Checkpoint: it was saved with ${key} ${text(checkpoint.spec[key])}, and this run has ${text(spec[key])}. Resume with the same settings, or start over.`,
    );
}

const damaged = (what: string): Refusal =>
  new Refusal(`Checkpoint: ${what}. It is damaged, or of other data; take another, or start over.`);

/** Reads a checkpoint's arrays with their expected shapes; rejects missing and unknown ones. */
function arrayReader({ arrays }: Checkpoint) {
  const left = new Set(Object.keys(arrays));
  const take = <T extends NamedArray['values']>(
    name: string,
    shape: readonly number[],
    type: new (size: number) => T,
  ): T => {
    const found = arrays[name];
    if (!found) throw damaged(`${name} is missing`);
    const { values } = found;
    const size = shape.reduce((product, n) => product * n, 1);
    if (text(found.shape) !== text(shape) || values.length !== size || !(values instanceof type))
      throw damaged(`${name} is [${found.shape}], and [${shape}] is expected`);
    left.delete(name);
    return values;
  };
  return {
    floats: (name: string, shape: readonly number[]) => take(name, shape, Float32Array),
    counts: (name: string, shape: readonly number[]) => take(name, shape, Uint16Array),
    end: (): void => {
      const [name] = left;
      if (name !== undefined) throw damaged(`${name} is not known`);
    },
  };
}
type Arrays = ReturnType<typeof arrayReader>;

function readLayers(
  spec: RunSpec,
  data: Dataset,
  state: CheckpointState,
  arrays: Arrays,
): Required<Pick<InitialValues, 'layers' | 'kept'>> {
  const { slots }: Optimizer = optimizers[spec.optimizer];
  const chain = chainOf(data, spec.hidden);
  const counts = [state.updates, state.stepFactors ?? chain].map(({ length }) => length);
  if (counts.some((count) => count !== chain.length)) throw damaged('it has another number of layers');
  const all = chain.map(({ block, ...place }, i) =>
    Object.entries(block.parameters(place)).map(([name, { shape }]) => ({
      name,
      values: arrays.floats(layerArray(i, name), shape),
      state: Array.from({ length: slots }, (_, k) => arrays.floats(stateArray(i, name, k), shape)),
    })),
  );
  return {
    layers: all.map((layer) => Object.fromEntries(layer.map(({ name, values }) => [name, values]))),
    kept: all.map((layer, i) => ({
      state: Object.fromEntries(layer.map(({ name, state: own }) => [name, own])),
      t: state.updates[i] as number,
    })),
  };
}

function readFeedback(
  spec: RunSpec,
  shapes: readonly LayerShape[],
  { feedback }: CheckpointState,
  arrays: Arrays,
): Float32Array[] {
  const rule = rules[spec.rule];
  if (feedback !== 'values') return drawFeedback(spec, rule, shapes, feedback.draw);
  return feedbackShapes(rule, shapes).map((shape, i) => arrays.floats(`feedback${i + 1}`, shape));
}

const summaryFrom = ({ tally }: CheckpointState): RunSummary => ({
  last: { ...tally.last, testAccuracy: orNaN(tally.last.testAccuracy) },
  bestTestAccuracy: orNaN(tally.bestTestAccuracy),
  bestTestLoss: tally.bestTestLoss,
});

function resumedFrom(state: CheckpointState, visits: Uint16Array | undefined): ResumedState {
  const { step, bestRecall, stepFactors, dead, zeroSince, stuck } = state;
  const own = { step, stepFactors, dead, zeroSince, stuck };
  return { ...own, visits, bestRecall: bestRecall?.map(orNaN), summary: summaryFrom(state) };
}

/**
 * @throws {Refusal} when the checkpoint belongs to other settings or data, or is damaged
 */
export function initialStateFromCheckpoint(
  checkpoint: Checkpoint,
  spec: RunSpec,
  data: Dataset,
): InitialState {
  refuseOtherSettings(spec, checkpoint);
  const parsed = stateSchema.safeParse(checkpoint.state);
  if (!parsed.success)
    throw damaged(`its state’s ${parsed.error.issues[0]?.path.join('.')} is not as it should be`);
  const state = parsed.data;
  const arrays = arrayReader(checkpoint);
  const widths = memoryWidths(spec, data);
  const samples = data.train.size;
  const rows = (name: string, width: number | undefined) =>
    width === undefined ? undefined : arrays.floats(name, [samples, width]);
  const layers = readLayers(spec, data, state, arrays);
  const feedback = readFeedback(spec, layerShapes(chainOf(data, spec.hidden)), state, arrays);
  const [own, plain] = [rows('memory', widths.own), rows('plainErrors', widths.plain)];
  const newest = spec.errorDelay > 0 ? rows('memoryNewest', widths.own) : undefined;
  const visits = own && arrays.counts('visits', [samples]).slice();
  arrays.end();
  const { memoryMean: mean } = state;
  return {
    initial: { ...layers, feedback },
    feedbackOrigin: state.feedback,
    memories: {
      ...(own
        ? { own: { rows: own, ...(mean === undefined ? {} : { mean }), ...(newest ? { newest } : {}) } }
        : {}),
      ...(plain ? { plain: { rows: plain } } : {}),
    },
    resumed: resumedFrom(state, visits),
  };
}
