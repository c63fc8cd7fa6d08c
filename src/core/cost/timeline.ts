/**
 * Pipeline schedule of training with one processor per layer. Source: K. Flügel,
 * *Feed-Forward-Only Training of Neural Networks* (thesis, KIT 2021), section 6.5, figures 6.3 and 6.4.
 *
 * As there, every step of a layer takes one slot, and a batch enters a layer only after the previous batch has updated
 * it. A batch enters the network as soon as it can pass through without waiting. Assumptions where the thesis leaves it open:
 * - Direct rules that use the current error (DFA) update all layers at once, in the slot after the output.
 * - Rules that modulate the input (PEPITA) do a second forward pass after the output; each layer learns right after its
 *   second pass, in a slot of its own: h_i − h'_i needs nothing from above.
 * - Without a path (LLO) hidden layers only run forward; only the output layer learns. Batches enter every second slot,
 *   as fast as the output layer can process them.
 * - F³'s errors are available from the start: those of the last epoch, or the targets.
 */
import type { Rule } from '../rules/rule';

/** What a layer does in a slot; `backward` propagates the delta and updates, `update` needs no delta from above. */
export type Work = 'forward' | 'second-forward' | 'backward' | 'update';

/** One step of a layer for a batch; all numbers count from 1. */
export interface Slot {
  readonly layer: number;
  readonly batch: number;
  readonly slot: number;
  readonly work: Work;
}

/** A layer waits for its learning step and keeps its activations, from one slot to another, both included. */
export interface Wait {
  readonly layer: number;
  readonly batch: number;
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  readonly slots: readonly Slot[];
  readonly waits: readonly Wait[];
  /** The last used slot. */
  readonly total: number;
}

/** What a hidden layer's update waits for. */
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

/** Number of slots: 2Lb, (L + 1)b, (L + 2)(b − 1) + 2L + 1 or L + 2b − 1 (eq. 6.7 and 6.8). */
function slotsInAll(rule: Rule, layers: number, batches: number): number {
  const kind = waitsFor(rule);
  const ofOne = Math.max(...[1, layers].map((layer) => stepsOf(kind, layer, layers).at(-1)?.[0] ?? 0));
  return (batches - 1) * periodOf(kind, layers) + ofOne;
}

/** Number of steps of all layers for one batch. */
function workOf(kind: WaitsFor, layers: number): number {
  if (kind === 'never') return layers + 1;
  return (kind === 'second-pass' ? 3 : 2) * layers;
}

/** Key figures of a schedule, in closed form: fast also for 1,000 layers. */
export interface Pipeline {
  readonly slots: number;
  /** Relative to one step at a time: 1 if layers never work in parallel. */
  readonly speedUp: number;
  /** Used share of all processors' slots. */
  readonly efficiency: number;
  /** The slot in which layer 1 first learns; undefined if never. */
  readonly learnsIn: number | undefined;
  /** Most activations of one batch kept for learning steps at the end of a slot. */
  readonly held: number;
  /** The same, over all batches in progress. */
  readonly heldInAll: number;
}

/** Thesis, section 6.5, eq. 6.7 to 6.10, extended to rules that it does not cover. */
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
