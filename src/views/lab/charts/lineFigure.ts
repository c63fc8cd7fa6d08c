/** Definition of a line chart of a run, from which reader, table, labels, print and exported files are made. */
import type { ReactNode } from 'react';
import type { Experiment } from '../../../core/run/spec';
import type { Axis } from '../../../figures/axes/scale';
import type { Track } from '../../../figures/lines/line';
import type { LineSpec } from '../../../figures/lines/spec';
import type { Lab } from '../../../store/lab';
import type { XAxisId } from '../../../store/page/preferences';
import type { Channel, Series } from '../../../store/run/series';

/** The user's choices for the chart. */
export interface Choice {
  /** Smoothing factor of the moving average. */
  readonly beta?: number;
  /** Scale of the value axis, if there are several. */
  readonly scale?: string;
}

/** What determines how the chart looks. */
export interface ChartContext {
  readonly lab: Lab;
  /** The current run's experiment, or the draft before there is a run. */
  readonly experiment: Experiment;
  readonly choice: Choice;
  /** On a phone. */
  readonly narrow: boolean;
  /** The main figure: values at the line ends, and a note on the first epoch. */
  readonly main: boolean;
}

export interface LineFigure
  extends Pick<LineSpec, 'title' | 'valueText' | 'better' | 'kinds' | 'guide' | 'marks'> {
  /** The channel whose updates trigger a redraw. */
  readonly news: Channel;
  /** Supported x axes; the first is used if the chosen one is not supported. */
  readonly xAxes: readonly [XAxisId, ...XAxisId[]];
  /** The points of a run, or of the mean of a rule's runs; x in epochs. */
  readonly pick: (series: Series) => Pick<Track, 'points' | 'between' | 'start'>;
  readonly axis: (look: ChartContext) => Axis;
  /** Formats the value at the end of a line in the main figure. */
  readonly endText: (value: number) => string;
  readonly subtitle: (look: ChartContext) => string;
  /** Text alternative in one sentence, for screen readers and exported files. */
  readonly caption: (look: ChartContext) => string;
  /** Scale and smoothing, shown after the title in print. */
  readonly scaleText?: (look: ChartContext) => string;
  /** React hook that reads the user's choices. */
  readonly useChoice?: (lab: Lab) => Choice;
  /** Controls beside the title. */
  readonly tools?: ReactNode;
  /** Overlay on the chart. */
  readonly over?: ReactNode;
}
