import { describe, expect, it } from 'vitest';
import { type RuleId, ruleIds, rules } from '../rules';
import { locksOf } from '../rules/locking';
import type { Rule } from '../rules/rule';
import { pipeline, type Slot, type Timeline, timeline } from './timeline';

const counts = [1, 2, 3, 4, 7, 10];
const cases = ruleIds.flatMap((id) =>
  counts.flatMap((layers) => [1, 2, 4, 8].map((batches) => [id, layers, batches] as const)),
);
const isLearning = ({ work }: Slot) => work === 'backward' || work === 'update';
const find = ({ slots }: Timeline, layer: number, batch: number, what: (slot: Slot) => boolean) =>
  slots.find((slot) => slot.layer === layer && slot.batch === batch && what(slot))?.slot;

/** The dependencies of a slot, from the rule's declarations: Jaderberg's locks, and the second pass. */
function needs(rule: Rule, slot: Slot, layers: number): ((other: Slot) => boolean)[] {
  const { layer, batch, work } = slot;
  const locks = locksOf(rule);
  const same = (other: Slot) => other.batch === batch;
  const all: ((other: Slot) => boolean)[] = [];
  // A batch enters a layer only after the previous batch has updated it.
  all.push((other) => other.layer === layer && other.batch < batch);
  if (work === 'forward') all.push((o) => same(o) && o.work === 'forward' && o.layer < layer);
  if (work === 'second-forward') {
    all.push((o) => same(o) && o.work === 'forward');
    all.push((o) => same(o) && o.work === 'second-forward' && o.layer < layer);
  }
  if (isLearning(slot)) {
    all.push((o) => same(o) && o.layer === layer && !isLearning(o));
    if (layer < layers && locks.update) all.push((o) => same(o) && o.work === 'forward');
    if (layer < layers && locks.backward) all.push((o) => same(o) && o.layer > layer);
  }
  return all;
}

/** Last slot of a greedy schedule: each batch enters as soon as its dependencies let it pass without stopping. */
function simulated(rule: Rule, layers: number, batches: number): number {
  const free = Array<number>(layers + 2).fill(0);
  let last = 0;
  for (let batch = 0; batch < batches; batch++) {
    let enters = 1;
    for (let l = 1; l <= layers; l++) enters = Math.max(enters, (free[l] as number) + 2 - l);
    const output = enters + layers - 1;
    let above = output;
    for (let l = layers; l >= 1; l--) {
      let at = enters + l - 1;
      if (rule.path === 'input') at = output + l + 1;
      else if (rule.path === 'layerwise') at = above = above + 1;
      else if (rule.signal === 'error') at = output + 1;
      else if (rule.path !== 'none' || l === layers) at += 1;
      free[l] = at;
      last = Math.max(last, at);
    }
  }
  return last;
}

/** By slot: number of activations per batch that wait for their update at the slot's end. */
function heldBySlot({ slots, total }: Timeline): Map<number, number>[] {
  return Array.from({ length: total }, (_, i) => {
    const held = new Map<number, number>();
    for (const run of slots) {
      if (isLearning(run) || run.slot > i + 1) continue;
      const learns = slots.find((o) => isLearning(o) && o.layer === run.layer && o.batch === run.batch);
      if (learns && learns.slot > i + 1) held.set(run.batch, (held.get(run.batch) ?? 0) + 1);
    }
    return held;
  });
}

describe('four layers and four batches', () => {
  const slots = (id: RuleId) => pipeline(rules[id], 4, 4).slots;

  it('has the slots of figures 6.3 and 6.4, and of the other rules’ dependencies', () => {
    expect(ruleIds.map((id) => [id, slots(id)])).toEqual([
      ['bp', 32],
      ['fa', 32],
      ['dfa', 20],
      ['sdfa', 20],
      ['drtp', 11],
      ['f3-error', 11],
      ['f3-loss', 11],
      ['llo', 11],
      ['pepita', 27],
    ]);
  });

  it('has the speed-up and efficiency of eq. 6.5 and 6.6', () => {
    expect(pipeline(rules.bp, 4, 4)).toMatchObject({ speedUp: 1, efficiency: 0.25 });
    const free = pipeline(rules['f3-error'], 4, 4);
    expect(free.speedUp).toBeCloseTo(32 / 11, 12);
    expect(free.efficiency).toBeCloseTo(8 / 11, 12);
  });

  it('lets layer 1 learn in slot 8, 5 and 2, and holds 4, 4 and 1 activations of a batch', () => {
    const gauges = (id: RuleId) => {
      const { learnsIn, held } = pipeline(rules[id], 4, 4);
      return [learnsIn, held];
    };
    expect(gauges('bp')).toEqual([8, 4]);
    expect(gauges('dfa')).toEqual([5, 4]);
    expect(gauges('f3-error')).toEqual([2, 1]);
    expect(gauges('pepita')).toEqual([6, 5]);
    expect(gauges('llo')).toEqual([undefined, 1]);
  });
});

describe.each(cases)('%s, %i layers, %i batches', (id, layers, batches) => {
  const rule = rules[id];
  const line = timeline(rule, layers, batches);
  const numbers = pipeline(rule, layers, batches);

  it('does each step once, and one at a time per layer', () => {
    const taken = line.slots.map(({ layer, slot }) => `${layer}/${slot}`);
    const idle = line.waits.flatMap(({ layer, from, to }) =>
      Array.from({ length: to - from + 1 }, (_, i) => `${layer}/${from + i}`),
    );
    expect(new Set([...taken, ...idle]).size).toBe(taken.length + idle.length);
    const named = line.slots.map(({ layer, batch, work }) => `${layer}/${batch}/${work}`);
    expect(new Set(named).size).toBe(named.length);
    expect(numbers.speedUp).toBeCloseTo(line.slots.length / line.total, 12);
    expect(numbers.efficiency).toBeCloseTo(numbers.speedUp / layers, 12);
  });

  it('respects all dependencies', () => {
    const early = line.slots.flatMap((slot) =>
      needs(rule, slot, layers).flatMap((need) =>
        line.slots.filter((other) => need(other) && other.slot >= slot.slot).map((other) => [slot, other]),
      ),
    );
    expect(early).toEqual([]);
  });

  it('ends when the greedy simulation ends', () => {
    expect(Math.max(...line.slots.map(({ slot }) => slot))).toBe(line.total);
    expect(line.total).toBe(numbers.slots);
    expect(line.total).toBe(simulated(rule, layers, batches));
  });

  it('holds as many activations as counted at the end of each slot', () => {
    const held = heldBySlot(line);
    expect(Math.max(...held.flatMap((one) => [...one.values()]))).toBe(numbers.held);
    const inAll = held.map((one) => [...one.values()].reduce((a, b) => a + b, 0));
    expect(Math.max(...inAll)).toBe(numbers.heldInAll);
    expect(find(line, 1, 1, isLearning)).toBe(numbers.learnsIn);
  });
});
