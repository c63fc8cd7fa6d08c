import { describe, expect, it } from 'vitest';
import { adamFactors } from '../optimizers/adam';
import { cos, log, power, powerOfTen, sin } from './portable';
import { createStream } from './rng';

const stream = createStream(1, 'portable');

/** Units in the last place between two numbers of double precision. */
function apart(a: number, b: number): number {
  const [x = 0n, y = 0n] = new BigInt64Array(Float64Array.of(a, b).buffer);
  return Number(x > y ? x - y : y - x);
}

const COUNT = 200_000;
const worst = (own: (x: number) => number, engine: (x: number) => number, draw: () => number): number =>
  Array.from({ length: COUNT }, draw).reduce((most, x) => Math.max(most, apart(own(x), engine(x))), 0);

describe('portable functions', () => {
  // The engine's functions are within one unit of the exact value, so two from these.
  it.each([
    ['log of 0 … 1', log, Math.log, () => 1 - stream.next()],
    ['log of 1e-300 … 1e300', log, Math.log, () => 10 ** stream.uniform(-300, 300)],
    ['cos of a turn', cos, Math.cos, () => 2 * Math.PI * stream.next()],
    ['cos of ±100', cos, Math.cos, () => stream.uniform(-100, 100)],
    ['sin of ±100', sin, Math.sin, () => stream.uniform(-100, 100)],
  ])('%s agrees with the engine to two units', (_, own, engine, draw) => {
    expect(worst(own, engine, draw)).toBeLessThanOrEqual(2);
  });

  it('have their exact values', () => {
    expect([log(1), log(2 ** 40) / log(2), cos(0), sin(0), power(0.3, 0), power(0, 3)]).toEqual([
      0, 40, 1, 0, 1, 0,
    ]);
    expect(power(0.1, 1)).toBe(0.1);
    expect(power(3, 33)).toBe(5559060566555523);
    expect(Array.from({ length: 13 }, (_, i) => powerOfTen(i - 6))).toEqual([
      0.000001, 0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000, 100000, 1000000,
    ]);
  });

  it('round to the same single-precision numbers as the engine’s: normal draws, Adam’s factors', () => {
    const [own, engine] = [createStream(3, 'a'), createStream(3, 'a')];
    const others = (count: number, pair: (i: number) => readonly [number, number]): number =>
      Array.from({ length: count }, (_, i) => pair(i).map(Math.fround)).filter(([a, b]) => a !== b).length;
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - engine.next())) * Math.cos(2 * Math.PI * engine.next());
    expect(others(COUNT, () => [own.normal(), normal()])).toBe(0);
    const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    const factors = (i: number) => adamFactors({ learningRate: 0.001, t: i + 1, options });
    expect(others(20_000, (i) => [factors(i).rate, 0.001 / (1 - 0.9 ** (i + 1))])).toBe(0);
    expect(others(20_000, (i) => [factors(i).root, 1 / Math.sqrt(1 - 0.999 ** (i + 1))])).toBe(0);
  });
});
