/** Writes down a run that stands at an epoch's end. */
import type { KeptErrors } from '../errorMemory/memory';
import type { LayerStart } from '../network/descent';
import type { Checkpoint, NamedArray } from './checkpoint';
import { keepMemories } from './memories';
import type { RunState } from './state';

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function layerArrays({ W, b, kept }: LayerStart, i: number, shape: readonly number[]) {
  const columns = shape.slice(1);
  const states = (name: string, all: readonly Float32Array[] = [], of: readonly number[]) =>
    all.map((values, k): [string, NamedArray] => [`${name}.state${k}`, { shape: of, values }]);
  return [
    [`layer${i}.W`, { shape, values: W }],
    [`layer${i}.b`, { shape: columns, values: b }],
    ...states(`layer${i}.W`, kept?.W, shape),
    ...states(`layer${i}.b`, kept?.b, columns),
  ] satisfies [string, NamedArray][];
}

async function feedbackArrays({ net, feedbackOrigin }: RunState): Promise<[string, NamedArray][]> {
  if (feedbackOrigin !== 'values') return [];
  return Promise.all(
    net.feedback.map(async (B, i): Promise<[string, NamedArray]> => {
      const values = Float32Array.from((await B.data()) as Float32Array);
      return [`feedback${i + 1}`, { shape: B.shape, values }];
    }),
  );
}

/** Of a run that stands at an epoch's end. */
export async function takeCheckpoint(run: RunState): Promise<Checkpoint> {
  const { id, spec, data, net, visits, tally, dead, zeroSince } = run;
  if (!tally) throw new Error('Before its first epoch’s end a run has no checkpoint.');
  const layers = await net.read();
  const kept = await keepMemories(run.memories);
  const rows = (name: string, errors: KeptErrors | undefined): [string, NamedArray][] => {
    const samples = data.train.size;
    return errors ? [[name, { shape: [samples, errors.rows.length / samples], values: errors.rows }]] : [];
  };
  const arrays: [string, NamedArray][] = [
    ...layers.flatMap((layer, i) => layerArrays(layer, i + 1, net.sizes.slice(i, i + 2))),
    ...(await feedbackArrays(run)),
    ...rows('memory', kept.own),
    ...rows('plainErrors', kept.plain),
    ...(visits
      ? [['visits', { shape: [visits.length], values: visits.slice() }] satisfies [string, NamedArray]]
      : []),
  ];
  const mean = kept.own?.mean;
  return {
    id,
    spec,
    epoch: tally.last.epoch,
    arrays: Object.fromEntries(arrays),
    state: {
      step: run.step,
      updates: layers.map(({ kept: state }) => state?.t ?? 0),
      feedback: run.feedbackOrigin,
      ...(mean === undefined ? {} : { memoryMean: mean }),
      tally: {
        last: { ...tally.last, testAccuracy: orNull(tally.last.testAccuracy) },
        bestTestAccuracy: orNull(tally.bestTestAccuracy),
        bestTestLoss: tally.bestTestLoss,
      },
      dead: [...dead],
      zeroSince: [...zeroSince],
      stuck: run.stuck.keep(),
    },
  };
}
