import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { RuleId } from '../../../../core/rules';
import { makeFrame } from '../../../charts/axes/frame';
import { AngleEnds } from './AngleEnds';
import { type AngleLine, angleAxis } from './angles';

const axis = angleAxis(108);
const frame = makeFrame({ width: 420, height: 176, labels: 112, narrow: true, axis });
const line = (
  rule: RuleId,
  name: string,
  angles: readonly number[],
  without: readonly number[],
): AngleLine => ({
  ...{ key: rule, name, rule, other: false, without, seeds: [] },
  points: angles.map((y, x) => ({ x, y })),
});
const texts = (lines: readonly AngleLine[]): string[] =>
  [
    ...renderToStaticMarkup(createElement(AngleEnds, { frame, axis, epochs: 4, lines })).matchAll(
      /<text[^>]*end-label[^>]*>(.*?)<\/text>/g,
    ),
  ].map(([, inner = '']) =>
    inner
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );

it('a line that has no angle any more is not given that of the line that it lay on', () => {
  const fa = line('fa', 'FA', [80, 70, 60, 50, 45], []);
  expect(texts([line('dfa', 'DFA', [80, 70, 60, 50], []), fa])).toEqual(['DFA , FA 45°']);
  expect(texts([line('dfa', 'DFA', [80, 70, 60, 50], [4]), fa])).toEqual(['DFA –', 'FA 45°']);
});
