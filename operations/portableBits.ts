/** Double-precision numbers that curves depend on, for bitwise comparison between engines. */
import { adamFactors } from '../src/core/optimizers/adam';
import { log, sin } from '../src/core/random/portable';
import { createStream } from '../src/core/random/rng';
import { cosine } from '../src/core/schedules/cosine';
import { step } from '../src/core/schedules/step';

/** FNV-1a over the bytes of the numbers. */
function digest(count: number, value: (i: number) => number): string {
  const bytes = new Uint8Array(Float64Array.from({ length: count }, (_, i) => value(i)).buffer);
  let h = 0x811c9dc5;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193);
  return (h >>> 0).toString(16);
}

const COUNT = 100_000;

export function portableBits(): Record<string, string> {
  const stream = createStream(1, 'portable bits');
  const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const adamAt = (t: number) => adamFactors({ learningRate: 0.001, t, options });
  const drops = { factor: 0.1, first: 3, every: 2 };
  return {
    'normal draws': digest(COUNT, () => stream.normal()),
    logarithms: digest(COUNT, () => log(1 - stream.next())),
    sines: digest(COUNT, () => sin(stream.uniform(-100, 100))),
    'rates of Adam': digest(10_000, (t) => adamAt(t + 1).rate),
    'roots of Adam': digest(10_000, (t) => adamAt(t + 1).root),
    'cosine schedule': digest(10_000, (e) => cosine.factor((e % 100) + 1, 100 + Math.floor(e / 100), {})),
    'step schedule': digest(30, (e) => step.factor(e + 1, 30, drops)),
  };
}
