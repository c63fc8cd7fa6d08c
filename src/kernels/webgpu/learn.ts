/**
 * A layer's gradients and the optimizer's step on them in one dispatch: W, b and their state change in place. Each
 * workgroup sums 32 × 32 entries of h_{i-1}ᵀ dz; those of the first row of workgroups sum dz for b as well.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../core/blocks/activation';
import type { Delta } from '../../core/blocks/block';
import type { LearningLayer } from '../../core/kernels';
import { adamFactors } from '../../core/optimizers/adam';
import type { UpdateContext } from '../../core/optimizers/optimizer';
import type { RunSpec } from '../../core/run/spec';
import { codes } from './formulas';
import { TILE, tiles } from './product';
import { type Binding, type Program, record } from './record';

export type OptimizerId = RunSpec['optimizer'];

/** An optimizer's update in WGSL; see its file in core/optimizers. */
interface Update {
  readonly slots: number;
  /** Of parameter `p` and its state `m` and `v` from the gradient `g`. */
  readonly code: string;
  /** `u.numbers`: `a` the first four, `c` the others. */
  readonly numbers: (context: UpdateContext) => readonly number[];
}

const option = ({ options }: UpdateContext, name: string): number => {
  const value = options[name];
  if (value === undefined) throw new Error(`The optimizer needs ${name}.`);
  return value;
};

const updates: Readonly<Record<OptimizerId, Update>> = {
  adam: {
    slots: 2,
    code: 'm = a.x * m + a.y * g; v = a.z * v + a.w * (g * g); p -= c.x * m / (sqrt(v) * c.y + c.z);',
    numbers: ({ learningRate, t, options }) => {
      const { beta1, beta2, rate, root, epsilon } = adamFactors(learningRate, t, options);
      return [beta1, 1 - beta1, beta2, 1 - beta2, rate, root, epsilon];
    },
  },
  sgd: { slots: 0, code: 'p -= a.x * g;', numbers: ({ learningRate }) => [learningRate] },
  momentum: {
    slots: 1,
    code: 'm = a.y * m + g; p -= a.x * m;',
    numbers: (context) => [context.learningRate, option(context, 'momentum')],
  },
  nesterov: {
    slots: 1,
    code: 'm = a.y * m + g; p -= a.x * (g + a.y * m);',
    numbers: (context) => [context.learningRate, option(context, 'momentum')],
  },
  rmsprop: {
    slots: 1,
    code: 'm = a.y * m + a.z * (g * g); p -= a.x * g / (sqrt(m) + a.w);',
    numbers: (context) => {
      const decay = option(context, 'decay');
      return [context.learningRate, decay, 1 - decay, option(context, 'epsilon')];
    },
  },
};

/** A function that changes entry `i` of `size` of a parameter; state lies one kind after the other. */
function updateFunction(name: string, parameter: string, state: string, { slots, code }: Update): string {
  const places = [`${state}[i]`, `${state}[size + i]`].slice(0, slots);
  const variables = ['m', 'v'].slice(0, slots);
  return `fn ${name}(i: u32, size: u32, g: f32) {
  let a = u.numbers[0]; let c = u.numbers[1];
  var p = ${parameter}[i];
  ${variables.map((variable, k) => `var ${variable} = ${places[k]};`).join(' ')}
  ${code}
  ${parameter}[i] = p;
  ${variables.map((variable, k) => `${places[k]} = ${variable};`).join(' ')}
}`;
}

const floats = (access: Binding['access'], ...names: readonly string[]): Binding[] =>
  names.map((name) => ({ name, type: 'f32', access }));

/** Summing dz of a workgroup's columns, in the threads of its first row. */
const biasSums = `if (group.y == 0u && own.y == 0u) {
      for (var n = 0u; n < 32u; n++) { forBias += vec2<f32>(deltas[n][own.x], deltas[n][own.x + 16u]); }
    }`;
const biasUpdate = `if (group.y == 0u && own.y == 0u) {
    let j = group.x * 32u + own.x;
    if (j < N) { updateBias(j, N, forBias.x); }
    if (j + 16u < N) { updateBias(j + 16u, N, forBias.y); }
  }`;

/** u.shape: inputs, units, samples. @param through f through which dh has to be pulled; it must be known here */
export function learnProgram(
  optimizer: OptimizerId,
  through: ActivationId | undefined,
  bias: boolean,
): Program {
  const update = updates[optimizer];
  const slope = through && codes[through];
  if (through && !slope) throw new Error('This activation is pulled back before it is learned from.');
  const state = update.slots > 0;
  return {
    key: `learn: ${optimizer}, ${slope ? slope.name : 'no f'}, ${bias ? 'bias' : 'no bias'}`,
    bindings: [
      ...floats('read', 'X', 'D', ...(slope ? ['H'] : [])),
      ...floats('read_write', 'W', ...(state ? ['stateW'] : [])),
      ...(bias ? floats('read_write', 'b', ...(state ? ['stateB'] : [])) : []),
    ],
    code: `
fn delta(at: u32) -> f32 { ${slope ? 'return D[at] * slope(H[at]);' : 'return D[at];'} }
${slope ? `fn slope(h: f32) -> f32 { ${slope.slope} }` : ''}
${updateFunction('updateWeight', 'W', 'stateW', update)}
${bias ? updateFunction('updateBias', 'b', 'stateB', update) : ''}
${tiles('inputs', 'deltas')}
${mainCode(bias)}`,
  };
}

const mainCode = (bias: boolean): string => `
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) own: vec3<u32>) {
  let M = u.shape.x; let N = u.shape.y; let samples = u.shape.z;
  let firstRow = group.y * 32u; let firstColumn = group.x * 32u;
  var sums = vec4<f32>();
  ${bias ? 'var forBias = vec2<f32>();' : ''}
  for (var start = 0u; start < samples; start += 32u) {
    for (var part = 0u; part < 4u; part++) {
      let y = own.y + (part / 2u) * 16u; let x = own.x + (part % 2u) * 16u;
      let n = start + y;
      var input = 0.0; var d = 0.0;
      if (n < samples && firstRow + x < M) { input = X[n * M + firstRow + x]; }
      if (n < samples && firstColumn + x < N) { d = delta(n * N + firstColumn + x); }
      inputs[y][x] = input; deltas[y][x] = d;
    }
    workgroupBarrier();
    for (var n = 0u; n < 32u; n++) {
      let l = vec2<f32>(inputs[n][own.y], inputs[n][own.y + 16u]);
      let r = vec2<f32>(deltas[n][own.x], deltas[n][own.x + 16u]);
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

/** One layer's step. State is packed, as `Kernels.packsState` says. */
export function learn(
  optimizer: OptimizerId,
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
    numbers: updates[optimizer].numbers(context),
    workgroups: [Math.ceil(units / TILE), Math.ceil(inputs / TILE)],
  });
}
