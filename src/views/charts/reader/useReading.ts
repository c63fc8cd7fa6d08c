import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { XY } from '../lines/line';

interface Reads<T> {
  /** What lies under the pointer, which stands at these pixels of the plot. */
  readonly at: (point: XY) => T | undefined;
  /** Where a key leads from what is read; undefined for a key that moves nothing. */
  readonly move: (key: string, from: T | undefined) => T | undefined;
}

/**
 * What a reader shows, and what it listens to. Under a mouse it follows the pointer, and a click pins it. A finger
 * leaves the plot when it is lifted: what it read stays until the next touch elsewhere. Keys move, Escape lets go.
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
    setRead(at({ x: event.clientX - box.left, y: event.clientY - box.top }));
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
  return { read, on };
}
