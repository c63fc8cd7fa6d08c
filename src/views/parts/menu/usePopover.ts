import { type CSSProperties, type MouseEvent, type ToggleEvent, useId, useState } from 'react';

/** Pixels between the button and what it opens, and from there to the window's edge. */
const GAP = 4;
const EDGE = 8;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Below the button where there is room, else above it; it begins with the button or, near the right edge, ends with it. */
function placeBy(button: DOMRect, { width, height }: Size): CSSProperties {
  const isBelow = innerHeight - button.bottom > height + GAP || innerHeight - button.bottom > button.top;
  const isRight = button.left + width + EDGE <= innerWidth;
  return {
    ...(isBelow ? { top: button.bottom + GAP } : { bottom: innerHeight - button.top + GAP }),
    ...(isRight ? { left: button.left } : { right: Math.max(EDGE, innerWidth - button.right) }),
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
      style: { position: 'fixed', inset: 'auto', ...style } satisfies CSSProperties,
      onToggle: ({ newState }: ToggleEvent<HTMLElement>) => setOpen(newState === 'open'),
    },
  };
}
