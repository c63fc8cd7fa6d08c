import type { HTMLAttributes, ReactNode } from 'react';
import './reader.css';

interface Props {
  /** The plot, in pixels of the figure. */
  box: { left: number; top: number; width: number; height: number };
  /** "Test accuracy: read the values at an epoch" */
  label: string;
  min: number;
  max: number;
  now: number;
  /** What stands at the chosen place; undefined where none is chosen. */
  said: string | undefined;
  /** From `useReading`. */
  on: HTMLAttributes<HTMLDivElement>;
  children: ReactNode;
}

/** The surface over a plot that the pointer reads values from; for the keyboard it is a slider. */
export function Reader({ box, label, min, max, now, said, on, children }: Props) {
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
      {...on}
    >
      {children}
    </div>
  );
}
