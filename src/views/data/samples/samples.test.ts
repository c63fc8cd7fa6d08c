import { expect, it } from 'vitest';
import { cardColumns } from './Samples';

it.each([1, 2, 8, 9, 10, 11, 40])(
  'a card shows each of %i columns at most once, the target last',
  (columns) => {
    const all = Array.from({ length: columns }, (_, i) => i);
    const shown = cardColumns(all);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).toHaveLength(Math.min(10, columns));
    expect(shown.slice(0, -1)).toEqual(all.slice(0, shown.length - 1));
    expect(shown.at(-1)).toBe(columns - 1);
  },
);
