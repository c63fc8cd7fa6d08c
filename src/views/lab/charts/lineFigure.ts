/** What there is to say of a chart of a run's lines; the rest follows: reader, table, labels, paper, files. */
import type { ReactNode } from 'react';
import type { Experiment } from '../../../core/run/spec';
import type { Lab } from '../../../store/lab';
import type { XAxisId } from '../../../store/page/preferences';
import type { Channel, Series } from '../../../store/run/series';
import type { Axis } from '../../charts/axes/scale';
import type { Track } from '../../charts/lines/line';
import type { LineSpec } from '../../charts/lines/spec';

/** What a person has chosen for it. */
export interface Choice {
  /** Of the moving average. */
  readonly beta?: number;
  /** Of the value axis, where there are several. */
  readonly scale?: string;
}

/** What it is looked at with. */
export interface Look {
  readonly lab: Lab;
  /** The run, or before it what would run. */
  readonly experiment: Experiment;
  readonly choice: Choice;
  /** A phone. */
  readonly narrow: boolean;
  /** The large figure: values at the line ends, and what there is to know of the first epoch. */
  readonly main: boolean;
}

export interface LineFigure
  extends Pick<LineSpec, 'title' | 'valueText' | 'better' | 'kinds' | 'guide' | 'marks'> {
  /** Redrawn when there is news of this. */
  readonly news: Channel;
  /** The first is shown where the chosen one is none of them. */
  readonly xAxes: readonly [XAxisId, ...XAxisId[]];
  /** The points of a run, or of the mean of a rule's runs; x in epochs. */
  readonly pick: (series: Series) => Pick<Track, 'points' | 'between' | 'start'>;
  readonly axis: (look: Look) => Axis;
  /** A value at the end of a line in the large figure. */
  readonly endText: (value: number) => string;
  readonly subtitle: (look: Look) => string;
  /** One sentence for those who do not see it, and in files. */
  readonly caption: (look: Look) => string;
  /** How the values are scaled and smoothed, behind its name on paper. */
  readonly scaleText?: (look: Look) => string;
  /** A hook. */
  readonly useChoice?: (lab: Lab) => Choice;
  /** Beside its name. */
  readonly tools?: ReactNode;
  /** Lies over the chart. */
  readonly over?: ReactNode;
}
