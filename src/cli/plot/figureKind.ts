/** A figure that `lab plot` draws. */
import type { AngleUnit } from '../../core/measures/unit';
import type { CurveChoices } from '../../figures/compare/compareFigure';
import type { Size } from '../../figures/lines/plan';
import type { LineSpec } from '../../figures/lines/spec';
import type { Which } from '../../notebook/stats/bestRate';
import type { Kept } from './kept';

/** Options of which each figure reads some. */
export const figureOptions = ['x', 'log', 'smooth', 'setting', 'result', 'layer', 'unit'] as const;
export type FigureOption = (typeof figureOptions)[number];

/** How it is drawn. */
export interface FigureChoices extends CurveChoices {
  /** The options that were given. */
  readonly given: readonly FigureOption[];
  /** Key of a swept setting; undefined: the first. */
  readonly setting: string | undefined;
  readonly which: Which;
  /** Hidden layer, from 1. */
  readonly layer: number;
  readonly unit: AngleUnit;
}

interface Plotted {
  readonly spec: LineSpec;
  readonly size: Size;
  readonly subtitle: string;
  readonly summary: string;
}

export interface FigureKind {
  /** For the help text. */
  readonly sentence: string;
  /** The options that it reads. */
  readonly reads: readonly FigureOption[];
  /** Why there is no such figure of these runs; undefined if there is one. */
  readonly missing: (kept: Kept) => string | undefined;
  readonly plot: (kept: Kept, choices: FigureChoices) => Plotted;
}
