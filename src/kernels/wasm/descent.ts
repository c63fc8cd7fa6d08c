/** The optimizers' steps by the module, in place: a parameter and its state, and the numbers of a step. */
import type { Descend, Slot } from '../../core/kernels';
import { type OptimizerId, optimizers } from '../../core/optimizers';
import type { UpdateContext } from '../../core/optimizers/optimizer';
import { type StepFactors, type StepNumbers, wasmMemory } from './memory';

/** Optimizers that the module implements, by the names of its exports, in the order of `kind` in wasm/optimizers.ts. */
export const steps = ['adam', 'sgd', 'momentum', 'nesterov', 'rmsprop'] as const satisfies OptimizerId[];
export type StepId = (typeof steps)[number];

/** One function for each optimizer of `steps`. */
export const byOptimizer = <T>(make: (id: StepId) => T): Readonly<Record<StepId, T>> =>
  Object.fromEntries(steps.map((id) => [id, make(id)])) as Record<StepId, T>;

/** Cached for the current step: the factors are the same for all layers. */
export function factorsOf(id: StepId): (context: UpdateContext) => StepFactors {
  let last: UpdateContext | undefined;
  let kept: StepFactors = [0, 0, 0, 0, 0, 0, 0, 0];
  return (context) => {
    const { learningRate, t, options } = context;
    if (last?.t === t && last.learningRate === learningRate && last.options === options) return kept;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = Object.values(
      optimizers[id].factors(context),
    );
    // A copy: the context's t is that of the present.
    last = { learningRate, t, options };
    kept = [a, b, c, d, e, f, g, h];
    return kept;
  };
}

/** Flags of wasm/optimizers.ts. */
const GRADIENT = 1;
const STATE = 2;
/** State decays so slowly that it need not be flushed more often: in so many steps, to a thousandth. */
const FLUSHED_EVERY = 64;
const flagsOf = ({ t }: UpdateContext): number => (t % FLUSHED_EVERY === 0 ? STATE : 0);

/** The numbers of this step, which a repeated one asks for again. */
export function numbersOf(
  factors: (context: UpdateContext) => StepFactors,
  context: UpdateContext,
): StepNumbers {
  const numbers = (): StepNumbers => ({ factors: factors(context), flags: flagsOf(context) });
  wasmMemory().follow(numbers);
  return numbers();
}

/** The place in `steps`, and byte addresses: of a slot's parameter, then of its states, or 0. */
export function placesOf(id: StepId, { parameter, state: [first, second] }: Slot) {
  const { pointer } = wasmMemory();
  return [
    steps.indexOf(id),
    pointer(parameter),
    first ? pointer(first) : 0,
    second ? pointer(second) : 0,
  ] as const;
}

/** Passes the arguments without spread syntax, which takes longer than a small layer's step. @param gradient byte address */
export function descend(id: StepId, slot: Slot, gradient: number, f: StepFactors, flags: number): void {
  const [kind, p, m, v] = placesOf(id, slot);
  const { learnFrom } = wasmMemory().assembly;
  const { size } = slot.parameter;
  learnFrom(kind, size, p, gradient, m, v, f[0], f[1], f[2], f[3], f[4], f[5], f[6], flags | GRADIENT);
}

export function descendBy(id: StepId): Descend {
  const factorsNow = factorsOf(id);
  return (slot, gradient, context) => {
    const { factors, flags } = numbersOf(factorsNow, context);
    descend(id, slot, wasmMemory().pointer(gradient), factors, flags);
  };
}
