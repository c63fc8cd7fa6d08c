/** The figure's texts and numbers of a sample and a unit, checked against core. */
import { beforeAll, describe, expect, it } from 'vitest';
import { denseShapes } from '../../../../core/blocks/chain';
import { threeDigits } from '../../../../core/format';
import { type RuleId, ruleIds, rules } from '../../../../core/rules';
import type { Rule } from '../../../../core/rules/rule';
import type { Trace } from '../../../../core/run/inspect/trace';
import { createRun } from '../../../../core/run/run';
import type { RunSpec } from '../../../../core/run/spec';
import { tinyConfig, tinyData, useCpu } from '../../../../core/testSupport';
import {
  carrierOf,
  changedFactors,
  copiedWeights,
  deltaOf,
  type Factors,
  fedOf,
  formulaOf,
  largestTerms,
  layerIn,
} from './formula/formula';
import { stageOf, wiresBack, wiresBetween } from './stage/stageLayout';
import { movedBy, pillOf, sentenceOf, stepIds, type Told } from './steps';
import { matricesOf } from './weights/compared';

beforeAll(useCpu);
const data = tinyData();

/** Trace of one sample after some steps. */
async function traceOf(
  rule: RuleId,
  steps: number,
  changes: Partial<RunSpec> = {},
  as?: RuleId,
): Promise<Trace> {
  const run = createRun(tinyConfig({ rule, errorTransform: 'raw', ...changes }), data);
  await run.events.next();
  for (let i = 0; i < steps; i++) await run.events.next({ maxSteps: 1 });
  const seen = await run.inspect('trace', { layer: 1, sample: 4, ...(as ? { rule: as } : {}) });
  await run.events.return();
  if (!seen) throw new Error('There was nothing to see.');
  return seen;
}

const factorsOf = (trace: Trace): Factors => {
  const rule: Rule = rules[trace.rule];
  return { carrier: carrierOf(rule, 1), fed: fedOf(rule, 1, trace) };
};

describe.each(ruleIds)('%s', (id) => {
  const rule: Rule = rules[id];

  it('shows core’s numbers, which add up', async () => {
    const trace = await traceOf(id, 8);
    for (const unit of layerIn(trace, 1)?.units ?? []) {
      const delta = deltaOf(trace, 1, unit);
      expect(delta.delta).toBe(layerIn(trace, 1)?.dz?.[unit] ?? 0);
      const { tex, plain } = formulaOf(delta, changedFactors(factorsOf(trace), rule, undefined));
      expect(plain.split('= ').at(-1)).toBe(rule.path === 'none' ? '0' : threeDigits(delta.delta));
      expect(tex.includes('htmlClass')).toBe(rule.path !== 'none');
      if (rule.path === 'none') continue;
      if (rule.path === 'input') {
        expect((delta.passes?.h ?? 0) - (delta.passes?.second ?? 0)).toBeCloseTo(delta.delta, 6);
        continue;
      }
      expect(delta.terms.map(({ fed }) => fed)).toEqual([...(trace.feedback?.fed ?? [])]);
      expect(delta.sum).toBeCloseTo(layerIn(trace, 1)?.dh?.[unit] as number, 6);
      expect(delta.slope * delta.sum).toBeCloseTo(delta.delta, 6);
      expect(plain).toContain(threeDigits(delta.sum));
    }
  });

  it('has a sentence for each step', async () => {
    const trace = await traceOf(id, 8);
    const told: Told = {
      rule,
      layer: 1,
      last: 3,
      copied: copiedWeights(rule, denseShapes(trace.sizes)),
      steps: trace.step,
      redraw: 'never',
      visited: trace.sample.visited,
      moved: undefined,
    };
    for (const step of stepIds) expect(sentenceOf(step, told), step).toMatch(/^[A-Zδ].*\.$/);
    const pills = { bp: 'copy 50 weights', llo: 'no wires back' } as Partial<Record<RuleId, string>>;
    expect(pillOf('copy', told)).toBe(pills[id] ?? 'never copied');
    expect(pillOf('stale', told)).toBe(id === 'bp' ? 'stale, copy again' : (pills[id] ?? 'never copied'));
  });
});

describe('switching the rule at the same weights', () => {
  const changed = async (from: RuleId, to: RuleId) => {
    const of = (rule: RuleId) => traceOf('f3-error', 8, { hidden: [7] }, rule);
    const [before, now] = [await of(from), await of(to)];
    return { ...changedFactors(factorsOf(now), rules[to], factorsOf(before)), before, now };
  };

  it('BP and FA differ only in the feedback weights', async () => {
    const { carrier, fed, before, now } = await changed('bp', 'fa');
    expect({ carrier, fed }).toEqual({ carrier: true, fed: false });
    expect(now.feedback?.fed).toEqual(before.feedback?.fed);
    expect(now.feedback?.weights).not.toEqual(before.feedback?.weights);
  });

  it.each([
    ['dfa', 'sdfa'],
    ['dfa', 'drtp'],
    ['drtp', 'f3-error'],
  ] as const)('%s and %s differ only in the fed signal', async (from, to) => {
    const { carrier, fed, before, now } = await changed(from, to);
    expect({ carrier, fed }).toEqual({ carrier: false, fed: true });
    expect(now.feedback?.weights).toEqual(before.feedback?.weights);
    expect(now.feedback?.fed).not.toEqual(before.feedback?.fed);
  });

  it('F³ equals DRTP before a sample’s first visit', async () => {
    const of = (rule: RuleId) => traceOf('f3-error', 0, {}, rule);
    const [drtp, f3] = [await of('drtp'), await of('f3-error')];
    expect(changedFactors(factorsOf(f3), rules['f3-error'], factorsOf(drtp))).toEqual({
      carrier: false,
      fed: false,
    });
    expect(f3.feedback).toEqual(drtp.feedback);
  });
});

it('counts the copied weights: all but the first layer’s', () => {
  expect(copiedWeights(rules.bp, denseShapes([784, 500, 10]))).toBe(5000);
  expect(copiedWeights(rules.bp, denseShapes([784, 500, 500, 10]))).toBe(255_000);
  for (const id of ruleIds)
    if (id !== 'bp') expect(copiedWeights(rules[id], denseShapes([784, 500, 10]))).toBe(0);
});

it('detects that a copy is stale after a step, and by how much', async () => {
  const [copy, now] = [await traceOf('bp', 3), await traceOf('bp', 4)];
  const [a, b] = [copy.feedback?.weights, now.feedback?.weights] as [Float32Array, Float32Array];
  const moved = movedBy(a, b, 1);
  expect(moved).toMatchObject({ steps: 1, shown: 35 });
  expect(moved.differ).toBe([...a].filter((value, i) => value !== b[i]).length);
  expect(moved.differ).toBeGreaterThan(30);
  expect(moved.mean).toBeCloseTo(
    [...a].reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / 35,
    9,
  );
  expect(movedBy(a, a, 1)).toMatchObject({ differ: 0, mean: 0 });
  const matrices = matricesOf(now.feedback as NonNullable<Trace['feedback']>, a, 7);
  expect(matrices?.rows).toBe(5);
  expect(matrices?.difference).toEqual(b.map((value, i) => value - (a[i] as number)));
  expect(matrices?.correlation).toBeGreaterThan(0.9);
});

it('selects the forward and feedback weights of the drawn units', async () => {
  const trace = await traceOf('bp', 1);
  const stage = stageOf({
    sizes: trace.sizes,
    layer: 1,
    width: 700,
    image: false,
    units: (layer) => (layer === 1 ? [2, 6] : (layerIn(trace, layer)?.units ?? [])),
  });
  const [, hidden, above] = stage.columns as [never, (typeof stage.columns)[0], (typeof stage.columns)[0]];
  expect(stage.columns.map(({ layer }) => layer)).toEqual([0, 1, 2, 3]);
  const forward = wiresBetween(trace, hidden, above) as Float32Array;
  const back = wiresBack(trace, trace.feedback?.weights as Float32Array, above, hidden);
  const W = trace.wires.find(({ to }) => to === 2)?.weights as Float32Array;
  for (const [i, unit] of [2, 6].entries())
    for (let k = 0; k < 5; k++) {
      expect(forward[i * 5 + k]).toBe(W[unit * 5 + k]);
      expect(back[k * 2 + i]).toBe(W[unit * 5 + k]);
    }
});

it('keeps the largest terms in their original order', () => {
  const terms = [1, -5, 0, 3].map((product, k) => ({ k, fed: 1, weight: product, product }));
  expect(largestTerms(terms, 2).map(({ k }) => k)).toEqual([1, 3]);
  expect(largestTerms(terms, 4)).toBe(terms);
});

it('between blocks without wires shows the delta without single weights', async () => {
  const trace = { ...(await traceOf('bp', 3)), feedback: undefined };
  const delta = deltaOf(trace, 1, 2);
  const dz = layerIn(trace, 1)?.dz?.[2] as number;
  expect(formulaOf(delta, { carrier: true, fed: false }).plain).toBe(`δ₁[2] = ${threeDigits(dz)}`);
});
