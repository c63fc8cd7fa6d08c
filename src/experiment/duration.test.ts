import { describe, expect, it } from 'vitest';
import { ruleIds } from '../core/rules';
import { defaultExperiment } from './defaults';
import { estimateDuration, longText } from './duration';

const base = { ...defaultExperiment(), dataset: 'mnist' };

describe('the estimated duration of an experiment', () => {
  it('is the measured step times the number of steps for the measured network', () => {
    // The measured network on MNIST: 1,200 steps per epoch, plus evaluation.
    const one = {
      ...base,
      rules: ['f3-error' as const],
      hidden: [500],
      batchSize: 50,
      epochs: 10,
      errorTransform: 'one-hot' as const,
    };
    const duration = estimateDuration(one, { msPerStep: 3, cores: 2 });
    expect(duration?.steps).toBe(12_000);
    const training = 12_000 * 0.003;
    expect(duration?.seconds).toBeGreaterThan(training);
    expect(duration?.seconds).toBeLessThan(1.1 * training);
  });

  it('divides networks among cores, and is never shorter than the longest network', () => {
    const of = (rules: (typeof ruleIds)[number][], cores: number): number =>
      estimateDuration({ ...base, rules }, { msPerStep: 3, cores })?.seconds ?? Number.NaN;
    const bp = of(['bp'], 1);
    expect(of(['bp', 'bp' as never], 1)).toBeCloseTo(2 * bp);
    expect(of(['bp', 'bp' as never], 2)).toBeCloseTo(bp);
    expect(of(['bp'], 64)).toBeCloseTo(bp);
    expect(of([...ruleIds], 1)).toBeGreaterThan(5 * bp);
  });

  it('counts every algorithm once per seed', () => {
    const of = (seeds: number[], cores: number): number =>
      estimateDuration({ ...base, rules: ['bp', 'dfa'], seeds }, { msPerStep: 3, cores })?.seconds ??
      Number.NaN;
    expect(of([0, 1, 2, 3, 4], 1)).toBeCloseTo(5 * of([7], 1));
    expect(of([0, 1, 2, 3, 4], 2)).toBeCloseTo(of([0, 1, 2, 3, 4], 1) / 2);
    // With a core for each network the longest one determines the duration.
    expect(of([0, 1, 2, 3, 4], 64)).toBeCloseTo(of([0], 64));
  });

  it('scales with epochs, share and width', () => {
    const seconds = (part: object): number =>
      estimateDuration({ ...base, rules: ['bp'], ...part }, { msPerStep: 3, cores: 1 })?.seconds ??
      Number.NaN;
    expect(seconds({ epochs: 20 }) / seconds({ epochs: 10 })).toBeCloseTo(2);
    expect(seconds({ hidden: [4000, 4000] }) / seconds({ hidden: [400, 400] })).toBeGreaterThan(30);
    expect(seconds({ epochShare: 0.5 })).toBeLessThan(0.7 * seconds({}));
  });

  it.each([
    [3600, '1 hour'],
    [5.4 * 3600, '5 hours'],
    [72 * 3600, '3 days'],
    [365 * 24 * 3600 * 1234, '1,234 years'],
  ])('formats %i s as %s', (seconds, text) => expect(longText(seconds)).toBe(text));
});
