/** Self-test of a backend by real training steps: its results and its speed. */
import type { Kernels } from '../core/kernels';
import { createStream } from '../core/random/rng';
import type { RuleId } from '../core/rules';
import { createRun, type Run } from '../core/run/run';
import { plainSettings, type RunSpec } from '../core/run/spec';
import type { Dataset, Split } from '../core/samples/dataset';

const BATCH = 50;

const specOf = (rule: RuleId, hidden: number[]): RunSpec => ({
  ...plainSettings,
  dataset: 'self-test',
  rule,
  hidden,
  activation: 'tanh',
  outputActivation: 'sigmoid',
  loss: 'bce',
  errorTransform: 'one-hot',
  optimizer: 'adam',
  learningRate: 0.001,
  batchSize: BATCH,
  epochs: 1,
  seed: 0,
});

/** Random training samples: `batches` times the same batch; the test set is one batch. */
function testData(inputs: number, outputs: number, batches: number): Dataset {
  const stream = createStream(0, 'self-test');
  const split = (repeats: number): Split => {
    const batch = Float32Array.from({ length: BATCH * inputs }, () => stream.uniform(-1, 1));
    const labels = Uint8Array.from({ length: BATCH }, () => stream.below(outputs));
    const size = repeats * BATCH;
    return {
      size,
      inputs: Float32Array.from({ length: size * inputs }, (_, i) => batch[i % batch.length] as number),
      targets: {
        kind: 'classes',
        labels: Uint8Array.from({ length: size }, (_, i) => labels[i % BATCH] as number),
      },
    };
  };
  const sizes = { inputs, outputs, mean: 0, deviation: 1 };
  return { id: 'self-test', ...sizes, train: split(batches), test: split(1) };
}

/** The losses and every weight after one step. */
async function valuesAfterStep({ events, checkpoint }: Run): Promise<number[]> {
  const values: number[] = [];
  for await (const event of events) {
    if (event.type === 'epoch') values.push(event.trainingLoss, event.testLoss);
    if (event.type !== 'checkpoint') continue;
    const { arrays } = await checkpoint();
    for (const [name, array] of Object.entries(arrays))
      if (/^layer\d+\.[Wb]$/.test(name)) values.push(...array.values);
  }
  return values;
}

/**
 * What BP and F³ compute in one step of a small network; the same on every correct backend, within rounding:
 * `selfTestReference`.
 */
export async function selfTestValues(kernels: Kernels): Promise<Float32Array> {
  const data = testData(30, 4, 1);
  const values: number[] = [];
  for (const rule of ['bp', 'f3-error'] as const)
    values.push(
      ...(await valuesAfterStep(createRun(specOf(rule, [20, 16]), data, { kernels, checkpoints: true }))),
    );
  return Float32Array.from(values);
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

const MOST_STEPS = 10;

/** Median milliseconds of a step of F³-Error, 784-500-10, batch 50, within about `budget` milliseconds. */
export async function measureStep(kernels: Kernels, budget: number): Promise<number> {
  const end = performance.now() + budget;
  // Every loss is read back, which waits for the device.
  const options = { kernels, lossPointsPerEpoch: MOST_STEPS };
  const { events } = createRun(specOf('f3-error', [500]), testData(784, 10, MOST_STEPS), options);
  const times: number[] = [];
  let from = Number.NaN;
  for await (const event of events) {
    if (event.type !== 'loss') continue;
    const now = performance.now();
    // The first step includes compilation.
    if (!Number.isNaN(from)) times.push(now - from);
    if (times.length === MOST_STEPS - 1 || (times.length > 0 && now >= end)) break;
    from = now;
  }
  return median(times.sort((a, b) => a - b));
}

/** Steps after which programs are compiled, and those that are repeated are recorded. */
const WARM_UP = 3;
const MOST_TIMED = 500;
/** More than the timed steps take, of whatever data. */
const MOST_EPOCHS = 1000;
/** Numbers of inputs, and so of memory, up to which a data set is repeated. */
const MOST_NUMBERS = 8e6;

function repeated<T extends Uint8Array | Float32Array>(numbers: T, times: number): T {
  const all = new (numbers.constructor as new (length: number) => T)(times * numbers.length);
  for (let k = 0; k < times; k++) all.set(numbers, k * numbers.length);
  return all;
}

/** The same samples over and over, so that no epoch ends within `steps`, and few of them to evaluate when one does. */
function longer(dataset: Dataset, batchSize: number, steps: number): Dataset {
  const { train, test, inputs: width, outputs } = dataset;
  const most = Math.max(1, Math.floor(MOST_NUMBERS / train.inputs.length));
  const times = Math.min(most, Math.ceil((batchSize * steps) / train.size));
  const again = <T extends Uint8Array | Float32Array>(numbers: T): T =>
    times > 1 ? repeated(numbers, times) : numbers;
  const targets = (of: Split['targets'], by: (numbers: Uint8Array | Float32Array) => typeof numbers) =>
    (of.kind === 'classes'
      ? { kind: of.kind, labels: by(of.labels) }
      : { kind: of.kind, values: by(of.values) }) as Split['targets'];
  const one = test.targets.kind === 'classes' ? 1 : outputs;
  return {
    ...dataset,
    train: {
      size: times * train.size,
      inputs: again(train.inputs),
      targets: targets(train.targets, again),
    },
    test: {
      size: 1,
      inputs: test.inputs.slice(0, width),
      targets: targets(test.targets, (numbers) => numbers.slice(0, one)),
    },
  };
}

/**
 * Milliseconds of a run's step, until the device is done, from so many steps as fit into about `budget` milliseconds; no
 * loss is read back between them, as in training.
 */
export async function measureRun(
  kernels: Kernels,
  budget: number,
  spec: RunSpec,
  dataset: Dataset,
): Promise<number> {
  const own = longer(dataset, spec.batchSize, WARM_UP + 1 + MOST_TIMED);
  const lasting: RunSpec = { ...spec, startFrom: 'seed', trainingSamples: 0, epochs: MOST_EPOCHS };
  const { events, settled } = createRun(lasting, own, { kernels, lossPointsPerEpoch: 1 });
  const train = async (steps: number): Promise<number> => {
    const from = performance.now();
    let report = await events.next({ maxSteps: steps, skipStepDetails: true });
    while (!report.done && report.value.type !== 'progress') report = await events.next();
    await settled();
    return (performance.now() - from) / steps;
  };
  try {
    // The network is built; nothing is trained yet.
    await events.next();
    await train(WARM_UP);
    const first = await train(1);
    const steps = Math.min(MOST_TIMED, Math.floor(budget / Math.max(first, 1e-3)));
    return steps > 1 ? await train(steps) : first;
  } finally {
    await events.return();
  }
}
