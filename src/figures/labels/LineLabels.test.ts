import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type RuleId, rules } from '../../core/rules';
import { makePlot } from '../axes/plot';
import { type Axis, accuracyAxis, lossAxis } from '../axes/scale';
import { epochAxis } from '../axes/xAxis';
import { drawLines } from '../lines/draw';
import { columnsFrom, type Line } from '../lines/line';
import { LineLabels } from './LineLabels';

/** @param values one per epoch */
function lineOf(rule: RuleId, values: readonly number[], more: Partial<Line> = {}): Line {
  const points = columnsFrom(values.map((y, x) => ({ x, y })));
  return { key: rule, rule, name: rules[rule].name, points, ...more };
}

function shown(y: Axis, lines: readonly Line[], note?: string) {
  const x = epochAxis(4, 120);
  const plot = makePlot({ width: 500, height: 200, labels: 126, narrow: false, x, y });
  const drawn = drawLines(lines, { axis: y, width: 500, span: 4 });
  const spec = { x, endText: (value: number) => value.toFixed(2), shade: { to: 1, note } };
  const markup = renderToStaticMarkup(createElement(LineLabels, { plot, lines: drawn, spec }));
  return {
    texts: [...markup.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, inner = '']) =>
      inner
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ),
    arrows: markup.split('class="beyond"').length - 1,
    stops: markup.split('var(--bad)').length - 1,
  };
}

describe('marks over a chart', () => {
  const axis = accuracyAxis([0.8, 1]);

  it('show where a line enters, leaves and ends outside, with a note on the values there', () => {
    const { texts, arrows } = shown(axis, [lineOf('dfa', [0.1, 0.9, 0.95, 0.7, 0.6])]);
    // Entry, exit, end, and the arrow beside the note.
    expect(arrows).toBe(4);
    expect(texts).toEqual(['epoch', 'below 80 %', 'DFA 0.60']);
  });
  it('are absent if all lines are inside', () => {
    const { texts, arrows } = shown(axis, [lineOf('dfa', [0.8, 0.9, 1])]);
    expect([arrows, texts]).toEqual([0, ['epoch', 'DFA 1.00']]);
  });
  it('include a marker but no name for a line that has not entered yet', () => {
    const between = { x: [0, 0.4], y: [0.1, 0.2], length: 2 };
    const { texts, arrows } = shown(axis, [lineOf('dfa', [], { between })]);
    expect([arrows, texts]).toEqual([2, ['epoch', 'below 80 %']]);
  });
  it('name a rule that stopped before its first point, and mark all stopped rules', () => {
    const losses = lossAxis([0.1, 3], []);
    const gone = { stopped: true, stoppedAt: 0.25 };
    const { texts, stops } = shown(losses, [
      lineOf('bp', [], gone),
      lineOf('fa', [1e9], gone),
      lineOf('dfa', [2, 1, 0.5]),
    ]);
    expect(texts).toEqual(['epoch', 'above 3', 'BP stopped', 'FA stopped', 'DFA 0.50']);
    expect(stops).toBe(2);
  });
  it('omit the note on the first epoch if it does not fit', () => {
    const note = 'F³ has no errors to remember yet: it is DRTP';
    expect(shown(axis, [lineOf('bp', [0.9, 0.9, 0.9])], note).texts).toContain(note);
    const ids = ['bp', 'fa', 'dfa', 'sdfa', 'drtp', 'f3-error', 'f3-loss', 'llo', 'pepita'] as const;
    const zigzag = ids.map((rule) => lineOf(rule, [0.8, 1, 0.8, 1, 0.8, 1]));
    expect(shown(axis, zigzag, note).texts).not.toContain(note);
  });
});
