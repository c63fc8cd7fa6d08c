/** A chart of lines, as its figure describes it: drawing, reader, table, paper and files follow from it. */
import type { Axis } from '../axes/scale';
import type { XAxis } from '../axes/xAxis';
import type { DrawnLine } from './draw';
import type { Line } from './line';
import type { Better } from './read';

export interface LineSpec {
  /** The figure's name: "Test accuracy". */
  readonly title: string;
  readonly x: XAxis;
  readonly y: Axis;
  /** Keep their identity from one redraw to the next while nothing has changed. */
  readonly lines: readonly Line[];
  /** A value in words, in the reader and in the table. */
  readonly valueText: (value: number) => string;
  /** What stands behind the names at the line ends; names alone without it. */
  readonly endText?: ((value: number, line: Pick<DrawnLine, 'mean'>) => string) | undefined;
  /** The reader's order; small values first unless it says otherwise. */
  readonly better?: Better;
  /** Of the moving average that is drawn and read; the table has what was measured. */
  readonly beta?: number;
  /** What the points are, and what those in between: in what is copied, and beside the reader's numbers. */
  readonly kinds?:
    | { readonly points: string; readonly between: string; readonly betweenText: string }
    | undefined;
  /** From where to where along x the plot is shaded, and what that is, where there is room to say so. */
  readonly shade?: { readonly to: number; readonly note?: string | undefined } | undefined;
  /** A dotted line across, and what it means. In the value axis's unit. */
  readonly guide?: { readonly at: number; readonly text: string };
  /** Marks on the lines: at their ends, or on as many points as have room and on every 0. */
  readonly marks?: 'ends' | 'all';
  /** Every point is drawn, however many there are. */
  readonly whole?: boolean;
  /** Pixels behind the plot, for the names and what stands behind them. */
  readonly labelRoom: number;
  /** A phone, or the Inside column. */
  readonly narrow: boolean;
}
