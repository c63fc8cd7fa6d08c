/** Which samples an epoch trains on, in which order: drawn from the seed, or given by a reference run. */
import { createStream } from '../random/rng';
import { Refusal } from '../run/refusal';
import { epochSamples, keptSamples, type RunSpec } from '../run/spec';
import type { Dataset, Split } from '../samples/dataset';
import { type Phase, phasesOf } from '../samples/scenario/phases';
import { type EpochSteps, epochSteps } from './epochSteps';

/** An epoch's samples, as indices into the training set. */
export interface EpochOrder {
  /** In training order. */
  readonly batches: readonly Uint32Array[];
  /** Each visited sample once. */
  readonly visited: Uint32Array;
}

/** Batches of a reference run: by epoch, by batch, indices into the training set. */
export type GivenBatches = readonly (readonly (readonly number[])[])[];

/** A sample keeps its index in the data set, whatever classes a run has. */
export interface Sampler {
  /** Indices of all training samples that the run may visit, and of the test samples: those of its classes. */
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  readonly steps: EpochSteps;
  /** Samples of an epoch (1, 2, …). */
  readonly samplesIn: (epoch: number) => number;
  readonly order: (epoch: number) => EpochOrder;
}

type SamplerSpec = Pick<
  RunSpec,
  'seed' | 'batchSize' | 'batchOrder' | 'epochs' | 'epochShare' | 'trainingSamples' | 'classes' | 'withheld'
>;

/** 0 … size-1 */
export const everyOne = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);

const SAMPLE_SIZE = 500;

/**
 * Indices of the test samples that are evaluated within an epoch. Random, because a stride could pick a single class;
 * the same for every run and rule.
 */
export const fixedSample = (test: Uint32Array): Uint32Array =>
  createStream(0, 'test sample')
    .permutation(test.length)
    .subarray(0, SAMPLE_SIZE)
    .map((place) => test[place] as number);

/** Indices of a split's samples of these classes; of all samples for an empty list. */
function samplesOf({ size, targets }: Split, classes: readonly number[]): Uint32Array {
  const all = everyOne(size);
  if (classes.length === 0 || targets.kind !== 'classes') return all;
  return all.filter((sample) => classes.includes(targets.labels[sample] as number));
}

/** Those of these samples that a run keeps, in the same order: as many as its limit allows, drawn from the seed. */
function limited(spec: SamplerSpec, samples: Uint32Array): Uint32Array {
  const most = keptSamples(spec, samples.length);
  if (most === samples.length) return samples;
  const drawn = createStream(spec.seed, 'training samples').permutation(samples.length).subarray(0, most);
  return drawn.sort().map((place) => samples[place] as number);
}

function givenOrder(batches: GivenBatches[number]): EpochOrder {
  return {
    visited: Uint32Array.from(new Set(batches.flat())),
    batches: batches.map((places) => Uint32Array.from(places)),
  };
}

/** A run's samples. */
interface Pool {
  readonly labels: Uint8Array | undefined;
  /** By index into the training set: 1 where the run may visit it; undefined where it may visit all. */
  readonly visitable: Uint8Array | undefined;
  readonly phases: readonly (Phase & { readonly size: number })[];
}

function poolOf(spec: SamplerSpec, { train: { size: all, targets } }: Dataset, train: Uint32Array): Pool {
  const labels = targets.kind === 'classes' ? targets.labels : undefined;
  const size = ({ withheld }: Phase): number =>
    train.reduce((sum, sample) => sum + (withheld.includes(labels?.[sample] as number) ? 0 : 1), 0);
  const phases = phasesOf(spec).map((phase) => ({ ...phase, size: size(phase) }));
  const visitable = train.length < all ? new Uint8Array(all) : undefined;
  if (visitable) for (const sample of train) visitable[sample] = 1;
  return { labels, visitable, phases };
}

/** The first samples of a random order of the training set, without those that an epoch lacks. */
function drawnOrder(
  { seed, batchSize, batchOrder }: SamplerSpec,
  { labels, visitable, absent }: Omit<Pool, 'phases'> & { readonly absent: readonly number[] },
  epoch: number,
  { of, samples }: { readonly of: number; readonly samples: number },
): EpochOrder {
  const all = createStream(seed, 'batches', batchOrder === 'fixed' ? 1 : epoch).permutation(of);
  const isHere = (sample: number): boolean =>
    visitable?.[sample] !== 0 && !absent.includes(labels?.[sample] as number);
  const pool = visitable || absent.length > 0 ? all.filter(isHere) : all;
  const visited = pool.subarray(0, samples);
  const batches = Array.from({ length: Math.ceil(samples / batchSize) }, (_, i) =>
    visited.subarray(i * batchSize, (i + 1) * batchSize),
  );
  return { visited, batches };
}

function stepsOf(spec: SamplerSpec, samplesIn: (epoch: number) => number): EpochSteps {
  const { classes, withheld, epochs, batchSize } = spec;
  if (classes.length + withheld.length === 0) return { stepsPerEpoch: Math.ceil(samplesIn(1) / batchSize) };
  return epochSteps(
    Array.from({ length: epochs }, (_, i) => samplesIn(i + 1)),
    batchSize,
  );
}

const noSample = ({ trainingSamples }: SamplerSpec, epoch: number): string =>
  trainingSamples === 0
    ? `Classes: the training set has no sample for epoch ${epoch}. Choose others.`
    : `Training samples: none of the ${trainingSamples} drawn is left for epoch ${epoch}. Write more, or 0 for all.`;

/**
 * @param data without the scenario's noise: a class is that of the picture, not of a wrong label
 * @param given batches that replace those drawn from the seed
 * @throws {Refusal} when a part has no sample of the run's classes
 */
export function createSampler(spec: SamplerSpec, data: Dataset, given?: GivenBatches): Sampler {
  const { classes } = spec;
  const [train, test] = [limited(spec, samplesOf(data.train, classes)), samplesOf(data.test, classes)];
  if (test.length === 0) throw new Refusal('Classes: the test set has no sample of them. Choose others.');
  const { labels, visitable, phases } = poolOf(spec, data, train);
  const empty = phases.find(({ size }) => size === 0);
  if (empty) throw new Refusal(noSample(spec, empty.from));
  const phaseOf = (epoch: number) => phases.find(({ to }) => epoch <= to);
  const samplesIn = (epoch: number): number => epochSamples(spec, phaseOf(epoch)?.size ?? train.length);
  return {
    train,
    test,
    steps: given?.[0] ? { stepsPerEpoch: given[0].length } : stepsOf(spec, samplesIn),
    samplesIn,
    order: (epoch) => {
      const own = given?.[epoch - 1];
      if (own) return givenOrder(own);
      const absent = phaseOf(epoch)?.withheld ?? [];
      const size = { of: data.train.size, samples: samplesIn(epoch) };
      return drawnOrder(spec, { labels, visitable, absent }, epoch, size);
    },
  };
}
