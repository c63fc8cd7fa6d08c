import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../core/rules';
import { makeFrame } from '../../charts/axes/frame';
import { type Axis, accuracyAxis, edges, lossAxis } from '../../charts/axes/scale';
import type { DrawnLine } from '../../charts/lines/model';
import { EndLabels } from './EndLabels';

/** As the model makes them: `values` after each epoch, in the axis's own unit. */
function drawn(
  axis: Axis,
  rule: RuleId,
  values: readonly number[],
  more: Partial<DrawnLine> = {},
): DrawnLine {
  const solid = values.map((value, x) => ({ x, y: axis.carry(value) }));
  const beyond = (value: number | undefined) =>
    edges.filter((edge) => value !== undefined && axis.edges?.[edge]?.holds(value));
  return {
    ...{ rule, solid, raw: [], seeds: [], thin: [], end: solid.at(-1), stopped: false, value: values.at(-1) },
    held: [...new Set(values.flatMap(beyond))],
    endsOn: beyond(values.at(-1))[0],
    ...more,
  };
}

function shown(axis: Axis, lines: readonly DrawnLine[], note?: string) {
  const frame = makeFrame({ width: 500, height: 200, labels: 126, narrow: false, axis });
  const valueText = (value: number) => value.toFixed(2);
  const markup = renderToStaticMarkup(
    createElement(EndLabels, { frame, axis, epochs: 4, lines, now: undefined, valueText, note }),
  );
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

  it('say where a line comes in, leaves and ends outside, and what lies there', () => {
    const { texts, arrows } = shown(axis, [drawn(axis, 'dfa', [0.1, 0.9, 0.95, 0.7, 0.6])]);
    // In, out, the end, and the one beside the words.
    expect(arrows).toBe(4);
    expect(texts).toEqual(['epoch', 'below 80 %', 'DFA 0.60']);
  });
  it('are none where all lines are inside', () => {
    const { texts, arrows } = shown(axis, [drawn(axis, 'dfa', [0.8, 0.9, 1])]);
    expect([arrows, texts]).toEqual([0, ['epoch', 'DFA 1.00']]);
  });
  it('leave a line that has not come in yet without a name, not without a mark', () => {
    const outside = drawn(axis, 'dfa', [0.1, 0.2], { solid: [], end: { x: 0.4, y: 0.2 } });
    const thin = [
      { x: 0, y: 0.1 },
      { x: 0.4, y: 0.2 },
    ];
    const { texts, arrows } = shown(axis, [{ ...outside, thin }]);
    expect([arrows, texts]).toEqual([2, ['epoch', 'below 80 %']]);
  });
  it('name a rule that stopped before it had a point, and tell all stopped ones', () => {
    const losses = lossAxis([0.1, 3], []);
    const gone = { stopped: true, stoppedAt: 0.25 };
    const { texts, stops } = shown(losses, [
      drawn(losses, 'bp', [], gone),
      drawn(losses, 'fa', [1e9], gone),
      drawn(losses, 'dfa', [2, 1, 0.5]),
    ]);
    expect(texts).toEqual(['epoch', 'above 3', 'BP stopped', 'FA stopped', 'DFA 0.50']);
    expect(stops).toBe(2);
  });
  it('give the note on the first epoch up where there is no room for it', () => {
    const note = 'F³ has no errors to remember yet: it is DRTP';
    expect(shown(axis, [drawn(axis, 'bp', [0.9, 0.9, 0.9])], note).texts).toContain(note);
    const ids = ['bp', 'fa', 'dfa', 'sdfa', 'drtp', 'f3-error', 'f3-loss', 'llo', 'pepita'] as const;
    const zigzag = ids.map((rule) => drawn(axis, rule, [0.8, 1, 0.8, 1, 0.8, 1]));
    expect(shown(axis, zigzag, note).texts).not.toContain(note);
  });
});
