/** Two classes of points in the plane, so that the learnt function can be drawn. */
import { cos, sin } from '../../core/random/portable';
import { createStream, type Stream } from '../../core/random/rng';
import type { Dataset, Split } from '../../core/samples/dataset';
import type { DatasetSpec, LoadContext } from '../spec';
import { columnMoments } from './moments';

type Point = readonly [x: number, y: number];
type Draw = (label: 0 | 1, stream: Stream) => Point;

/** Fixed, so that every lab has the same points. */
const dataSeed = 2023;

const shaken = ([x, y]: Point, noise: number, stream: Stream): Point => [
  x + noise * stream.normal(),
  y + noise * stream.normal(),
];

/** One point of a class. */
export const shapes = {
  /** scikit-learn's make_moons: two interleaving half circles. */
  moons: (label, stream) => {
    const t = Math.PI * stream.next();
    const upper: Point = [cos(t), sin(t)];
    return shaken(label === 0 ? upper : [1 - upper[0], 0.5 - upper[1]], 0.15, stream);
  },
  /** scikit-learn's make_circles: two concentric circles. */
  circles: (label, stream) => {
    const t = 2 * Math.PI * stream.next();
    const radius = label === 0 ? 1 : 0.5;
    return shaken([radius * cos(t), radius * sin(t)], 0.1, stream);
  },
  /** Two spiral arms of one turn each, with uniform density along the arm. */
  spirals: (label, stream) => {
    const r = 0.15 + 0.85 * stream.next();
    const t = 2 * Math.PI * r + label * Math.PI;
    return shaken([r * cos(t), r * sin(t)], 0.04, stream);
  },
  /** Class 1 where exactly one coordinate is positive; points near the axes may cross them. */
  xor: (label, stream) => {
    const x = stream.uniform(-1, 1);
    const size = stream.next();
    const y = x > 0 === (label === 1) ? -size : size;
    return shaken([x, y], 0.05, stream);
  },
} as const satisfies Record<string, Draw>;

/** Classes alternate. */
function drawSplit(size: number, draw: Draw, stream: Stream, allocate: LoadContext['allocate']): Split {
  const inputs = new Float32Array(allocate(4 * size * 2));
  const labels = new Uint8Array(allocate(size));
  for (let n = 0; n < size; n++) {
    const label = n % 2 === 0 ? 0 : 1;
    labels[n] = label;
    inputs.set(draw(label, stream), 2 * n);
  }
  return { size, inputs, targets: { kind: 'classes', labels } };
}

export function loadPoints(
  spec: Omit<DatasetSpec, 'load'> & { readonly id: keyof typeof shapes },
  { allocate, progress }: LoadContext,
): Dataset {
  const draw = shapes[spec.id];
  const train = drawSplit(spec.trainSize, draw, createStream(dataSeed, spec.id, 'train'), allocate);
  const test = drawSplit(spec.testSize, draw, createStream(dataSeed, spec.id, 'test'), allocate);
  progress(1, 1);
  return { id: spec.id, inputs: 2, outputs: 2, ...columnMoments(train.inputs, 2), train, test };
}
