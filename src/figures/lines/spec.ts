/** Specification of a line chart, from which drawing, reader, table, print and exported files are made. */
import type { Axis } from '../axes/scale';
import type { XAxis } from '../axes/xAxis';
import type { DrawnLine } from './draw';
import type { Line } from './line';
import type { Better } from './read';

/** A named range of the x axis, in its own units. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A range of values expected along a part of the x axis, in its units. */
export interface Expected {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

export interface LineSpec {
  /** The figure's name: "Test accuracy". */
  readonly title: string;
  readonly x: XAxis;
  readonly y: Axis;
  /** Must keep their identity between redraws while unchanged. */
  readonly lines: readonly Line[];
  /** Formats a value for the reader and the table. */
  readonly valueText: (value: number) => string;
  /** Text after the names at the line ends; absent: names only. */
  readonly endText?: ((value: number, line: Pick<DrawnLine, 'mean'>) => string) | undefined;
  /** Order in the reader; default 'low'. */
  readonly better?: Better;
  /** Smoothing factor of the curves and the reader; the table has the measured values. */
  readonly beta?: number;
  /** Names of full and interim points: in copied data, and beside the reader's numbers. */
  readonly kinds?:
    | { readonly points: string; readonly between: string; readonly betweenText: string }
    | undefined;
  /** End of the shaded range along x, and a note on it, shown if it fits. */
  readonly shade?: { readonly to: number; readonly note?: string | undefined } | undefined;
  /** Ranges drawn behind the lines, each with its name. */
  readonly bands?: readonly Band[];
  /** Drawn as a dashed box, in front of which the lines run. */
  readonly expected?: Expected;
  /** A dotted reference line at `at` (in axis units), and its label. */
  readonly guide?: { readonly at: number; readonly text: string };
  /** Markers at the line ends, or on as many points as fit and on every 0. */
  readonly marks?: 'ends' | 'all';
  /** Draws every point, without decimation. */
  readonly whole?: boolean;
  /** Width to the right of the plot for names and values, in pixels. */
  readonly labelRoom: number;
  /** On a phone or in the Inside column. */
  readonly narrow: boolean;
}
