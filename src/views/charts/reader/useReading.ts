import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { XY } from '../../../figures/lines/line';

interface Reads<T> {
  /** Reads at the pointer, in pixels of the plot. */
  readonly at: (point: XY) => T | undefined;
  /** The reading that a key moves to; undefined for other keys. */
  readonly move: (key: string, from: T | undefined) => T | undefined;
}

/**
 * State and event handlers of a reader. It follows the mouse; a click pins it. After a touch, the reading stays until
 * the next touch elsewhere. Keys move it, Escape clears it.
 */
export function useReading<T>({ at, move }: Reads<T>) {
  const [read, setRead] = useState<T>();
  const [pinned, setPinned] = useState(false);
  const [byTouch, setByTouch] = useState(false);
  const clear = (): void => {
    setRead(undefined);
    setPinned(false);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    const touch = event.pointerType === 'touch';
    setByTouch(touch);
    if (pinned && !touch) return;
    const box = event.currentTarget.getBoundingClientRect();
    // A presentation enlarges the page; the plot's own pixels are then fewer than the screen's.
    const zoom = box.width / event.currentTarget.offsetWidth;
    setRead(at({ x: (event.clientX - box.left) / zoom, y: (event.clientY - box.top) / zoom }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') clear();
    const next = move(event.key, read);
    if (next === undefined) return;
    event.preventDefault();
    setRead(next);
  };
  const on = {
    onPointerMove: onPointer,
    onPointerDown: onPointer,
    onPointerLeave: ({ pointerType }: PointerEvent) => {
      if (!pinned && pointerType !== 'touch') setRead(undefined);
    },
    onBlur: () => {
      if (!pinned) setRead(undefined);
    },
    onClick: () => {
      if (!byTouch && read !== undefined) setPinned((now) => !now);
    },
    onKeyDown,
  };
  return { read, pinned, on };
}
