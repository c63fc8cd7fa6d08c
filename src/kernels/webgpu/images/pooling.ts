/** Max pooling, and its derivative, in a dispatch each: core/blocks/images.ts has the plain operations. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Border } from '../../../core/blocks/block';
import { pooledBorder } from '../../../core/blocks/border';
import type { Pooling } from '../../../core/kernels';
import { IS_NAN } from '../formulas';
import type { Program } from '../program';
import { type Binding, newTensor, record } from '../record';
import { overEntries, sizeOfGrid } from './entries';

const floats = (access: Binding['access'], ...names: readonly string[]): Binding[] =>
  names.map((name) => ({ name, type: 'f32', access }));

function sizesOf(border: Border) {
  const [channels = 1, height = 1, width = 1] = border.shape;
  const [, rows = 1, columns = 1] = pooledBorder(border).shape;
  return { name: [channels, height, width, border.pool].join(' '), height, width, rows, columns };
}

/** What is not a number is the largest. u.shape: threads, entries of the result. */
function forwardProgram(border: Border): Program {
  const { name, height, width, rows, columns } = sizesOf(border);
  const { pool = 1 } = border;
  return {
    key: `pooled: ${name}`,
    bindings: [...floats('read', 'X'), ...floats('read_write', 'result')],
    code: `${IS_NAN}
${overEntries(`let map = i / ${rows * columns}u; let window = i % ${rows * columns}u;
    let corner = (map * ${height}u + window / ${columns}u * ${pool}u) * ${width}u + window % ${columns}u * ${pool}u;
    var most = X(corner);
    for (var place = 1u; place < ${pool * pool}u; place++) {
      let x = X(corner + place / ${pool}u * ${width}u + place % ${pool}u);
      if (!isNaN(most) && (isNaN(x) || x > most)) { most = x; }
    }
    result[i] = most;`)}`,
    main: 'samples',
  };
}

/** A window's delta goes to its first maximum; what is not a number goes everywhere. u.shape: threads, entries of h. */
function backwardProgram(border: Border): Program {
  const { name, height, width, rows, columns } = sizesOf(border);
  const { pool = 1 } = border;
  return {
    key: `unpooled: ${name}`,
    bindings: [...floats('read', 'X', 'most', 'D'), ...floats('read_write', 'result')],
    code: `${IS_NAN}
fn given(i: u32) -> f32 {
  let map = i / ${height * width}u; let y = i % ${height * width}u / ${width}u; let x = i % ${width}u;
  let row = y / ${pool}u; let column = x / ${pool}u;
  if (row >= ${rows}u || column >= ${columns}u) { return 0.0; }
  let window = (map * ${rows}u + row) * ${columns}u + column;
  let d = D(window);
  if (isNaN(d)) { return d; }
  let largest = most(window);
  if (X(i) != largest) { return 0.0; }
  let corner = (map * ${height}u + row * ${pool}u) * ${width}u + column * ${pool}u;
  for (var place = 0u; place < (y % ${pool}u) * ${pool}u + x % ${pool}u; place++) {
    if (X(corner + place / ${pool}u * ${width}u + place % ${pool}u) == largest) { return 0.0; }
  }
  return d;
}
${overEntries('result[i] = given(i);')}`,
    main: 'samples',
  };
}

function compute(program: Program, inputs: readonly Tensor2D[], shape: [number, number]): Tensor2D {
  const result = newTensor<Tensor2D>(shape);
  const { threads, workgroups } = sizeOfGrid(result.size);
  record(program, { tensors: [...inputs, result], shape: [threads, result.size], workgroups });
  return result;
}

export const pooling: Pooling = {
  forward: (h, border) => compute(forwardProgram(border), [h], [h.shape[0], pooledBorder(border).size]),
  backward: (h, border, most, delta) => compute(backwardProgram(border), [h, most, delta], h.shape),
};
