import type { HTMLAttributes, ReactNode } from 'react';
import './reader.css';

interface Props {
  /** The plot's rectangle in the figure, in pixels. */
  box: { left: number; top: number; width: number; height: number };
  /** "Test accuracy: read the values at an epoch" */
  label: string;
  min: number;
  max: number;
  now: number;
  /** Text of the values at the current position; undefined if none is set. */
  said: string | undefined;
  /** From `useReading`. */
  on: HTMLAttributes<HTMLDivElement>;
  children: ReactNode;
}

/** Overlay that reads values under the pointer; for the keyboard and screen readers, a slider. */
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
