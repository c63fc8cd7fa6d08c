/** Sums, differences, products and quotients of two numbers, and the larger one. */
import { type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import '../src/core/ops';
import { flush } from './arguments';
import { type Bound, type Case, everywhere, exactly, flushing } from './operation';

const values = [
  0,
  -0,
  2 ** -149,
  -1e-40,
  1e-30,
  -1e-7,
  0.1,
  -1,
  1.5,
  3,
  -1e4,
  1e20,
  -3e38,
  1 / 0,
  -1 / 0,
  Number.NaN,
].map(Math.fround);

const denormal = (x: number): boolean => x !== 0 && flush(x) === 0;

const OPEN = 'denormal with ∞ or 0, or as a divisor';
const BEYOND = 'a divisor beyond 2¹²⁶';
const classes = ['finite', 'overflow', 'denormal', 'infinite', 'zero divisor', 'NaN', OPEN, BEYOND] as const;
type PairClass = (typeof classes)[number];

function classOf(a: number, b: number, exact: number, divides: boolean): PairClass {
  if (Number.isNaN(a) || Number.isNaN(b)) return 'NaN';
  const alone = Number.isFinite(a) && Number.isFinite(b) && !(divides && flush(b) === 0);
  if (divides && Number.isFinite(b) && Math.abs(b) > 2 ** 126) return BEYOND;
  if (!alone && (denormal(a) || denormal(b))) return OPEN;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return 'infinite';
  if (divides && b === 0) return 'zero divisor';
  if (denormal(a) || denormal(b) || denormal(Math.fround(exact))) return 'denormal';
  return Number.isFinite(Math.fround(exact)) ? 'finite' : 'overflow';
}

interface Pair {
  readonly operation: string;
  readonly exact: (a: number, b: number) => number;
  readonly compute: (a: Tensor, b: Tensor) => Tensor;
  readonly finite?: Bound;
  readonly divides?: boolean;
}

const operations: readonly Pair[] = [
  { operation: 'a + b', exact: (a, b) => a + b, compute: (a, b) => a.add(b) },
  { operation: 'a − b', exact: (a, b) => a - b, compute: (a, b) => a.sub(b) },
  { operation: 'a b', exact: (a, b) => a * b, compute: (a, b) => a.mul(b) },
  // WGSL: 2.5 units, for divisors of 2^-126 to 2^126.
  {
    operation: 'a / b',
    exact: (a, b) => a / b,
    compute: (a, b) => a.div(b),
    finite: { ulps: 3 },
    divides: true,
  },
];

function casesOf({ operation, exact, compute, finite = exactly, divides = false }: Pair): Case[] {
  const all = values.flatMap((a) => values.map((b) => [a, b] as const));
  return classes.flatMap((on): Case[] => {
    const own = all.filter(([a, b]) => classOf(a, b, exact(a, b), divides) === on);
    if (own.length === 0) return [];
    const of = (f: (x: number) => number) => own.map(([a, b]) => Math.fround(exact(f(a), f(b))));
    const [left, right] = [own.map(([a]) => a), own.map(([, b]) => b)];
    const bound = { [OPEN]: 'open', [BEYOND]: 'open', denormal: flushing, finite }[on as string] ?? exactly;
    return [
      {
        operation,
        on,
        compute: () => compute(tensor1d(left), tensor1d(right)),
        exact: of((x) => x),
        flushed: of(flush).map(flush),
        bounds: { ...everywhere(exactly), webgpu: bound as Bound },
        ...(on === BEYOND ? { remark: 'An H100 multiplies by the reciprocal, which is 0 there' } : {}),
      },
    ];
  });
}

const larger: Case = {
  operation: 'max(x, c)',
  on: 'all, with a number c',
  compute: () => tensor1d(values).maximum(0.5),
  exact: values.map((x) => Math.max(x, 0.5)),
  bounds: everywhere(exactly),
  remark: 'NaN in the second place is lost on wasm (max(1, NaN) = 1): the methods accept only a number there',
};

export const pairs: readonly Case[] = [...operations.flatMap(casesOf), larger];
