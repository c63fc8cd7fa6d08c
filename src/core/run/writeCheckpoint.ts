/** Creates the checkpoint of a run at an epoch's end. */
import type { Named } from '../blocks/block';
import { type ChainedBlock, chainOf } from '../blocks/chain';
import type { KeptErrors } from '../errorMemory/memory';
import type { KeptState } from '../network/descent';
import { type Checkpoint, layerArray, type NamedArray, stateArray } from './checkpoint';
import { type KeptMemories, keepMemories } from './memories';
import type { RunState } from './state';

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** The parameters of a layer. @param i from 0 */
export const parameterArrays = (
  { block, ...place }: ChainedBlock,
  values: Named<Float32Array>,
  i: number,
): [string, NamedArray][] =>
  Object.entries(block.parameters(place)).map(([name, { shape }]) => [
    layerArray(i, name),
    { shape, values: values[name] as Float32Array },
  ]);

/** The optimizer's state of each parameter. @param i from 0 */
const stateArrays = (
  { block, ...place }: ChainedBlock,
  { state }: KeptState,
  i: number,
): [string, NamedArray][] =>
  Object.entries(block.parameters(place)).flatMap(([name, { shape }]) =>
    (state[name] ?? []).map((values, k): [string, NamedArray] => [stateArray(i, name, k), { shape, values }]),
  );

/** All B, as they are now. */
export const feedbackArrays = ({ net }: RunState): Promise<[string, NamedArray][]> =>
  Promise.all(
    net.feedback.map(async (B, i): Promise<[string, NamedArray]> => {
      const values = Float32Array.from((await B.data()) as Float32Array);
      return [`feedback${i + 1}`, { shape: B.shape, values }];
    }),
  );

/** @param samples size n of the training set */
const memoryArrays = (
  name: string,
  errors: KeptErrors | undefined,
  samples: number,
): [string, NamedArray][] =>
  errors ? [[name, { shape: [samples, errors.rows.length / samples], values: errors.rows }]] : [];

const keptErrors = ({ own, plain }: KeptMemories, samples: number): [string, NamedArray][] => [
  ...memoryArrays('memory', own, samples),
  ...memoryArrays('memoryNewest', own?.newest && { rows: own.newest }, samples),
  ...memoryArrays('plainErrors', plain, samples),
];

const visitArrays = (visits: Uint16Array | undefined): [string, NamedArray][] =>
  visits ? [['visits', { shape: [visits.length], values: visits.slice() }]] : [];

/** @throws Error before the end of the first epoch */
export async function writeCheckpoint(run: RunState): Promise<Checkpoint> {
  const { id, spec, data, net, visits, summary, bestRecall, dead, zeroSince } = run;
  if (!summary) throw new Error('Before its first epoch’s end a run has no checkpoint.');
  const { layers, kept: states } = await net.read();
  const chain = chainOf(data, spec.hidden);
  const kept = await keepMemories(run.memories);
  const arrays: [string, NamedArray][] = [
    ...chain.flatMap((link, i) => [
      ...parameterArrays(link, layers[i] as Named<Float32Array>, i),
      ...stateArrays(link, states[i] as KeptState, i),
    ]),
    ...(run.feedbackOrigin === 'values' ? await feedbackArrays(run) : []),
    ...keptErrors(kept, data.train.size),
    ...visitArrays(visits),
  ];
  const factors = net.stepFactors();
  return {
    id,
    spec,
    epoch: summary.last.epoch,
    arrays: Object.fromEntries(arrays),
    state: {
      step: run.step,
      updates: states.map(({ t }) => t),
      feedback: run.feedbackOrigin,
      ...(kept.own?.mean === undefined ? {} : { memoryMean: kept.own.mean }),
      tally: {
        last: { ...summary.last, testAccuracy: orNull(summary.last.testAccuracy) },
        bestTestAccuracy: orNull(summary.bestTestAccuracy),
        bestTestLoss: summary.bestTestLoss,
      },
      ...(bestRecall.length > 0 ? { bestRecall: bestRecall.map(orNull) } : {}),
      ...(factors ? { stepFactors: [...factors] } : {}),
      dead: [...dead],
      zeroSince: [...zeroSince],
      stuck: run.stuck.keep(),
    },
  };
}
