import { describe, expect, it } from 'vitest';
import { MOST_SEEDS } from '../../core/run/settings';
import { defaultExperiment } from '../defaults';
import { formatSeeds, seedsForm, seedsText } from './seeds';

const parse = (text: string) => seedsForm.parse(text, defaultExperiment());
const problemOf = (text: string) => {
  const parsed = parse(text);
  return parsed.ok ? undefined : parsed.problem;
};

describe('seeds as text', () => {
  it.each([
    ['3', [3], '3'],
    ['0-4', [0, 1, 2, 3, 4], '0-4'],
    ['1,5,9', [1, 5, 9], '1,5,9'],
    ['0-2,7', [0, 1, 2, 7], '0-2,7'],
    [' 0 - 2 , 7 ', [0, 1, 2, 7], '0-2,7'],
    ['0–2', [0, 1, 2], '0-2'],
    ['0,1', [0, 1], '0,1'],
    ['4-4', [4], '4'],
    ['0,1,2,3', [0, 1, 2, 3], '0-3'],
    // The given order is kept: it is the training order.
    ['9,5,1', [9, 5, 1], '9,5,1'],
    ['3,2,1,0', [3, 2, 1, 0], '3,2,1,0'],
    ['5-6,0-2', [5, 6, 0, 1, 2], '5,6,0-2'],
    ['4294967295', [4294967295], '4294967295'],
  ])('“%s” is parsed, and formatted with ranges', (text, seeds, short) => {
    expect(parse(text)).toEqual({ ok: true, value: seeds });
    expect(formatSeeds(seeds)).toBe(short);
    expect(parse(short)).toEqual({ ok: true, value: seeds });
  });

  it('accepts the maximum number of seeds, and not one more', () => {
    expect(parse(`1-${MOST_SEEDS}`)).toMatchObject({ ok: true });
    expect(problemOf(`0-${MOST_SEEDS}`)).toBe('Seeds: “0-100” names 101 seeds. Use at most 100.');
    expect(problemOf('0-4294967295')).toBe('Seeds: “0-4294967295” names 4294967296 seeds. Use at most 100.');
  });

  it.each([
    ['4-0', '“4-0” ends before it begins. Write 0-4.'],
    ['1.5', '“1.5” must be a whole number from 0 to 4294967295. Write 3, 0-4 or 1,5,9.'],
    ['0-', '“0-” does not say where it ends. Write 0, or 0-4.'],
    ['-4', '“-4” must be a whole number from 0 to 4294967295. Write 3, 0-4 or 1,5,9.'],
    ['a', '“a” must be a whole number from 0 to 4294967295. Write 3, 0-4 or 1,5,9.'],
    ['1,a', '“a” must be a whole number'],
    ['0-a', '“0-a” must be a whole number'],
    ['0-4-8', '“0-4-8” must be a whole number'],
    ['4294967296', '“4294967296” must be a whole number from 0 to 4294967295.'],
    ['1 5', '“1 5” must be a whole number'],
    ['', '“” names no seed. Write 3, 0-4 or 1,5,9.'],
    ['1,,2', '“1,,2” has nothing between two commas. Write 3, 0-4 or 1,5,9.'],
    ['1,5,1', '“1,5,1” has 1 twice. Remove one.'],
    ['0-4,3', '“0-4,3” has 3 twice. Remove one.'],
  ])('“%s” is rejected with field, value and how to fix it', (text, problem) => {
    expect(problemOf(text)).toContain(`Seeds: ${problem}`);
  });

  it('are formatted with singular or plural', () => {
    expect([seedsText([3]), seedsText([0, 1, 2])]).toEqual(['seed 3', 'seeds 0-2']);
  });
});
