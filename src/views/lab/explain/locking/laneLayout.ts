/** How the timelines are laid out on one clock, and what they say in words. No pixels of the page are asked here. */
import type { Slot, Timeline, Wait, WaitsFor } from '../../../../core/cost/timeline';

/** Room for the names of the lanes. */
export const NAMES = 64;
const WIDEST = 27;
const NARROWEST = 12;
/** Right of the last slot, for the words at its end. */
const END = 8;

export interface Clock {
  /** Of a slot, in pixels. */
  readonly slot: number;
  /** How far the view has scrolled, in pixels. */
  readonly offset: number;
  /** Of the view without the names. */
  readonly view: number;
}

/**
 * Slots narrow until they are 12 px wide; from then on the view scrolls with the playhead.
 * @param now slots passed
 * @param widest of a slot, in pixels
 */
export function clockOf(total: number, width: number, now: number, widest = WIDEST): Clock {
  const view = Math.max(0, width - NAMES);
  const slot = Math.min(widest, Math.max(NARROWEST, (view - END) / Math.max(1, total)));
  const whole = slot * total + END;
  const offset = Math.max(0, Math.min(whole - view, now * slot - 0.7 * view));
  return { slot, offset, view };
}

/** Where the end of so many slots lies in the view. */
export const xOf = ({ slot, offset }: Clock, slots: number): number => NAMES + slots * slot - offset;

/** Whether any part of some slots is in view. */
export const inView = (clock: Clock, from: number, to: number): boolean =>
  to * clock.slot > clock.offset && (from - 1) * clock.slot < clock.offset + clock.view;

export const laneHeight = (layers: number): number => (layers > 6 ? 18 : 24);

/** A waiting span as far as the clock has come; undefined while it is still to come. */
export const passed = (wait: Wait, now: number): Wait | undefined =>
  wait.from > now ? undefined : { ...wait, to: Math.min(wait.to, now) };

const doing: Readonly<Record<Slot['work'], string>> = {
  forward: 'runs forward',
  'second-forward': 'runs forward a second time',
  backward: 'passes the error on and learns',
  update: 'learns',
};

/** "layer 1 waits (batch 2), layer 2 learns (batch 1)" in a slot; "done" after the last. */
export function stateText({ slots, waits, total }: Timeline, layers: number, now: number): string {
  if (now > total) return `done after ${total} slots`;
  const parts: string[] = [];
  for (let layer = 1; layer <= layers; layer++) {
    const work = slots.find((one) => one.layer === layer && one.slot === now);
    const wait = waits.find((one) => one.layer === layer && one.from <= now && now <= one.to);
    if (work) parts.push(`layer ${layer} ${doing[work.work]} (batch ${work.batch})`);
    else if (wait) parts.push(`layer ${layer} waits (batch ${wait.batch})`);
  }
  return parts.join(', ');
}

export const why: Readonly<Record<WaitsFor, string>> = {
  backward: 'each layer waits for the error to come back through all layers above it',
  'second-pass': 'each layer waits for the output, and then for a second forward pass',
  output: 'the error goes straight to every layer, but only after the whole forward pass',
  nothing: 'what a layer is told is already there: it learns at once and takes the next batch',
  never: 'hidden layers only run forward; the output layer alone learns',
};

const MOST_OWN = 4;

/** The rules of the settings where they show different waiting and leave it in view, else the three of the thesis's story. */
export function firstRules<T extends string>(
  own: readonly T[],
  kind: (rule: T) => WaitsFor,
  story: readonly T[],
) {
  return own.length <= MOST_OWN && new Set(own.map(kind)).size >= 2 ? own : story;
}
