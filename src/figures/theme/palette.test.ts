import { expect, it } from 'vitest';
import { looks } from './looks';
import { distance } from './oklab';
import { coloured, colourIds, isColour, palette } from './palette';
import { ruleStyle } from './ruleStyle';
import { readable } from './testSupport';

it.each(colourIds)('%s is readable on every surface in both themes', (id) =>
  readable(id, looks[palette[id].rule]),
);

it('no two colours could be confused in either theme', () => {
  for (const theme of ['light', 'dark'] as const)
    for (const [place, id] of colourIds.entries())
      for (const other of colourIds.slice(0, place))
        expect(
          distance(looks[palette[id].rule][theme].line, looks[palette[other].rule][theme].line),
          `${id} and ${other}, ${theme}`,
        ).toBeGreaterThanOrEqual(5);
});

it('a line in another colour keeps its dash and marker', () => {
  const { dash, marker } = ruleStyle('drtp');
  const { line, text } = ruleStyle('dfa');
  expect(coloured(ruleStyle('drtp'), 'blue')).toEqual({ dash, marker, line, text });
  expect(coloured(ruleStyle('drtp'), undefined)).toEqual(ruleStyle('drtp'));
});

it('knows its own colours only', () => {
  expect(['blue', 'red', 'toString', ''].map(isColour)).toEqual([true, false, false, false]);
});
