import { describe, expect, it } from 'vitest';
import { type OptionValues, optionProblem, optionValues } from '../options';
import { type ScheduleId, scheduleIds, schedules } from '.';
import type { Schedule } from './schedule';

const table: Readonly<Record<ScheduleId, Schedule>> = schedules;
const factor = (id: ScheduleId, epoch: number, epochs: number, given: OptionValues = {}) =>
  table[id].factor(epoch, epochs, optionValues(table[id].options, given));

interface Case {
  readonly epochs: number;
  readonly options?: OptionValues;
  /** Factor by epoch. */
  readonly factors: Readonly<Record<number, number>>;
}
const cases: Readonly<Record<ScheduleId, readonly Case[]>> = {
  constant: [{ epochs: 100, factors: { 1: 1, 50: 1, 100: 1 } }],
  step: [
    // PEPITA's: × 0.1 after 60 and 90 completed epochs.
    { epochs: 100, factors: { 1: 1, 60: 1, 61: 0.1, 90: 0.1, 91: 0.01, 100: 0.01, 120: 0.01, 121: 0.001 } },
    // MultiStepLR, milestones 2, 5, 8, gamma 0.5: counted by hand.
    {
      epochs: 9,
      options: { factor: 0.5, first: 2, every: 3 },
      factors: { 1: 1, 2: 1, 3: 0.5, 4: 0.5, 5: 0.5, 6: 0.25, 7: 0.25, 8: 0.25, 9: 0.125 },
    },
    {
      epochs: 4,
      options: { factor: 0.2, first: 1, every: 1 },
      factors: { 1: 1, 2: 0.2, 3: 0.04, 4: 0.008 },
    },
    { epochs: 3, options: { factor: 0, first: 1 }, factors: { 1: 1, 2: 0, 3: 0 } },
  ],
  cosine: [
    { epochs: 4, factors: { 1: 1, 2: 0.8535533906, 3: 0.5, 4: 0.1464466094 } },
    { epochs: 10, factors: { 1: 1, 6: 0.5, 10: 0.0244717419 } },
    { epochs: 3, factors: { 2: 0.75, 3: 0.25 } },
    { epochs: 1, factors: { 1: 1 } },
  ],
};

describe('schedules', () => {
  it('each have cases here', () => {
    expect(Object.keys(cases)).toEqual(scheduleIds);
  });

  it.each(scheduleIds)('%s has the published values', (id) => {
    expect(cases[id].length).toBeGreaterThan(0);
    for (const { epochs, options, factors } of cases[id])
      for (const [epoch, value] of Object.entries(factors))
        expect(factor(id, Number(epoch), epochs, options), `epoch ${epoch} of ${epochs}`).toBeCloseTo(
          value,
          9,
        );
  });

  it.each(scheduleIds)('%s starts with the full rate and never raises it', (id) => {
    const factors = Array.from({ length: 200 }, (_, i) => factor(id, i + 1, 200));
    expect(factors[0]).toBe(1);
    factors.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(factors[i] as number);
    });
  });

  it.each(scheduleIds)('%s describes itself and options whose defaults are allowed', (id) => {
    const { name, sentence, source, options } = table[id];
    for (const text of [name, source]) expect(text).not.toBe('');
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence.length).toBeLessThanOrEqual(140);
    for (const option of Object.values(options))
      expect(optionProblem(option, option.default)).toBeUndefined();
  });

  it('refuse to guess a missing option', () => {
    expect(() => schedules.step.factor(1, 10, {})).toThrow('Steps need');
  });
});
