/**
 * Throttles redraws: each subscriber at most once per `interval`, each in its own task, so that four charts never
 * add up to one long task.
 */
import type { Channel, SeriesLog } from './series';

export interface Slot {
  readonly channel: Channel;
  readonly interval: number;
  /** The version last drawn: a snapshot for useSyncExternalStore. */
  seen: number;
  drawnAt: number;
  notify: (() => void) | undefined;
}

/** Milliseconds between two redraws, for input and worker messages. */
const GAP = 12;
export function createRedraw(series: SeriesLog) {
  const slots = new Set<Slot>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isDirty = (slot: Slot): boolean => series.version(slot.channel) !== slot.seen;
  const dueAt = (slot: Slot): number => slot.drawnAt + slot.interval;

  function schedule(): void {
    if (timer !== undefined) return;
    const dirty = [...slots].filter(isDirty);
    if (dirty.length === 0) return;
    const next = Math.min(...dirty.map(dueAt));
    timer = setTimeout(drawOne, Math.max(GAP, next - performance.now()));
  }

  function drawOne(): void {
    timer = undefined;
    if (document.hidden) {
      document.addEventListener('visibilitychange', schedule, { once: true });
      return;
    }
    const now = performance.now();
    const due = [...slots].filter((slot) => isDirty(slot) && dueAt(slot) <= now);
    const slot = due.sort((a, b) => dueAt(a) - dueAt(b))[0];
    if (slot) {
      slot.seen = series.version(slot.channel);
      slot.drawnAt = now;
      slot.notify?.();
    }
    schedule();
  }

  series.subscribe(schedule);

  /** Makes all pending redraws due at once, so that no stale chart stands beside "finished". */
  function soon(): void {
    for (const slot of slots) slot.drawnAt = Number.NEGATIVE_INFINITY;
    clearTimeout(timer);
    timer = undefined;
    schedule();
  }

  function make(channel: Channel, interval: number): Slot {
    return { channel, interval, seen: series.version(channel), drawnAt: 0, notify: undefined };
  }
  function occupy(slot: Slot, notify: () => void): () => void {
    slot.notify = notify;
    slots.add(slot);
    schedule();
    return () => {
      slots.delete(slot);
    };
  }

  return { soon, make, occupy };
}
export type Redraw = ReturnType<typeof createRedraw>;
