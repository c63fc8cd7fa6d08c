import { beforeAll, describe, expect, it } from 'vitest';
import { type HiddenLayer, hiddenLayer } from '../../../../core/blocks/hidden';
import { threeDigits } from '../../../../core/format';
import { type RuleId, ruleIds, rules } from '../../../../core/rules';
import { locksOf } from '../../../../core/rules/locking';
import type { Trace } from '../../../../core/run/inspect/trace';
import { createRun } from '../../../../core/run/run';
import { tinyConfig, tinyData, useCpu } from '../../../../core/testSupport';
import { standingAt } from './standing';
import { storyOf } from './story';

beforeAll(useCpu);

async function traceOf(rule: RuleId, hidden: HiddenLayer[] = [7, 5]): Promise<Trace> {
  const run = createRun(tinyConfig({ rule, hidden }), tinyData());
  await run.events.next();
  await run.events.next({ maxSteps: 1 });
  const trace = await run.inspect('trace', { layer: 1, sample: 4 });
  await run.events.return();
  if (!trace) throw new Error('There is no network.');
  return trace;
}

const names = ['a', 'b', 'c'];
const first = (story: ReturnType<typeof storyOf>, part: 'forward' | 'update', layer: number): number =>
  story.findIndex(({ active }) => active[part]?.includes(layer));

describe.each(ruleIds)('%s in slow motion', (id) => {
  it('computes every layer, shows the error, and updates the layers that learn', async () => {
    const story = storyOf(await traceOf(id), names, true);
    const { forward, update, error } = standingAt(story, story.length - 1);
    expect([...forward].sort()).toEqual([0, 1, 2, 3]);
    expect([...update].sort()).toEqual(rules[id].path === 'none' ? [3] : [1, 2, 3]);
    expect(error).toBe(true);
  });

  it('respects the rule’s locks', async () => {
    const story = storyOf(await traceOf(id), names, true);
    const { update, backward } = locksOf(rules[id]);
    if (rules[id].path === 'none') return;
    const output = first(story, 'forward', 3);
    expect(first(story, 'update', 1) > output).toBe(update);
    // Top-down, or all at once.
    if (backward) expect(first(story, 'update', 1)).toBeGreaterThan(first(story, 'update', 2));
    else expect(first(story, 'update', 1)).toBeLessThanOrEqual(first(story, 'update', 2));
  });

  it('shows the engine’s own numbers', async () => {
    const trace = await traceOf(id);
    const text = storyOf(trace, names, true)
      .map(({ sentence }) => sentence)
      .join('\n');
    for (const { layer, units, h } of trace.layers.filter(({ layer }) => layer === 1 || layer === 2)) {
      const most = h.reduce((best, value, i) => (Math.abs(value) > Math.abs(h[best] ?? 0) ? i : best), 0);
      expect(text).toContain(`Layer ${layer} computes its output`);
      expect(text).toContain(`Unit ${units[most]}: ${threeDigits(h[most] ?? Number.NaN)}.`);
    }
    const { output, error, target } = trace.sample;
    const at = (values: Float32Array) => values.indexOf(Math.max(...values));
    expect(text).toContain(`says ${names[at(output)]}, with ${threeDigits(Math.max(...output))}.`);
    expect(text).toContain(`The target is ${names[at(target)]}.`);
    const most = [...error].sort((a, b) => Math.abs(b) - Math.abs(a))[0] ?? Number.NaN;
    expect(text).toContain(threeDigits(most));
  });
});

it('F³ reports no error at the first visit, and the error’s epoch at later ones', async () => {
  const trace = await traceOf('f3-error');
  const told = (visited: number | undefined): string =>
    storyOf({ ...trace, sample: { ...trace.sample, visited } }, names, true)[1]?.sentence ?? '';
  expect(told(undefined)).toContain('its target stands in, as in DRTP');
  expect(told(0)).toContain('in the pass before training');
  expect(told(3)).toContain('in epoch 3');
});

it('F³ is told the target at the first visit, and files what its error information leaves', async () => {
  const trace = await traceOf('f3-error');
  const text = (visited: number | undefined, information: 'raw' | 'one-hot'): string =>
    storyOf({ ...trace, sample: { ...trace.sample, visited } }, names, true, information)
      .map(({ sentence }) => sentence)
      .join('\n');
  expect(text(undefined, 'raw')).toContain('is told the target');
  expect(text(undefined, 'raw')).not.toContain('remembered error');
  expect(text(2, 'raw')).toContain('is told the remembered error');
  expect(text(2, 'one-hot')).toContain('only the value of the right class');
  expect(text(2, 'raw')).not.toContain('only the value of the right class');
});

it('tells what a residual layer adds, and that a delta passes it unchanged: not one that comes straight to a layer', async () => {
  const adding = [4, hiddenLayer('residual', { units: 4 })];
  const text = async (rule: RuleId): Promise<string> =>
    storyOf(await traceOf(rule, adding), names, true)
      .map(({ sentence }) => sentence)
      .join('\n');
  expect(await text('bp')).toContain('Layer 2 adds to layer 1 what it computes from it.');
  expect(await text('bp')).toContain('through W₂ᵀ, a copy of the forward weights, and past them unchanged.');
  expect(await text('bp')).toContain('through W₃ᵀ, a copy of the forward weights. ');
  expect(await text('fa')).toContain('through B₁, fixed and random, and past them unchanged.');
  expect(await text('f3-error')).not.toContain('unchanged');
});

it('speaks of numbers, not of classes, where numbers are predicted', async () => {
  const trace = await traceOf('bp');
  const text = (one: Trace): string =>
    storyOf(one, ['mass', 'length', 'age'], false)
      .map(({ sentence }) => sentence)
      .join('\n');
  expect(text(trace)).toMatch(/predicts 3 numbers; the largest is (mass|length|age): /);
  expect(text(trace)).not.toContain('The target is');
  const { output, target, error } = trace.sample;
  const one = { output: output.slice(0, 1), target: target.slice(0, 1), error: error.slice(0, 1) };
  expect(text({ ...trace, sample: { ...trace.sample, ...one } })).toContain(
    `The target is ${threeDigits(target[0] ?? 0)}. The error, target minus output, is ${threeDigits(error[0] ?? 0)}.`,
  );
});

it.each(['bp', 'dfa', 'drtp', 'pepita'] as const)(
  '%s: says of which layers it leaves out the picture',
  async (rule) => {
    const trace = await traceOf(rule, [4, 4, 4, 4, 4]);
    const shown = trace.layers.map(({ layer }) => layer);
    expect(shown).toEqual([0, 1, 2, 5, 6]);
    const told = storyOf(trace, names, true).filter(({ sentence }) =>
      sentence.endsWith('Layers 3 and 4 do the same.'),
    );
    expect(told.length).toBeGreaterThan(0);
  },
);
