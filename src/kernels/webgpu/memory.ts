/** The error memory of F³, read and updated in place. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ErrorInformation } from '../../core/errorMemory/errorInformation';
import { losses } from '../../core/head/loss';
import type { MemoryRows } from '../../core/kernels';
import { type LossCode, lossCodes, lossFunctions } from './formulas';
import { THREADS } from './program';
import { type Binding, newTensor, type Program, record } from './record';

const floats = (...names: readonly string[]): Binding[] =>
  names.map((name) => ({ name, type: 'f32', access: 'read' }));
const written = (name: string): Binding => ({ name, type: 'f32', access: 'read_write' });
const places: Binding = { name: 'places', type: 'i32', access: 'read' };
const labels: Binding = { name: 'labels', type: 'i32', access: 'read' };

type Scale = 'none' | 'sample' | 'memory';

const scales: Readonly<Record<Scale, { readonly bindings: readonly Binding[]; readonly code: string }>> = {
  none: { bindings: [], code: '' },
  sample: { bindings: floats('scale'), code: '* scale(n)' },
  memory: { bindings: [...floats('rows'), places], code: '* rows(u32(places(n)))' },
};

/** u.shape: samples, columns. */
export const scaledRowsProgram = (scale: Scale): Program => ({
  key: `rows of B, scaled by ${scale}`,
  bindings: [...floats('B'), labels, ...scales[scale].bindings, written('result')],
  code: `
@compute @workgroup_size(64, 4)
fn main(@builtin(global_invocation_id) own: vec3<u32>) {
  let j = own.x; let n = own.y; let width = u.shape.y;
  if (n >= u.shape.x || j >= width) { return; }
  result[n * width + j] = B(u32(labels(n)) * width + j) ${scales[scale].code};
}`,
  main: 'own',
  entry: ([, width]) => ({
    code: `fn entry(i: u32) -> f32 {
  let n = i / ${width}u; let j = i % ${width}u;
  return B(u32(labels(n)) * ${width}u + j) ${scales[scale].code};
}`,
    terms: 1,
  }),
});

function rowsScaled(scale: Scale, B: Tensor2D, of: Tensor1D, by: readonly (Tensor1D | Tensor2D)[]): Tensor2D {
  const shape: [number, number] = [of.shape[0], B.shape[1]];
  const result = newTensor<Tensor2D>(shape);
  const workgroups = [Math.ceil(shape[1] / 64), Math.ceil(shape[0] / 4)] as const;
  record(scaledRowsProgram(scale), { tensors: [B, of, ...by, result], shape, workgroups });
  return result;
}

/** The same result as `scaledRows` of core/feedback/signal.ts. */
export const scaledRows = (B: Tensor2D, of: Tensor1D, scale?: Tensor2D): Tensor2D =>
  scale ? rowsScaled('sample', B, of, [scale]) : rowsScaled('none', B, of, []);

/** B's row of each sample's class, times the sample's one stored number. @param rows [n, 1] @param of classes */
export const rememberedRows = (rows: Tensor2D, indices: Tensor1D, B: Tensor2D, of: Tensor1D): Tensor2D =>
  rowsScaled('memory', B, of, [rows, indices]);

/** u.shape: N samples, C columns. */
const writeProgram: Program = {
  key: 'write rows',
  bindings: [...floats('values'), places, written('rows')],
  code: `
fn sample(n: u32) {
  let C = u.shape.y;
  for (var c = 0u; c < C; c++) { rows[u32(places(n)) * C + c] = values(n * C + c); }
}`,
  main: 'samples',
};

/** rows[indices[n]] = values[n] */
export function writeRows(rows: Tensor2D, indices: Tensor1D, values: Tensor2D): void {
  const workgroups = [Math.ceil(values.shape[0] / THREADS), 1] as const;
  record(writeProgram, { tensors: [values, indices, rows], shape: values.shape, workgroups });
}

/** `output(i)`: y at index `i`, with a softmax applied if `softmax`; `open` prepares the thread's sample. */
const outputCode = (softmax: boolean): string =>
  softmax
    ? `var<private> largest: f32; var<private> total: f32;
fn open(n: u32, C: u32) {
  largest = Y(n * C); total = 0.0;
  for (var c = 1u; c < C; c++) { largest = max(largest, Y(n * C + c)); }
  for (var c = 0u; c < C; c++) { total += exp(Y(n * C + c) - largest); }
}
fn output(i: u32) -> f32 { return exp(Y(i) - largest) / total; }`
    : `fn open(n: u32, C: u32) {}
fn output(i: u32) -> f32 { return Y(i); }`;

/** `stored(i, n, N, C)`: the error information of one output: y* − y, or −dL/dy for a loss. */
function storedCode(loss: LossCode | undefined, softmax: boolean): string {
  if (!loss) return 'fn stored(i: u32, n: u32, N: u32, C: u32) -> f32 { return T(i) - output(i); }';
  const gradient = 'u.numbers[0].x * gradient(output(i), T(i), N, C)';
  const plain = `fn stored(i: u32, n: u32, N: u32, C: u32) -> f32 { return -(${gradient}); }`;
  // The softmax's pull-back is h (dh − Σ dh h).
  const pulled = `fn stored(at: u32, n: u32, N: u32, C: u32) -> f32 {
  var mixed = 0.0;
  for (var i = n * C; i < (n + 1u) * C; i++) { mixed += ${gradient} * output(i); }
  let i = at;
  return -(output(i) * (${gradient} - mixed));
}`;
  return `${lossFunctions(loss)}\n${softmax ? pulled : plain}`;
}

/** u.shape: N, C; u.numbers: the scale of the loss's gradient. */
function rememberCode(loss: LossCode | undefined, softmax: boolean, oneNumber: boolean): string {
  const write = oneNumber
    ? `var sum = 0.0;
  for (var i = n * C; i < (n + 1u) * C; i++) { sum += stored(i, n, N, C) * T(i); }
  rows[u32(places(n))] = sum;`
    : 'for (var c = 0u; c < C; c++) { rows[u32(places(n)) * C + c] = stored(n * C + c, n, N, C); }';
  return `${outputCode(softmax)}
${storedCode(loss, softmax)}
fn sample(n: u32) {
  let N = u.shape.x; let C = u.shape.y;
  open(n, C);
  ${write}
}`;
}

/** Undefined if the error information does not declare `stores`. */
export function rememberProgram(
  { stores, loss, transform }: ErrorInformation,
  oneNumber: boolean,
): Program | undefined {
  if (!stores) return undefined;
  const ofLoss = stores === 'loss-gradient' ? lossCodes[loss] : undefined;
  const { softmax } = transform;
  return {
    key: `remember: ${ofLoss ? loss : stores}, ${softmax ? 'softmax' : 'y'}, ${oneNumber ? 'one' : 'all'}`,
    bindings: [...floats('Y', 'T'), places, written('rows')],
    code: rememberCode(ofLoss, softmax, oneNumber),
    main: 'samples',
  };
}

/** Stores a batch's error information; false if there is no program for it. */
export function remember(
  { rows, indices }: MemoryRows,
  oneNumber: boolean,
  information: ErrorInformation,
  y: Tensor2D,
  target: Tensor2D,
): boolean {
  const [samples, outputs] = y.shape;
  const program = rememberProgram(information, oneNumber);
  if (!program) return false;
  const scale = information.perSample ? samples * losses[information.loss].reportedScale(outputs) : 1;
  const workgroups = [Math.ceil(samples / THREADS), 1] as const;
  record(program, {
    tensors: [y, target, indices, rows],
    shape: y.shape,
    numbers: () => [scale],
    workgroups,
  });
  return true;
}
