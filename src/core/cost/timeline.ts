/**
 * Who waits for whom: a layer-wise schedule of training on as many processors as there are layers. Source: K. Flügel,
 * *Feed-Forward-Only Training of Neural Networks* (thesis, KIT 2021), section 6.5, figures 6.3 and 6.4.
 *
 * As there, every step of a layer takes one slot, and a batch enters a layer only after the batch before has updated it. A
 * batch enters the network as soon as it can go through without stopping. What the thesis leaves open:
 * - Direct rules told the current error (DFA) learn in all layers at once, in the slot after the output.
 * - A rule by way of the input (PEPITA) runs forward a second time after the output; each layer learns right after its
 *   second pass, in a slot of its own: h_i − h'_i needs nothing from above.
 * - Without a path (LLO) hidden layers only run forward; only the output layer learns. Batches still enter every second
 *   slot, as fast as it can take them.
 * - F³'s errors are there from the start: those of the last epoch, or the targets.
 */
import type { Rule } from '../rules/rule';

/** What a layer does in a slot; `backward` brings the delta down and updates, `update` needs no delta from above. */
export type Work = 'forward' | 'second-forward' | 'backward' | 'update';

/** A layer does its part for a batch: all counted from 1. */
export interface Slot {
  readonly layer: number;
  readonly batch: number;
  readonly slot: number;
  readonly work: Work;
}

/** A layer keeps what its learning step needs, idle, from one slot to another, both included. */
export interface Wait {
  readonly layer: number;
  readonly batch: number;
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  readonly slots: readonly Slot[];
  readonly waits: readonly Wait[];
  /** The last slot in use. */
  readonly total: number;
}

/** What a hidden layer's learning waits for. */
export type WaitsFor = 'backward' | 'output' | 'second-pass' | 'nothing' | 'never';

export function waitsFor(rule: Rule): WaitsFor {
  if (rule.path === 'none') return 'never';
  if (rule.path === 'layerwise') return 'backward';
  if (rule.path === 'input') return 'second-pass';
  return rule.signal === 'error' ? 'output' : 'nothing';
}

/** Slots of one layer for the first batch, in order. */
function stepsOf(kind: WaitsFor, layer: number, layers: number): readonly (readonly [number, Work])[] {
  const forward = [layer, 'forward'] as const;
  if (kind === 'backward') return [forward, [2 * layers + 1 - layer, 'backward']];
  if (kind === 'output') return [forward, [layers + 1, 'update']];
  if (kind === 'second-pass')
    return [forward, [layers + layer, 'second-forward'], [layers + layer + 1, 'update']];
  if (kind === 'never' && layer < layers) return [forward];
  return [forward, [layer + 1, 'update']];
}

/** Slots from one batch's entry to the next one's. */
function periodOf(kind: WaitsFor, layers: number): number {
  if (kind === 'backward') return 2 * layers;
  if (kind === 'output') return layers + 1;
  if (kind === 'second-pass') return layers + 2;
  return 2;
}

/**
 * Every slot of every layer.
 * @param layers L, with the output layer; 1 or more
 * @param batches 1 or more
 */
export function timeline(rule: Rule, layers: number, batches: number): Timeline {
  const kind = waitsFor(rule);
  const slots: Slot[] = [];
  const waits: Wait[] = [];
  for (let batch = 1; batch <= batches; batch++) {
    const entry = (batch - 1) * periodOf(kind, layers);
    for (let layer = 1; layer <= layers; layer++) {
      let before: number | undefined;
      for (const [at, work] of stepsOf(kind, layer, layers)) {
        const slot = entry + at;
        slots.push({ layer, batch, slot, work });
        if (before !== undefined && slot > before + 1)
          waits.push({ layer, batch, from: before + 1, to: slot - 1 });
        before = slot;
      }
    }
  }
  return { slots, waits, total: slotsInAll(rule, layers, batches) };
}

/** 2Lb, (L + 1)b, (L + 2)(b − 1) + 2L + 1 or L + 2b − 1 (eq. 6.7 and 6.8). */
function slotsInAll(rule: Rule, layers: number, batches: number): number {
  const kind = waitsFor(rule);
  const ofOne = Math.max(...[1, layers].map((layer) => stepsOf(kind, layer, layers).at(-1)?.[0] ?? 0));
  return (batches - 1) * periodOf(kind, layers) + ofOne;
}

/** Steps of all layers for one batch. */
function workOf(kind: WaitsFor, layers: number): number {
  if (kind === 'never') return layers + 1;
  return (kind === 'second-pass' ? 3 : 2) * layers;
}

/** A layer-wise schedule in numbers; constant time, so that it also serves for 1,000 layers. */
export interface Pipeline {
  readonly slots: number;
  /** Over the same steps one at a time: 1 where no two layers ever work at once. */
  readonly speedUp: number;
  /** Share of all processors' slots that are used. */
  readonly efficiency: number;
  /** The slot in which layer 1 first learns; undefined where it never does. */
  readonly learnsIn: number | undefined;
  /** Activations of one batch that layers keep for their learning step at the end of a slot, at most. */
  readonly held: number;
  /** The same, of all batches that are under way. */
  readonly heldInAll: number;
}

/** Thesis, section 6.5, eq. 6.7 to 6.10, and the same for rules that it leaves out. */
export function pipeline(rule: Rule, layers: number, batches: number): Pipeline {
  const kind = waitsFor(rule);
  const slots = slotsInAll(rule, layers, batches);
  const speedUp = (workOf(kind, layers) * batches) / slots;
  const waits = kind === 'backward' || kind === 'output';
  const held = waits ? layers : kind === 'second-pass' ? layers + 1 : 1;
  return {
    slots,
    speedUp,
    efficiency: speedUp / layers,
    learnsIn: kind === 'never' && layers > 1 ? undefined : stepsOf(kind, 1, layers).at(-1)?.[0],
    held,
    heldInAll: kind === 'nothing' ? Math.min(batches, Math.ceil(layers / 2)) : held,
  };
}
