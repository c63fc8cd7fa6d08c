/** The curves of kept runs as the Compare page shows them, from beginning to end. */
import type { ExperimentRecord, RunCurves, RunRecord } from '../../notebook/records';
import { progressAxis, valueAxis } from './axes';
import { compareSpec, placedLine } from './compareSpec';
import { groupLines } from './groupLines';
import type { ShownGroup } from './groups';
import type { MetricId, XId } from './metrics';

export interface KeptRuns {
  readonly experiments: readonly ExperimentRecord[];
  readonly runs: readonly RunRecord[];
  readonly groups: readonly ShownGroup[];
  /** By `keyText`. */
  readonly curves: ReadonlyMap<string, RunCurves>;
}

export interface CurveChoices {
  readonly x: XId;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Smoothing factor; 0: none. */
  readonly beta: number;
}

export function compareFigure(
  { experiments, runs, groups, curves }: KeptRuns,
  metric: MetricId,
  { x, logX, logY, beta }: CurveChoices,
) {
  const { axis, place } = progressAxis(runs, experiments, { x, logX });
  const lines = groupLines(groups, curves, experiments, { metric, x }).map((line) => placedLine(line, place));
  return compareSpec({ metric, x: axis, y: valueAxis(lines, metric, logY), lines, beta, narrow: false });
}
