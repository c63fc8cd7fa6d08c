import { describe, expect, it } from 'vitest';
import { shortNames } from './shortNames';

const grades = Array.from({ length: 12 }, (_, i) => `grade ${i + 1}`);

describe('names in little room', () => {
  it('stay as they are where they fit', () => {
    expect(shortNames(grades, 8, true)).toEqual(grades);
    expect(shortNames([], 3, true)).toEqual([]);
  });

  it.each([
    [grades, 3, grades.map((_, i) => String(i + 1))],
    // All begin with "grade 1", but no number is cut.
    [['grade 10', 'grade 11', 'grade 12'], 3, ['10', '11', '12']],
    [['pixel10', 'pixel11'], 3, ['10', '11']],
    [['classA', 'classB'], 3, ['A', 'B']],
    [['level-1', 'level-2'], 3, ['1', '2']],
    [['x = -5', 'x = -3'], 3, ['-5', '-3']],
    [['at 1.25', 'at 1.27'], 4, ['1.25', '1.27']],
    [['very high', 'very low'], 5, ['high', 'low']],
    [['automobile', 'automation'], 8, ['automob…', 'automat…']],
  ] as const)('%j with %i letters', (names, letters, short) => {
    expect(shortNames(names, letters, true)).toEqual(short);
  });

  it('keep their beginning where that is asked for, and show where they differ', () => {
    const rooms = ['temperature_inside', 'temperature_outside', 'rain'];
    expect(shortNames(rooms, 9, false)).toEqual(['…inside', '…outside', 'rain']);
    expect(shortNames(['a', 'a', 'much too long'], 4, true)).toEqual(['a', 'a', 'muc…']);
    expect(shortNames(['measurement 1', 'measurement 2'], 9, false)).toEqual(['meas…nt 1', 'meas…nt 2']);
  });

  it('are different whatever the room, and no longer than it wherever that can be', () => {
    const sets = [
      grades,
      ['a-very-long-name-x-end', 'a-very-long-name-y-end', 'a-very-long-name-z-end'],
      ['Iris-setosa', 'Iris-versicolor', 'Iris-virginica'],
      Array.from({ length: 40 }, (_, i) => `sensor ${i % 8} channel ${Math.floor(i / 8)} mean`),
      ['same start 😀', 'same start 😁'],
      // One begins another.
      ['class', 'class of 1987', 'class of 1987, second half'],
      ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef'],
      // Beginning and end in common.
      ['left hand open', 'left hand shut', 'right hand open', 'right hand shut'],
      // What is left after cutting is a name that is there.
      ['measured…', 'measured twice', 'measured thrice', 'twice'],
      ['0', '1', 'very long beginning', 'very long beginnings'],
      ['正常な心電図', '異常な心電図', '正常な心電図ではない'],
      ['хорошая погода', 'хорошая дорога', 'плохая погода'],
    ];
    for (const names of sets)
      for (const drop of [true, false])
        for (let letters = 2; letters < 24; letters++) {
          const short = shortNames(names, letters, drop);
          expect(new Set(short).size).toBe(names.length);
          for (const text of short) expect(Array.from(text).length).toBeLessThanOrEqual(Math.max(letters, 3));
        }
  });
});
