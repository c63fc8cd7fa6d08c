import { type PointerEvent, type RefObject, useRef, useState } from 'react';

/** A row on its way. */
interface Drag {
  /** Of the row. */
  readonly id: string;
  /** Id of the row that it would be dropped before; undefined: at the end. */
  readonly before: string | undefined;
}

const rowsIn = (list: RefObject<HTMLElement | null>): readonly HTMLElement[] => [
  ...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []),
];

/**
 * Rows of a list (`data-row` has their ids) are moved by a handle, with mouse, pen or finger. Nothing moves before the drop:
 * the list stays as it is, and shows where the row would go. Rows may come and go meanwhile.
 * @param onDrop `before` undefined: to the end
 */
export function useReorder(onDrop: (id: string, before: string | undefined) => void) {
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<Drag>();
  /** The first row whose middle is below the pointer. */
  function dropAt(y: number): string | undefined {
    const rows = rowsIn(list);
    const found = rows.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y < top + height / 2;
    });
    const at = found < 0 ? rows.length : found;
    // Brings the neighbours of the place into view, so that a long list scrolls along.
    for (const place of [at - 2, at + 1]) rows[place]?.scrollIntoView({ block: 'nearest' });
    return rows[at]?.dataset.row;
  }
  const handleOf = (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ id, before: dropAt(event.clientY) });
    },
    onPointerMove: ({ clientY }: PointerEvent) => {
      if (drag) setDrag({ id, before: dropAt(clientY) });
    },
    onPointerUp: () => {
      if (drag && drag.before !== id) onDrop(id, drag.before);
      setDrag(undefined);
    },
    onPointerCancel: () => setDrag(undefined),
  });
  return { list, drag, handleOf };
}
