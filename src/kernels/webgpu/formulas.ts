/** The formulas of core/blocks/activation.ts and core/head/loss.ts in WGSL; those missing here use plain operations. */
import type { ActivationId } from '../../core/blocks/activation';
import type { LossId } from '../../core/head/loss';

/** Tests the bits: compilers may assume that x == x, and exponentials do not propagate NaN. */
export const IS_NAN = 'fn isNaN(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }';

export interface ActivationCode {
  readonly name: string;
  /** f(z) */
  readonly apply: string;
  /** f'(z) in terms of h */
  readonly slope: string;
}

export const linear: ActivationCode = { name: 'linear', apply: 'return z;', slope: 'return 1.0;' };

/**
 * tanh by the polynomials of wasm/kernels.ts. The exponential form, (1 − e)/(1 + e) with e = exp(−2 |z|), cancels for
 * small z: its relative error is 20 % at 1e-7 and 100 % at 1e-8. Outside the polynomials' range the result is set to ±1,
 * and inside it is clamped to ±1: a GPU's quotient may be off by 2.5 ULP (an H100's is 4 ULP below 1 there).
 */
const TANH = `let x = clamp(z, -7.905311, 7.905311); let s = x * x;
  let p = ((((((-2.7607685e-16 * s + 2.0001879e-13) * s - 8.604672e-11) * s + 5.122297e-8) * s + 1.4857224e-5) * s
    + 6.3726193e-4) * s + 4.8935246e-3) * x;
  let q = ((1.1982584e-6 * s + 1.1853471e-4) * s + 2.2684346e-3) * s + 4.8935252e-3;
  return select(clamp(p / q, -1.0, 1.0), sign(z), abs(z) >= 7.905311);`;

/** Activations missing here use plain operations. Arguments of exp are never positive, so that it cannot overflow. */
export const codes: Readonly<Partial<Record<ActivationId, ActivationCode>>> = {
  linear,
  tanh: { name: 'tanh', apply: TANH, slope: 'return 1.0 - h * h;' },
  sigmoid: {
    name: 'sigmoid',
    apply: 'let e = exp(-abs(z)); let s = 1.0 / (1.0 + e); return select(s, e * s, z < 0.0);',
    slope: 'return h * (1.0 - h);',
  },
  relu: {
    name: 'relu',
    // Never negative, even if the adapter keeps denormals but compares them as 0.
    apply: 'return select(0.0, z, z > 0.0);',
    slope: `return select(select(0.0, 1.0, h > 0.0), h, (bitcast<u32>(h) & 0x7fffffffu) > 0x7f800000u);`,
  },
};

export interface LossCode {
  /** dL/dy of one output, L mean-reduced; N samples, C outputs. */
  readonly gradient: string;
  /** One output's term of a sample's reported loss. */
  readonly report: string;
}

/** As in core/head/loss.ts: log 0 counts as −100, whatever the adapter returns. */
export const LOGARITHM = `${IS_NAN}
fn logarithm(x: f32) -> f32 {
  if (isNaN(x)) { return x; }
  if (x <= 0.0) { return -100.0; }
  return max(log(x), -100.0);
}`;

export const lossCodes: Readonly<Record<LossId, LossCode>> = {
  bce: {
    gradient: 'return (y - t) / max(y * (1.0 - y), 1e-12) / f32(N * C);',
    report: 'return -(t * logarithm(y) + (1.0 - t) * logarithm(1.0 - y));',
  },
  ce: {
    gradient: 'return -t / max(y, 1.1754944e-38) / f32(N);',
    report: 'return -t * logarithm(y);',
  },
  mse: {
    gradient: 'return (y - t) * 2.0 / f32(N * C);',
    report: 'return (y - t) * (y - t);',
  },
};

export const lossFunctions = ({ gradient, report }: LossCode): string => `${LOGARITHM}
fn gradient(y: f32, t: f32, N: u32, C: u32) -> f32 { ${gradient} }
fn reported(y: f32, t: f32) -> f32 { ${report} }`;

/**
 * `softmaxError(i, first, C)`: y* − y of entry `i` in the row of `Y` and `T` that begins at `first`, as in
 * core/head/loss.ts. Small values are compared with thresholds: devices differ in how they treat denormals.
 */
export const SOFTMAX_ERROR = `
fn softmaxError(i: u32, first: u32, C: u32) -> f32 {
  let t = T(i);
  let missed = (1.0 - t) * max(Y(i), 1.1754944e-38);
  if (t == 0.0) { return -missed; }
  var others = 0.0;
  for (var j = first; j < first + C; j++) { if (j != i) { others += Y(j); } }
  return t * select(others, 0.0, others <= 1.1102230e-16) - missed;
}`;
