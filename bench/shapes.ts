/** The timed networks: names, settings, and data of a typical size. */
import { bordersOf, chainOf } from '../src/core/blocks/chain';
import type { NetworkShape } from '../src/core/cost/cost';
import type { RuleId } from '../src/core/rules';
import { plainSettings, type RunSpec } from '../src/core/run/spec';
import type { Dataset, Split } from '../src/core/samples/dataset';
import { parseTopology } from '../src/experiment/networks/topology';

export interface Shape {
  /** Units from the input to the output, `64×100` is 100 layers of 64; or a topology, on MNIST. */
  readonly id: string;
  readonly batch: number;
}

/** CONV-MNIST: Flügel 2021, table 5.2. */
export const CONV_MNIST = 'CONV_32_5_1_2_FC_1000_FC_10';

/** Common networks first, then deep and wide ones, then convolutions. */
export const shapes: readonly Shape[] = [
  { id: '784-500-10', batch: 50 },
  { id: '784-500-500-10', batch: 50 },
  { id: '14-500×5-1', batch: 512 },
  { id: '784-64×100-10', batch: 50 },
  { id: '784-1024×3-10', batch: 128 },
  { id: '784-1024×5-10', batch: 128 },
  { id: CONV_MNIST, batch: 60 },
];

/** The net that a name means. */
export type Net = Pick<NetworkShape, 'inputs' | 'shape' | 'hidden' | 'outputs'>;

const unitsIn = (id: string): number[] =>
  id.split('-').flatMap((part) => {
    const [units = Number.NaN, times = 1] = part.split('×').map(Number);
    return Array.from({ length: times }, () => units);
  });

export function netOf({ id }: Pick<Shape, 'id'>): Net {
  const topology = parseTopology(id);
  if (topology && 'hidden' in topology) return { ...topology, inputs: 28 * 28, shape: [1, 28, 28] };
  const [inputs = Number.NaN, ...others] = unitsIn(id);
  return { inputs, hidden: others.slice(0, -1), outputs: others.at(-1) ?? Number.NaN };
}

export const hasConvolutions = (shape: Pick<Shape, 'id'>): boolean =>
  netOf(shape).hidden.some((layer) => typeof layer !== 'number');

/** n_0 … n_K: feature maps before they are pooled. */
export function sizesOf(shape: Pick<Shape, 'id'>): number[] {
  const net = netOf(shape);
  return bordersOf(chainOf(net, net.hidden)).map(({ size }) => size);
}

/** A single output predicts a number; several are classes. */
const isRegression = ({ outputs }: Net): boolean => outputs === 1;

/** MNIST's and SGEMM's: the error memory has a row for each. */
export const SAMPLES = { classes: 60_000, values: 773_120 };

/** What core/cost/cost.ts counts the operations of. */
export function costShapeOf(shape: Shape): NetworkShape {
  const net = netOf(shape);
  const classes = !isRegression(net);
  const samples = classes ? SAMPLES.classes : SAMPLES.values;
  return { ...net, batchSize: shape.batch, samples, oneNumber: classes, classes };
}

/** The settings of the papers: tanh, Adam; sigmoid and BCE for classes, linear and MSE for numbers. */
export function configOf(shape: Shape, rule: RuleId): RunSpec {
  const net = netOf(shape);
  const regression = isRegression(net);
  return {
    ...plainSettings,
    dataset: 'bench',
    rule,
    hidden: [...net.hidden],
    activation: 'tanh',
    outputActivation: regression ? 'linear' : 'sigmoid',
    loss: regression ? 'mse' : 'bce',
    errorTransform: regression ? 'raw' : 'one-hot',
    optimizer: 'adam',
    learningRate: 0.001,
    batchSize: shape.batch,
    epochs: 1,
    seed: 0,
  };
}

/** Marsaglia's xorshift32, because speed matters more than quality here. */
function randomWords(count: number): Uint32Array {
  const words = new Uint32Array(count);
  let state = 2_463_534_242;
  for (let i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return words;
}

const toUnits = (words: Uint32Array): Float32Array => Float32Array.from(words, (word) => word / 2 ** 31 - 1);

/** Of MNIST's training images: 19.12 % of their bytes are not 0. */
export const SHARE = 0.1912;

function classes(inputs: number, outputs: number): Split {
  const size = SAMPLES.classes;
  const pixels = Uint8Array.from(randomWords(size * inputs), (word) =>
    (word >>> 8) / 2 ** 24 < SHARE ? 1 + (word & 127) : 0,
  );
  const labels = Uint8Array.from(randomWords(size), (word) => (word >>> 8) % outputs);
  return { size, inputs: pixels, targets: { kind: 'classes', labels } };
}

function values(inputs: number, outputs: number): Split {
  const size = SAMPLES.values;
  const all = toUnits(randomWords(size * (inputs + outputs)));
  const columns = all.subarray(0, size * inputs);
  return { size, inputs: columns, targets: { kind: 'values', values: all.subarray(size * inputs) } };
}

/** Size of the test set: small, because steps are timed and not evaluation. */
const TEST_SAMPLES = 10;

/** Its first samples. */
function few({ inputs, targets }: Split, width: number, outputs: number): Split {
  return {
    size: TEST_SAMPLES,
    inputs: inputs.subarray(0, TEST_SAMPLES * width),
    targets:
      targets.kind === 'classes'
        ? { kind: 'classes', labels: targets.labels.subarray(0, TEST_SAMPLES) }
        : { kind: 'values', values: targets.values.subarray(0, TEST_SAMPLES * outputs) },
  };
}

function randomData(net: Net): Dataset {
  const { inputs, outputs } = net;
  if (!isRegression(net)) {
    const train = classes(inputs, outputs);
    const test = few(train, inputs, outputs);
    return { id: 'bench', inputs, outputs, mean: 33.3, deviation: 78.6, train, test };
  }
  const train = values(inputs, outputs);
  const test = few(train, inputs, outputs);
  const [mean, deviation] = [new Float32Array(inputs), new Float32Array(inputs).fill(1)];
  return { id: 'bench', inputs, outputs, mean, deviation, train, test };
}

/**
 * MNIST where the net has its shape, else random samples, as many and of the same kind as MNIST's bytes or SGEMM's columns.
 * @param mnist where it is there
 */
export function dataOf(shape: Shape, mnist?: Dataset): Dataset {
  const net = netOf(shape);
  const fits = mnist?.inputs === net.inputs && mnist.outputs === net.outputs;
  const data = fits
    ? { ...mnist, id: 'bench', test: few(mnist.test, net.inputs, net.outputs) }
    : randomData(net);
  return net.shape ? { ...data, shape: net.shape } : data;
}
