/** Operations that move or count numbers without arithmetic: results must be bit-identical. */
import {
  argMax,
  cast,
  concat,
  equal,
  gather,
  oneHot,
  onesLike,
  reshape,
  slice,
  stack,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tensorScatterUpdate,
  unstack,
} from '@tensorflow/tfjs-core';
import '../src/core/ops';
import { flush } from './arguments';
import { type Case, everywhere, exactly, flushing } from './operation';

const { NaN: none, POSITIVE_INFINITY: infinity } = Number;

/** [3, 2] */
const special = [none, -0, 1e-40, -infinity, 2 ** -149, 3e38].map(Math.fround) as [
  number,
  number,
  number,
  number,
  number,
  number,
];
const [a, b, c, d, e, f] = special;
const matrix = (): Tensor2D => tensor2d(special, [3, 2]);
const whole = (...values: number[]): Tensor1D => tensor1d(values, 'int32');

const MOVED = 'NaN, ∞, 0, denormal, huge';
const moved = (operation: string, compute: () => Tensor, exact: number[]): Case => ({
  operation,
  on: MOVED,
  compute,
  exact,
  flushed: exact.map(flush),
  bounds: { ...everywhere(exactly), webgpu: flushing },
});

const counted = (
  operation: string,
  on: string,
  compute: () => Tensor,
  exact: number[],
  remark?: string,
): Case => ({
  operation,
  on,
  compute,
  exact,
  bounds: everywhere(exactly),
  ...(remark ? { remark } : {}),
});

/** What a scatter leaves of the rows it was given. */
function scatteredFrom(): Tensor {
  const rows = tensor2d([1, 2, 3, 4], [2, 2]);
  tensorScatterUpdate(rows.mul(1), tensor2d([[1]], [1, 1], 'int32'), tensor2d([[8, 9]]));
  return rows;
}

export const moves: readonly Case[] = [
  moved('transpose', () => matrix().transpose(), [a, c, e, b, d, f]),
  moved('gather, rows', () => gather(matrix(), whole(2, 0, 2)), [e, f, a, b, e, f]),
  moved('gather, columns', () => gather(matrix(), whole(1), 1), [b, d, f]),
  moved('slice', () => slice(matrix(), [1, 0], [2, 1]), [c, e]),
  moved('reshape', () => reshape(matrix(), [2, 3]), special),
  moved('concat', () => concat([matrix(), matrix()]), [...special, ...special]),
  moved('stack', () => stack([tensor1d([a, b]), tensor1d([c, d])]), [a, b, c, d]),
  moved('unstack', () => unstack(matrix())[1] as Tensor, [c, d]),
  moved('clone', () => matrix().clone(), special),
  counted('onesLike', 'any', () => onesLike(matrix()), [1, 1, 1, 1, 1, 1]),
  moved(
    'scatter rows',
    () =>
      tensorScatterUpdate(
        tensor2d([1, 2, 3, 4], [2, 2]),
        tensor2d([[1]], [1, 1], 'int32'),
        tensor2d([[a, c]]),
      ),
    [1, 2, a, c],
  ),
  {
    ...counted(
      'scatter rows',
      'a row twice: the last',
      () =>
        tensorScatterUpdate(
          tensor2d([[1], [2]]),
          tensor2d([[0], [0]], [2, 1], 'int32'),
          tensor2d([[5], [7]]),
        ),
      [7, 2],
      'Threads race on a GPU (an H100 keeps the first); no batch has a sample twice',
    ),
    bounds: { ...everywhere(exactly), webgpu: 'open' },
  },
  counted(
    'scatter rows',
    'what was given stays',
    scatteredFrom,
    [1, 2, 3, 4],
    'TensorFlow.js’s cpu backend overwrites its argument; the memory hands it a copy',
  ),
  counted('oneHot', 'classes', () => cast(oneHot(whole(2, 0, 1), 3), 'float32'), [0, 0, 1, 1, 0, 0, 0, 1, 0]),
  counted(
    'equal, sum, cast',
    'counting right answers',
    () =>
      cast(
        sum(
          equal(
            argMax(
              tensor2d([
                [1, 2],
                [2, 1],
                [0, 3],
              ]),
              1,
            ),
            whole(1, 1, 1),
          ),
        ),
        'float32',
      ),
    [2],
    'Exact up to 2²⁴',
  ),
];
