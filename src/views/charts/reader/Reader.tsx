import type { HTMLAttributes, PointerEvent, ReactNode } from 'react';

interface Props extends Pick<HTMLAttributes<HTMLDivElement>, 'onClick' | 'onKeyDown'> {
  /** The plot, in pixels of the figure. */
  box: { left: number; top: number; width: number; height: number };
  /** "Test accuracy: read the values at an epoch" */
  label: string;
  min: number;
  max: number;
  now: number;
  /** What stands at the chosen place; undefined where none is chosen. */
  said: string | undefined;
  onMove: (event: PointerEvent<HTMLDivElement>) => void;
  onLeave: () => void;
  children: ReactNode;
}

/** The surface over a plot that the pointer reads values from; for the keyboard it is a slider. */
export function Reader({ box, label, min, max, now, said, onMove, onLeave, children, ...on }: Props) {
  return (
    <div
      className="crosshair"
      style={box}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={now}
      aria-valuetext={said ?? 'not set'}
      onPointerMove={onMove}
      onPointerDown={onMove}
      onPointerLeave={onLeave}
      onBlur={onLeave}
      {...on}
    >
      {children}
    </div>
  );
}
