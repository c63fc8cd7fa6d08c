/**
 * scikit-learn's `make_classification`, with our own random stream (so the numbers differ): clusters around vertices
 * of a hypercube, each with its own covariance, shuffled features and samples, some labels redrawn. And the DRTP
 * paper's regression task.
 */
import { cos } from '../../core/random/portable';
import { createStream, type Stream } from '../../core/random/rng';
import type { Dataset, Split } from '../../core/samples/dataset';
import type { DatasetSpec, LoadContext } from '../spec';

type Spec = Omit<DatasetSpec, 'load'>;
type Allocate = LoadContext['allocate'];

/** Fixed, so that every lab has the same data; an experiment's seed affects weights, B and batches only. */
const dataSeed = 2023;

/** Parameters, named as in `make_classification`. */
export interface Classification {
  readonly samples: number;
  readonly features: number;
  readonly informative: number;
  readonly classes: number;
  readonly clustersPerClass: number;
  readonly classSep: number;
  /** Fraction of samples whose label is redrawn, possibly the same. */
  readonly flip: number;
}

/** Destination of a sample: its row in one of the splits. */
type Place = (sample: number) => { readonly row: Float32Array; readonly label: (value: number) => void };

/** Distinct vertices of the hypercube with side 2 classSep, centred at 0. */
function vertices(count: number, dimensions: number, classSep: number, stream: Stream): Float64Array[] {
  const seen = new Set<string>();
  const found: Float64Array[] = [];
  while (found.length < count) {
    const bits = Array.from({ length: dimensions }, () => stream.below(2));
    const name = bits.join('');
    if (seen.has(name)) continue;
    seen.add(name);
    found.push(Float64Array.from(bits, (bit) => bit * 2 * classSep - classSep));
  }
  return found;
}

/** A, [n, n], from U(-1, 1), which correlates the cluster's features. */
function mixing(n: number, stream: Stream): Float64Array {
  return Float64Array.from({ length: n * n }, () => stream.uniform(-1, 1));
}

/** x A + centre, x standard normal. Four terms at a time, added in order: one at a time takes 1.7 times as long. */
function drawInformative(A: Float64Array, centre: Float64Array, stream: Stream): Float64Array {
  const n = centre.length;
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) x[i] = stream.normal();
  const out = new Float64Array(centre);
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const a = x[i] as number;
    const b = x[i + 1] as number;
    const c = x[i + 2] as number;
    const d = x[i + 3] as number;
    for (let j = 0, at = i * n; j < n; j++, at++)
      out[j] =
        (out[j] as number) +
        a * (A[at] as number) +
        b * (A[at + n] as number) +
        c * (A[at + 2 * n] as number) +
        d * (A[at + 3 * n] as number);
  }
  for (; i < n; i++)
    for (let j = 0; j < n; j++) out[j] = (out[j] as number) + (x[i] as number) * (A[i * n + j] as number);
  return out;
}

/** Draws cluster by cluster; `place` gives each sample its shuffled position. */
export function makeClassification(
  how: Classification,
  place: Place,
  stream: Stream,
  progress: (done: number) => void,
): void {
  const clusters = how.classes * how.clustersPerClass;
  const centres = vertices(clusters, how.informative, how.classSep, stream);
  const columns = stream.permutation(how.features);
  const order = stream.permutation(how.samples);
  let sample = 0;
  for (const [k, centre] of centres.entries()) {
    const A = mixing(how.informative, stream);
    // The first clusters get the remainder.
    const size = Math.floor(how.samples / clusters) + (k < how.samples % clusters ? 1 : 0);
    for (let i = 0; i < size; i++, sample++) {
      const { row, label } = place(order[sample] as number);
      const informative = drawInformative(A, centre, stream);
      for (let j = 0; j < how.features; j++)
        row[columns[j] as number] = j < how.informative ? (informative[j] as number) : stream.normal();
      label(stream.next() < how.flip ? stream.below(how.classes) : k % how.classes);
    }
    progress(sample);
  }
}

/** The parameters of the thesis and the DRTP paper. */
export const published: Classification = {
  samples: 30_000,
  features: 256,
  informative: 128,
  classes: 10,
  clustersPerClass: 5,
  classSep: 4.5,
  flip: 0.01,
};

function emptyClasses(size: number, inputs: number, allocate: Allocate) {
  const labels = new Uint8Array(allocate(size));
  return { size, inputs: new Float32Array(allocate(4 * size * inputs)), labels };
}

export function loadSynthetic(spec: Spec, { allocate, progress }: LoadContext): Dataset {
  const width = published.features;
  const train = emptyClasses(spec.trainSize, width, allocate);
  const test = emptyClasses(spec.testSize, width, allocate);
  const place: Place = (sample) => {
    const { inputs, labels } = sample < train.size ? train : test;
    const at = sample < train.size ? sample : sample - train.size;
    return {
      row: inputs.subarray(at * width, (at + 1) * width),
      label: (value) => {
        labels[at] = value;
      },
    };
  };
  makeClassification(published, place, createStream(dataSeed, spec.id), (done) =>
    progress(done, published.samples),
  );
  const split = ({ size, inputs, labels }: typeof train): Split => ({
    size,
    inputs,
    targets: { kind: 'classes', labels },
  });
  const { id, inputs, outputs } = spec;
  return { id, inputs, outputs, mean: 0, deviation: 1, train: split(train), test: split(test) };
}

/** x ~ N(m, 1) with one m ~ U(-π, π) per sample; target i is cos(mean of x + π (i - 4.5) / 9). */
function drawRegression(size: number, spec: Spec, stream: Stream, allocate: Allocate): Split {
  const inputs = new Float32Array(allocate(4 * size * spec.inputs));
  const values = new Float32Array(allocate(4 * size * spec.outputs));
  const middle = (spec.outputs - 1) / 2;
  for (let n = 0; n < size; n++) {
    const centre = stream.uniform(-Math.PI, Math.PI);
    let sum = 0;
    for (let j = 0; j < spec.inputs; j++) {
      const x = centre + stream.normal();
      inputs[n * spec.inputs + j] = x;
      sum += x;
    }
    const mean = sum / spec.inputs;
    for (let i = 0; i < spec.outputs; i++)
      values[n * spec.outputs + i] = cos(mean + (Math.PI * (i - middle)) / (2 * middle));
  }
  return { size, inputs, targets: { kind: 'values', values } };
}

export function loadSyntheticRegression(spec: Spec, { allocate, progress }: LoadContext): Dataset {
  const stream = createStream(dataSeed, spec.id);
  const train = drawRegression(spec.trainSize, spec, stream, allocate);
  const test = drawRegression(spec.testSize, spec, stream, allocate);
  progress(1, 1);
  return { id: spec.id, inputs: spec.inputs, outputs: spec.outputs, mean: 0, deviation: 1, train, test };
}
