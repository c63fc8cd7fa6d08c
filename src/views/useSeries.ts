import { useState, useSyncExternalStore } from 'react';
import type { Slot } from '../store/run/redraw';
import type { Channel } from '../store/run/series';
import { useLab } from './labContext';

/** Renders again when the channel has news, at most once per `interval` milliseconds. */
export function useSeries(channel: Channel, interval: number): number {
  const { redraw } = useLab();
  const [{ subscribe, snapshot }] = useState(() => {
    const slot: Slot = redraw.make(channel, interval);
    return {
      subscribe: (notify: () => void) => redraw.occupy(slot, notify),
      snapshot: () => slot.seen,
    };
  });
  return useSyncExternalStore(subscribe, snapshot);
}
