/** Angles to backpropagation, as the Inside column shows them, from kept runs. */
import type { AngleKind } from '../../core/measures/unit';
import type { RuleId } from '../../core/rules';
import { angleSpec } from '../../figures/angles/angleSpec';
import { aboutAngles, angleLines, angleSummary, type MeasuredRule } from '../../figures/angles/angles';
import { SMALL_FILE } from '../../figures/file/size';
import { keyText } from '../../notebook/keys';
import type { RunRecord } from '../../notebook/records';
import { groupKeyName } from '../../notebook/stats/group';
import { countedRuns } from '../../notebook/stats/mean';
import { UsageError } from '../usage';
import type { FigureKind } from './figureKind';
import type { Kept } from './kept';

function measuredRule({ curves }: Kept, runs: readonly RunRecord[]): MeasuredRule {
  const of = (all: readonly RunRecord[]) =>
    all.map(({ experiment, id, spec }) => ({
      ...{ id, seed: spec.seed },
      measures: curves.get(keyText([experiment, id]))?.measures ?? [],
    }));
  const own = of(runs);
  const [only, ...others] = own;
  return {
    measures: only?.measures ?? [],
    ...(others.length > 0 ? { several: { runs: own, counted: of(countedRuns(runs)) } } : {}),
  };
}

/** Why there is no such figure of these runs. */
function missing({ experiment, runs, by }: Kept, kind: AngleKind): string | undefined {
  const others = by.filter((key) => key !== 'rule').map((key) => groupKeyName(key).toLowerCase());
  if (!experiment.settings.measures.includes(kind)) return 'it was not measured';
  if (runs.some(({ spec }) => spec.hidden.length === 0)) return 'a network has no hidden layer';
  if (others.length > 0)
    return `the runs differ in ${others.join(' and ')}. Choose one value with --find, or name a run’s file`;
  return undefined;
}

/** @throws {UsageError} if there is no such layer */
function checkLayer(layer: number, hidden: number): void {
  if (layer <= hidden) return;
  const there = hidden === 1 ? 'one hidden layer' : `hidden layers 1 to ${hidden}`;
  throw new UsageError(`--layer: “${layer}” is not a layer of these networks. They have ${there}.`);
}

/** @param sentence for the help text */
export const angles = (kind: AngleKind, sentence: string): FigureKind => ({
  sentence,
  reads: ['layer', 'unit'],
  missing: (kept) => missing(kept, kind),
  plot: (kept, { layer, unit }) => {
    const { runs, groups } = kept;
    checkLayer(layer, runs[0]?.spec.hidden.length ?? 0);
    const record = new Map<RuleId, MeasuredRule>(
      groups.map((group) => [group.rule, measuredRule(kept, group.runs)]),
    );
    const [rule = 'bp'] = record.keys();
    const lines = angleLines(record, kind, rule, layer, unit);
    const about = aboutAngles(lines, kind, rule, [...record.keys()]);
    return {
      spec: angleSpec(lines, Math.max(...runs.map(({ spec }) => spec.epochs)), unit),
      ...{ size: SMALL_FILE, subtitle: `hidden layer ${layer}` },
      summary: [angleSummary(lines, layer, unit), about].filter(Boolean).join(' '),
    };
  },
});
