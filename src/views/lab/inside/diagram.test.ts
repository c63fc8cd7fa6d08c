import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../core/measures/inspect';
import { ruleIds, rules } from '../../../core/rules';
import { bottomOf, layoutOf } from './diagramLayout';
import { diagramName, whenText } from './diagramText';
import { boxOf, lanesOf } from './lanes';
import { sourceValues } from './sourceValues';
import { moveSpot, readingText, spotAt, spotReading } from './spots';
import { targetOf } from './target';
import { strandsOf } from './wires';

const readSpot = (...args: Parameters<typeof spotReading>) => readingText(spotReading(...args));

const sizes = [784, 500, 300, 10];
const layout = layoutOf({ sizes, layer: 1, width: 452, image: true });
const narrow = layoutOf({ sizes: [784, 9, 9, 9, 9, 9, 10], layer: 3, width: 328, image: true });

describe('the layout', () => {
  it('puts columns from left to right inside the drawing, units below each other', () => {
    for (const { columns, width } of [layout, narrow]) {
      const xs = columns.map(({ x }) => x);
      expect(xs).toEqual(xs.toSorted((a, b) => a - b));
      expect(xs.at(-1)).toBeLessThan(width - 60);
      for (const column of columns) expect(bottomOf(column)).toBeLessThan(200);
    }
    expect(layout.columns.map(({ label }) => label)).toEqual(['x', 'h₁', 'h₂', 'y']);
  });
  it('says how many layers are left out', () => {
    expect(narrow.columns.map(({ layer, skipped }) => [layer, skipped])).toEqual([
      [0, 0],
      [1, 1],
      [3, 1],
      [5, 0],
      [6, 0],
    ]);
  });
});

describe('the words', () => {
  it('name the feedback path', () => {
    expect(diagramName(rules['f3-error'], 2)).toBe(
      'Network, F³-Error: feedback from the error memory to hidden layers 1 and 2',
    );
    expect(diagramName(rules.dfa, 1)).toBe('Network, DFA: feedback from the error to hidden layer 1');
    expect(diagramName(rules.drtp, 9)).toBe(
      'Network, DRTP: feedback from the target to hidden layers 1 to 9',
    );
    expect(diagramName(rules.bp, 2)).toContain('back through the forward weights, layer by layer');
    expect(diagramName(rules.fa, 2)).toContain('back through weights of its own, layer by layer');
    expect(diagramName(rules.pepita, 2)).toContain('to the input, then a second forward pass');
    expect(diagramName(rules.llo, 2)).toBe('Network, LLO: no feedback to hidden layers 1 and 2');
    expect(diagramName(rules.llo, 0)).toBe('Network, LLO: no hidden layer');
  });
  it('say when hidden layers learn', () => {
    const stressed = (rule: (typeof ruleIds)[number]) => whenText(rules[rule], 2)[1];
    expect(stressed('f3-error')).toBe('during');
    expect(stressed('drtp')).toBe('during');
    expect(stressed('dfa')).toBe('after the whole');
    expect(stressed('fa')).toBe('after forward and backward');
    expect(stressed('pepita')).toBe('a second');
    expect(stressed('llo')).toBe('do not learn');
  });
});

describe('the feedback lanes', () => {
  it.each(ruleIds)('%s: an arrow to each hidden layer, except where nothing is fed', (id) => {
    const rule = rules[id];
    const { tips, weights } = lanesOf(rule, narrow);
    if (rule.path === 'none') expect([tips, weights]).toEqual([[], []]);
    else expect(tips.length).toBe(rule.path === 'input' ? narrow.hidden.length + 2 : narrow.hidden.length);
    const box = boxOf(rule, narrow);
    for (const { x, width } of weights) expect(x + width / 2).toBeLessThan((box?.x ?? 0) + 8);
  });
  it('names what is fed through', () => {
    const labels = (id: (typeof ruleIds)[number]) =>
      lanesOf(rules[id], layout).weights.map(({ label }) => label);
    expect(labels('dfa')).toEqual(['B₁', 'B₂']);
    expect(labels('fa')).toEqual(['B₁', 'B₂']);
    expect(labels('bp')).toEqual(['W₂ᵀ', 'W₃ᵀ']);
    expect(labels('pepita')).toEqual(['F']);
  });
});

const inspection: Inspection = {
  seconds: 0,
  step: 1,
  epoch: 1,
  layers: layout.columns.map(({ layer, size, units }) => ({
    layer,
    size,
    units: units.map(({ unit }) => unit),
    activations: units.map((_, i) => layer + i / 100),
  })),
  wires: [{ from: 0, to: 1, weights: Float32Array.from({ length: 121 }, (_, i) => -i / 1000) }],
  heatmap: undefined,
  sample: {
    index: 0,
    output: Float32Array.of(0.2, 0.9),
    target: Float32Array.of(0, 1),
    remembered: Float32Array.of(0.3),
    visited: 1,
  },
};

describe('what lies under a point', () => {
  it('is the nearest unit in reach, with its number in the whole layer', () => {
    const { x, y } = layout.columns[1]!.units[4]!;
    const spot = spotAt(layout, x + 3, y - 2);
    expect(spot).toEqual({ column: 1, index: 4 });
    expect(readSpot(layout, inspection, spot!)).toBe('h₁, unit 200: 1.04');
    expect(readSpot(layout, undefined, spot!)).toBe('h₁, unit 200: no value yet');
  });
  it('is else a wire', () => {
    const [a, b] = [layout.columns[0]!.units[0]!, layout.columns[1]!.units[0]!];
    const spot = spotAt(layout, a.x + 0.8 * (b.x - a.x), a.y + 0.8 * (b.y - a.y));
    expect(spot).toEqual({ column: 0, index: 0, to: 0 });
    expect(readSpot(layout, inspection, { column: 0, index: 1, to: 2 })).toBe(
      'W₁, input 78 to unit 100: −0.0130',
    );
    expect(spotAt(layout, 5, 5)).toBeUndefined();
  });
  it('moves with the keys', () => {
    const from = { column: 1, index: 10 };
    expect(moveSpot(layout, undefined, 'ArrowDown')).toEqual({ column: 0, index: 0 });
    expect(moveSpot(layout, from, 'ArrowDown')).toEqual(from);
    expect(moveSpot(layout, from, 'ArrowRight')).toEqual({ column: 2, index: 10 });
    expect(moveSpot(layout, from, 'End')).toEqual({ column: 3, index: 9 });
    expect(moveSpot(layout, from, 'x')).toBeUndefined();
  });
});

describe('wires', () => {
  const [from, to] = [layout.columns[0]!.units, layout.columns[1]!.units];
  const count = (d: string) => d.split('M').length - 1;
  it('are all drawn, each once, gathered by sign and strength', () => {
    const weights = Float32Array.from({ length: 121 }, (_, i) => Math.sin(i));
    const strands = strandsOf(from, to, weights, 3);
    expect(strands.reduce((sum, { d }) => sum + count(d), 0)).toBe(121);
    expect(strands.length).toBeLessThan(12);
    const low = strands.filter(({ sign }) => sign === 'low').reduce((sum, { d }) => sum + count(d), 0);
    expect(low).toBe(weights.filter((weight) => weight < 0).length);
    const sizes = strands.map(({ size }) => size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1);
  });
  it('are plain before the first look', () => {
    expect(strandsOf(from, to, undefined, 0).map(({ sign, size }) => [sign, size])).toEqual([['unknown', 0]]);
  });
});

describe('where the feedback starts', () => {
  const right = (label: number, outputs: number) =>
    targetOf(
      { size: 1, inputs: new Uint8Array(1), targets: { kind: 'classes', labels: Uint8Array.of(label) } },
      0,
      outputs,
    );

  it('is the target before training, and zero for an error not made yet', () => {
    expect(sourceValues('memory', undefined, 3, right(1, 3)).values).toEqual([0, 1, 0]);
    expect(sourceValues('error', undefined, 3, right(1, 3)).values).toEqual([0, 0, 0]);
  });
  it('is target minus output, or what is remembered, in the place of the right class', () => {
    const [a, b] = sourceValues('error', inspection, 2, right(1, 2)).values;
    expect([a, b]).toEqual([expect.closeTo(-0.2, 6), expect.closeTo(0.1, 6)]);
    expect(sourceValues('memory', inspection, 2, right(1, 2)).values).toEqual([0, expect.closeTo(0.3, 6)]);
  });
  it('of a predicted number is that number: e₀ = y*, then what is remembered as it stands', () => {
    const targets = { kind: 'values', values: Float32Array.of(9, 9, -0.5, 1.5) } as const;
    const target = targetOf({ size: 2, inputs: new Float32Array(2), targets }, 1, 2);
    expect(target).toEqual({ label: undefined, values: [-0.5, 1.5] });
    expect(sourceValues('memory', undefined, 2, target).values).toEqual([-0.5, 1.5]);
    const one = targetOf({ size: 4, inputs: new Float32Array(4), targets }, 2, 1);
    expect(sourceValues('memory', inspection, 1, one).values).toEqual([expect.closeTo(0.3, 6)]);
  });
});

describe('names of inputs and outputs', () => {
  const named = layoutOf({
    sizes: [3, 4, 2],
    layer: 1,
    width: 452,
    image: false,
    names: { input: ['age', 'hours', 'gain'], output: ['≤50K', '>50K'] },
  });
  it('are read under the pointer, and get more room at the right', () => {
    expect(readSpot(named, undefined, { column: 0, index: 1 })).toBe('x, input hours: no value yet');
    expect(readSpot(named, undefined, { column: 1, index: 1, to: 0 })).toBe(
      'W₂, unit 1 to output ≤50K: no value yet',
    );
    expect(named.output.x).toBeLessThan(
      layoutOf({ sizes: [3, 4, 2], layer: 1, width: 452, image: false }).output.x,
    );
  });
});
