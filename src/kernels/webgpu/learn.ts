/**
 * A layer's gradients and the optimizer's update in one dispatch, or the update alone; parameters and their state change
 * in place. Each workgroup computes 32 × 32 entries of the gradient h_{i-1}ᵀ dz; the first row of workgroups also sums
 * dz for b.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../core/blocks/activation';
import type { Delta } from '../../core/blocks/block';
import type { LearningLayer, Slot } from '../../core/kernels';
import { type OptimizerId, optimizers } from '../../core/optimizers';
import type { UpdateContext } from '../../core/optimizers/optimizer';
import { optionValues } from '../../core/options';
import { codes } from './formulas';
import { TILE } from './product';
import { THREADS } from './program';
import { type Binding, type Program, record } from './record';

/** WGSL that updates parameter `p` and its state `m` and `v` from gradient `g` and the optimizer's factors. */
const updates = {
  adam: 'm = beta1 * m + rest1 * g; v = beta2 * v + rest2 * (g * g); p -= rate * m / (sqrt(v) * root + epsilon);',
  sgd: 'p -= rate * g;',
  momentum: 'm = mu * m + g; p -= rate * m;',
  nesterov: 'm = mu * m + g; p -= rate * (g + mu * m);',
  rmsprop: 'm = decay * m + rest * (g * g); p -= rate * g / (sqrt(m) + epsilon);',
} as const satisfies Partial<Record<OptimizerId, string>>;

/** Optimizers with an update in WGSL. */
export type StepId = keyof typeof updates;
export const steps = Object.keys(updates) as StepId[];

/** Names of the optimizer's factors, in the order of their values in `u.numbers`. */
function factorNames(id: StepId): string[] {
  const { options, factors } = optimizers[id];
  return Object.keys(factors({ learningRate: 0, t: 1, options: optionValues(options, {}) }));
}

/** A function that updates entry `i` of a parameter with `size` entries; its state tensors are concatenated. */
function updateFunction(name: string, parameter: string, state: string, id: StepId): string {
  const { slots } = optimizers[id];
  const places = [`${state}[i]`, `${state}[size + i]`].slice(0, slots);
  const variables = ['m', 'v'].slice(0, slots);
  const factors = factorNames(id).map((name, k) => `let ${name} = u.numbers[${k >> 2}][${k & 3}];`);
  return `fn ${name}(i: u32, size: u32, g: f32) {
  ${factors.join(' ')}
  var p = ${parameter}[i];
  ${variables.map((variable, k) => `var ${variable} = ${places[k]};`).join(' ')}
  ${updates[id]}
  ${parameter}[i] = p;
  ${variables.map((variable, k) => `${places[k]} = ${variable};`).join(' ')}
}`;
}

const floats = (access: Binding['access'], ...names: readonly string[]): Binding[] =>
  names.map((name) => ({ name, type: 'f32', access }));

/** Sums dz over a workgroup's columns, in the threads of its first row. */
const biasSums = `if (group.y == 0u && own.y == 0u) {
      for (var n = 0u; n < 32u; n++) { forBias += vec2<f32>(rights[n][own.x], rights[n][own.x + 16u]); }
    }`;
const biasUpdate = `if (group.y == 0u && own.y == 0u) {
    let j = group.x * 32u + own.x;
    if (j < N) { updateBias(j, N, forBias.x); }
    if (j + 16u < N) { updateBias(j + 16u, N, forBias.y); }
  }`;

/** u.shape: inputs, units, samples. @param through the activation that dh is pulled back through; must be in `codes` */
export function learnProgram(optimizer: StepId, through: ActivationId | undefined, bias: boolean): Program {
  const slope = through && codes[through];
  if (through && !slope) throw new Error('This activation is pulled back before it is learned from.');
  const state = optimizers[optimizer].slots > 0;
  return {
    key: `learn: ${optimizer}, ${slope ? slope.name : 'no f'}, ${bias ? 'bias' : 'no bias'}`,
    bindings: [
      ...floats('read', 'X', 'D', ...(slope ? ['H'] : [])),
      ...floats('read_write', 'W', ...(state ? ['stateW'] : [])),
      ...(bias ? floats('read_write', 'b', ...(state ? ['stateB'] : [])) : []),
    ],
    code: `
fn delta(at: u32) -> f32 { ${slope ? 'return D(at) * slope(H(at));' : 'return D(at);'} }
${slope ? `fn slope(h: f32) -> f32 { ${slope.slope} }` : ''}
${updateFunction('updateWeight', 'W', 'stateW', optimizer)}
${bias ? updateFunction('updateBias', 'b', 'stateB', optimizer) : ''}
${tileCode(bias)}`,
    main: 'tiles',
  };
}

const tileCode = (bias: boolean): string => `
fn tile(group: vec3<u32>, own: vec3<u32>) {
  let M = u.shape.x; let N = u.shape.y; let samples = u.shape.z;
  let firstRow = group.y * 32u; let firstColumn = group.x * 32u;
  var sums = vec4<f32>();
  ${bias ? 'var forBias = vec2<f32>();' : ''}
  for (var start = 0u; start < samples; start += 32u) {
    for (var part = 0u; part < 4u; part++) {
      let y = own.y + (part / 2u) * 16u; let x = own.x + (part % 2u) * 16u;
      let n = start + y;
      var input = 0.0; var d = 0.0;
      if (n < samples && firstRow + x < M) { input = X(n * M + firstRow + x); }
      if (n < samples && firstColumn + x < N) { d = delta(n * N + firstColumn + x); }
      lefts[y][x] = input; rights[y][x] = d;
    }
    workgroupBarrier();
    for (var n = 0u; n < 32u; n++) {
      let l = vec2<f32>(lefts[n][own.y], lefts[n][own.y + 16u]);
      let r = vec2<f32>(rights[n][own.x], rights[n][own.x + 16u]);
      sums += l.xxyy * r.xyxy;
    }
    ${bias ? biasSums : ''}
    workgroupBarrier();
  }
  for (var part = 0u; part < 4u; part++) {
    let i = firstRow + own.y + (part / 2u) * 16u; let j = firstColumn + own.x + (part % 2u) * 16u;
    if (i < M && j < N) { updateWeight(i * N + j, M * N, sums[part]); }
  }
  ${bias ? biasUpdate : ''}
}`;

/** One layer's step. State is packed, see `Kernels.packsState`. */
export function learn(
  optimizer: StepId,
  { activation, slots: { W, b } }: LearningLayer,
  input: Tensor2D,
  delta: Delta,
  context: UpdateContext,
): void {
  const [through, given] = 'dz' in delta ? [undefined, [delta.dz]] : [activation, [delta.dh, delta.h]];
  const [samples, units] = (given[0] as Tensor2D).shape;
  const inputs = input.shape[1];
  const parameters = [W, b].flatMap((slot) => (slot ? [slot.parameter, ...slot.state] : []));
  record(learnProgram(optimizer, through, b !== undefined), {
    tensors: [input, ...given, ...parameters],
    shape: [inputs, units, samples],
    numbers: () => Object.values(optimizers[optimizer].factors(context)),
    workgroups: [Math.ceil(units / TILE), Math.ceil(inputs / TILE)],
  });
}

/** Workgroups per row of the dispatch: WebGPU allows at most 65,535 in each dimension. */
const ROW = 1024;

/** u.shape: entries of the parameter, threads per row. */
const descendProgram = (optimizer: StepId): Program => ({
  key: `descend: ${optimizer}`,
  bindings: [
    ...floats('read', 'G'),
    ...floats('read_write', 'P', ...(optimizers[optimizer].slots > 0 ? ['state'] : [])),
  ],
  code: `
${updateFunction('update', 'P', 'state', optimizer)}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) own: vec3<u32>) {
  let i = own.y * u.shape.y + own.x;
  if (i < u.shape.x) { update(i, u.shape.x, G(i)); }
}`,
  main: 'own',
});

/** One parameter's update, in place. State is packed, see `Kernels.packsState`. */
export function descend(
  optimizer: StepId,
  { parameter, state }: Slot,
  gradient: Tensor,
  context: UpdateContext,
): void {
  const groups = Math.ceil(parameter.size / THREADS);
  const row = Math.min(groups, ROW);
  record(descendProgram(optimizer), {
    tensors: [gradient, parameter, ...state],
    shape: [parameter.size, row * THREADS],
    numbers: () => Object.values(optimizers[optimizer].factors(context)),
    workgroups: [row, Math.ceil(groups / row)],
  });
}
