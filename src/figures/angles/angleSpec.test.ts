import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { RuleId } from '../../core/rules';
import { LineLabels } from '../labels/LineLabels';
import { drawnOf, plotOf } from '../lines/plan';
import { angleSpec } from './angleSpec';
import type { AngleLine } from './angles';

const line = (
  rule: RuleId,
  name: string,
  angles: readonly number[],
  without: readonly number[],
): AngleLine => ({
  ...{ key: rule, name, rule, other: false, without, seeds: [] },
  points: angles.map((y, x) => ({ x, y })),
});
const size = { width: 420, height: 176 };
/** The names at the line ends, without the texts of axis and guide. */
const texts = (lines: readonly AngleLine[]): string[] => {
  const spec = angleSpec(lines, 4);
  const props = { spec, plot: plotOf(spec, size), lines: drawnOf(spec, size.width) };
  const markup = renderToStaticMarkup(createElement(LineLabels, props));
  return [...markup.matchAll(/<text[^>]*>(.*?)<\/text>/g)].slice(2).map(([, inner = '']) =>
    inner
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
};

it('a line whose last angle is undefined does not share the label of a line that it overlaps', () => {
  const fa = line('fa', 'FA', [80, 70, 60, 50, 45], []);
  expect(texts([line('dfa', 'DFA', [80, 70, 60, 50], []), fa])).toEqual(['DFA , FA 45°']);
  expect(texts([line('dfa', 'DFA', [80, 70, 60, 50], [4]), fa])).toEqual(['DFA –', 'FA 45°']);
});

it('lines have gaps where the angle is undefined, those of seeds at their own epochs', () => {
  const seed = {
    key: 'dfa-3',
    seed: 3,
    name: 'DFA, seed 3',
    points: [0, 3].map((x) => ({ x, y: 50 })),
    without: [1],
  };
  const one = { ...line('dfa', 'DFA', [80, 70, 60, 50], [1.5]), mean: 'mean of 1', seeds: [seed] };
  const [drawn] = drawnOf(angleSpec([one], 4), size.width);
  expect(drawn?.strokes.map((stroke) => stroke.map(({ x }) => x))).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(drawn?.seeds[0]?.strokes.map((stroke) => stroke.map(({ x }) => x))).toEqual([[0], [3]]);
});
