/** Model of the heatmap figure: B, the forward path it is compared with, their labels, scales and cells. */
import { coefficient, count, threeDigits } from '../../../../core/format';
import { heatmapShape, shownCells } from '../../../../core/measures/sampling';
import { rules } from '../../../../core/rules';
import { needsWeightTransport, type Rule } from '../../../../core/rules/rule';
import type { Heatmap } from '../../../../core/run/inspect/network';
import { scaleKey } from '../../../../store/run/inside';
import type { Cell } from '../cells/cells';
import { feedbackLabel, pathLabel } from '../labels';
import { hasPath, skipsOf } from '../sizes';
import type { InsideView } from '../useInsideView';
import { cellsOf, drawnFeedback, largestOf } from './drawnFeedback';
import { type MatrixNames, matrixNames } from './matrixNames';

export interface Matrix {
  readonly what: 'feedback' | 'path';
  readonly label: string;
  /** "locked", "moving" */
  readonly note: string;
  readonly locked: boolean;
  /** In row-major order; undefined while unknown. */
  readonly values: Float32Array | undefined;
  /** The colour scale is ±m. */
  readonly m: number;
}
export interface HeatmapModel {
  readonly shape: readonly [number, number];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly names: MatrixNames;
  readonly matrices: readonly Matrix[];
  readonly correlation: number | null;
  /** Why B is compared with nothing; empty where it is, or never is. */
  readonly alone: string;
}

const NO_PATH =
  'The forward weights above are no single matrix here (convolution, pooling or transformer), so B is compared with nothing.';

const feedbackNotes: Readonly<Record<InsideView['experiment']['feedbackRedraw'], string>> = {
  never: 'locked',
  epoch: 'redrawn',
  steps: 'redrawn',
  'copy-epoch': 'copied regularly',
  'copy-steps': 'copied regularly',
};

/** The shown cells of B before the first inspection. */
function drawnPart(view: InsideView, part: Pick<HeatmapModel, 'shape' | 'rows' | 'columns'>) {
  const { experiment, rule, seed, shapes, layer } = view;
  const B = drawnFeedback({ ...experiment, seed }, rules[rule], shapes, layer);
  return B && { values: cellsOf(B, part.shape[1], part.rows, part.columns), m: largestOf(B) };
}

function feedbackMatrix(view: InsideView, seen: Heatmap | undefined, part: HeatmapModel): Matrix[] {
  const label = feedbackLabel(rules[view.rule], view.layer);
  if (label === undefined) return [];
  const { feedbackRedraw } = view.experiment;
  const drawn = seen?.feedback ? undefined : drawnPart(view, part);
  return [
    {
      what: 'feedback',
      label,
      note: feedbackNotes[feedbackRedraw],
      locked: feedbackRedraw === 'never',
      values: seen?.feedback ?? drawn?.values,
      m: view.scales[scaleKey(view.run, 'B', view.layer)] ?? drawn?.m ?? 0,
    },
  ];
}

/** Whether the forward weights above are one matrix; FA's B has the shape of the weights themselves. */
const isCompared = ({ experiment, layer }: InsideView, rule: Rule): boolean =>
  (rule.path === 'layerwise' && rule.feedback) || hasPath(experiment, layer);

function pathMatrix(view: InsideView, rule: Rule, seen: Heatmap | undefined): Matrix[] {
  const label = pathLabel(rule, view.layer, view.sizes.length - 1, skipsOf(view.experiment));
  if (label === undefined || !isCompared(view, rule)) return [];
  return [
    {
      what: 'path',
      label,
      note: feedbackLabel(rule, view.layer) === undefined ? 'copied' : 'moving',
      locked: false,
      values: seen?.path,
      m: view.scales[scaleKey(view.run, 'path', view.layer)] ?? 0,
    },
  ];
}

/** Undefined if there is nothing to show: a rule without feedback, or a network without hidden layers. */
export function heatmapModel(view: InsideView): HeatmapModel | undefined {
  const rule = rules[view.rule];
  const shape = heatmapShape(rule, view.shapes, view.layer);
  if (!shape || (needsWeightTransport(rule) && !isCompared(view, rule))) return undefined;
  const seen = view.inspection?.heatmap;
  const cells = seen ?? shownCells(shape);
  const base: HeatmapModel = {
    shape,
    rows: cells.rows,
    columns: cells.columns,
    names: matrixNames(rule, view.experiment, view.layer),
    matrices: [],
    correlation: seen?.correlation ?? null,
    alone: rule.path === 'direct' && !isCompared(view, rule) ? NO_PATH : '',
  };
  return { ...base, matrices: [...feedbackMatrix(view, seen, base), ...pathMatrix(view, rule, seen)] };
}

const LARGEST_CELL = 12;
/** Width of the column with labels and scales, including the gap, in pixels. */
const NAMES = 100;

/** Side of a cell in a figure of the given width, in pixels. */
export const cellSide = ({ columns }: Pick<HeatmapModel, 'columns'>, width: number): number =>
  Math.min(LARGEST_CELL, Math.max(1, width - NAMES) / Math.max(1, columns.length));

/** "40 of 500 units", "16 of 300 rows, 40 of 500 units" */
export function partText({ shape, rows, columns, names }: HeatmapModel): string {
  const some = (shown: number, all: number, name: string) =>
    shown < all ? `${shown} of ${count(all)} ${name}s` : '';
  const parts = [some(rows.length, shape[0], names.row), some(columns.length, shape[1], names.column)];
  return parts.filter(Boolean).join(', ') || `all ${count(shape[1])} ${names.column}s`;
}

/** "row 7, unit 212: −0.0431", with indices in the full matrix. */
export function cellText(
  { rows, columns, names }: HeatmapModel,
  { values }: Matrix,
  { row, column }: Cell,
): string {
  const value = values?.[row * columns.length + column];
  const said = value === undefined ? 'no value yet' : threeDigits(value);
  return `${names.row} ${rows[row]}, ${names.columnText(columns[column] as number)}: ${said}`;
}

/** "−0.14" */
export const correlationText = (correlation: number | null): string =>
  correlation === null ? '–' : coefficient(correlation);

/** Text alternative in one sentence. */
export function heatmapSummary({ matrices, correlation, alone }: HeatmapModel): string {
  const names = matrices.map(({ label, note }) => `${label} (${note})`).join(' above ');
  const values = correlation === null ? '' : `, correlation ${correlationText(correlation)}`;
  return [`${names}${values}.`, alone].filter(Boolean).join(' ');
}
