import { useState, useSyncExternalStore } from 'react';
import { makeSlot, occupy, type Slot } from '../store/redraw';
import type { Channel } from '../store/series';

/** Renders again when the channel has news, at most once per `interval` milliseconds. */
export function useSeries(channel: Channel, interval: number): number {
  const [{ subscribe, snapshot }] = useState(() => {
    const slot: Slot = makeSlot(channel, interval);
    return {
      subscribe: (notify: () => void) => occupy(slot, notify),
      snapshot: () => slot.seen,
    };
  });
  return useSyncExternalStore(subscribe, snapshot);
}
