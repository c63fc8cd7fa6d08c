import { type CSSProperties, type MouseEvent, type ToggleEvent, useId, useState } from 'react';

/** Pixels between the button and what it opens, and from there to the window's edge. */
const GAP = 4;
const EDGE = 8;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Below the button where there is room, else above it; from its left edge, or in the right half of the window to its right
 * edge. All four are named: what React took away would be the browser's own place for popovers.
 */
function placeBy(button: DOMRect, { width, height }: Size): CSSProperties {
  const isBelow = innerHeight - button.bottom > height + GAP || innerHeight - button.bottom > button.top;
  const isLeft = button.left + button.width / 2 < innerWidth / 2 && button.left + width + EDGE <= innerWidth;
  return {
    top: isBelow ? button.bottom + GAP : 'auto',
    bottom: isBelow ? 'auto' : innerHeight - button.top + GAP,
    left: isLeft ? button.left : 'auto',
    right: isLeft ? 'auto' : Math.max(EDGE, document.documentElement.clientWidth - button.right),
  };
}

/**
 * A native popover beside its button: a click outside and Escape close it, and the focus returns to the button.
 * @param size that it has when it is open, in pixels
 */
export function usePopover(size: Size) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [style, setStyle] = useState<CSSProperties>({});
  return {
    open,
    button: {
      popoverTarget: id,
      onClick: ({ currentTarget }: MouseEvent<HTMLElement>) =>
        setStyle(placeBy(currentTarget.getBoundingClientRect(), size)),
    },
    popover: {
      id,
      popover: 'auto' as const,
      style,
      onToggle: ({ newState }: ToggleEvent<HTMLElement>) => setOpen(newState === 'open'),
    },
  };
}
