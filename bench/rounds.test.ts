import { describe, expect, it } from 'vitest';
import { type Contestant, race } from './rounds';
import { median, pairedRatio } from './statistics';

/** A clock that only the contestants move. */
function arena() {
  const clock = { now: 0, turns: [] as string[] };
  const contestant = (subject: string, perStep: () => number): Contestant => ({
    subject,
    time: async (steps) => {
      clock.turns.push(subject);
      const spent = steps * perStep();
      clock.now += spent;
      return spent;
    },
  });
  return { clock, contestant };
}

describe('race', () => {
  it('gives every contestant a turn in each round, with a different one first', async () => {
    const { clock, contestant } = arena();
    const all = ['a', 'b', 'c'].map((subject) => contestant(subject, () => 1000));
    await race(all, { milliseconds: 9000, fewest: 3, most: 3 }, () => clock.now);
    expect(clock.turns.slice(3)).toEqual(['a', 'b', 'c', 'b', 'c', 'a', 'c', 'a', 'b']);
  });

  it('gives fast contestants more steps, so that all take about as long', async () => {
    const { clock, contestant } = arena();
    const all = [contestant('quick', () => 2), contestant('slow', () => 40)];
    const [quick, slow] = await race(all, { milliseconds: 4000, fewest: 5, most: 5 }, () => clock.now);
    expect(quick?.stepsPerRound).toBe(200);
    expect(slow?.stepsPerRound).toBe(10);
    expect(median(quick?.rounds ?? [])).toBe(2);
    expect(slow?.rounds).toEqual([40, 40, 40, 40, 40]);
  });

  it('stops when the time is up, but not before a few rounds', async () => {
    const { clock, contestant } = arena();
    const slow = [contestant('slow', () => 5000)];
    const [timing] = await race(slow, { milliseconds: 1000, fewest: 3, most: 9 }, () => clock.now);
    expect(timing?.rounds).toHaveLength(3);
  });

  it('gives the others a tenth of the time that one step of a slow one takes', async () => {
    const { clock, contestant } = arena();
    const all = [contestant('quick', () => 20), contestant('slow', () => 8000)];
    const [quick, slow] = await race(all, { milliseconds: 4000, fewest: 3, most: 10 }, () => clock.now);
    expect([quick?.stepsPerRound, slow?.stepsPerRound]).toEqual([40, 1]);
    expect(slow?.rounds).toHaveLength(3);
  });

  it('takes single steps without a warm-up where there is no time', async () => {
    const { clock, contestant } = arena();
    const all = [contestant('a', () => 5000), contestant('b', () => 4000)];
    await race(all, { milliseconds: 0, fewest: 1, most: 1 }, () => clock.now);
    expect(clock.turns).toEqual(['a', 'b']);
    expect(clock.now).toBe(9000);
  });

  it('pairs measurements of one round: a temporarily slow machine changes no ratio', async () => {
    const { clock, contestant } = arena();
    const slowness = () => (clock.now % 700 < 350 ? 1 : 3);
    const all = [contestant('a', () => 10 * slowness()), contestant('b', () => 20 * slowness())];
    const [a, b] = await race(all, { milliseconds: 900, fewest: 9, most: 9 }, () => clock.now);
    expect(pairedRatio(a?.rounds ?? [], b?.rounds ?? [])).toBeCloseTo(0.5, 1);
  });
});
