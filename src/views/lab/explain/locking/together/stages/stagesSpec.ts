/** The chart of speed-up against stages. */
import { count, times } from '../../../../../../core/format';
import type { RuleId } from '../../../../../../core/rules';
import { textWidth } from '../../../../../../figures/axes/textWidth';
import { integerTicks, linearTicks } from '../../../../../../figures/axes/ticks';
import type { XAxis } from '../../../../../../figures/axes/xAxis';
import { columnsFrom, type Line } from '../../../../../../figures/lines/line';
import type { LineSpec } from '../../../../../../figures/lines/spec';
import { type RuleStyle, ruleStyle } from '../../../../../../figures/theme/ruleStyle';
import type { StageCurves } from './stageCurves';

/** What a run reached with the stages that it had. */
export interface Reached {
  readonly key: string;
  readonly rule: RuleId;
  /** "F³-Error, seed 3" */
  readonly name: string;
  readonly stages: number;
  readonly speedUp: number;
}

const grey = (line: string, dash?: string): RuleStyle => ({
  line,
  text: 'var(--ink2)',
  marker: 'disc',
  ...(dash === undefined ? {} : { dash }),
});

const stageAxis = (most: number): XAxis => ({
  name: 'stages',
  column: 'Stages',
  place: 'at a number of stages',
  from: 1,
  to: Math.max(2, most),
  unit: 1,
  ticksIn: (pixels) => integerTicks(1, Math.max(2, most), pixels),
  cell: count,
  text: (k) => (k === 1 ? '1 stage' : `${count(k)} stages`),
});

/** Above the highest line, so that its marker is whole. */
const ROOM = 1.04;
/** Right of the plot: beside names, which are bold. */
const [BESIDE, BOLD] = [24, 1.08] as const;

/** @param rule of the trace */
export function stagesSpec(
  { stages, ideal, model, trace }: StageCurves,
  rule: RuleId,
  reached: readonly Reached[],
  narrow: boolean,
): LineSpec {
  const line = (key: string, name: string, values: readonly number[], style: RuleStyle): Line => ({
    ...{ key, rule, name, style, mark: `stages-${key}` },
    points: columnsFrom(values.map((y, i) => ({ x: stages[i] as number, y }))),
  });
  const measured = reached.map(
    (one): Line => ({
      ...{
        key: one.key,
        rule: one.rule,
        name: reached.length > 1 ? `${one.name}, measured` : 'measured',
        mark: `stages-${one.key}`,
      },
      style: ruleStyle(one.rule),
      points: columnsFrom([{ x: one.stages, y: one.speedUp }]),
    }),
  );
  const most = ROOM * Math.max(2, ...ideal, ...reached.map(({ speedUp }) => speedUp));
  const lines = [
    line('ideal', 'equal stages', ideal, grey('var(--ink3)', '2 3')),
    line('model', 'cost model', model, grey('var(--ink2)', '7 3')),
    ...(trace ? [line('trace', 'trace', trace, { ...ruleStyle(rule), marker: 'ring' })] : []),
    ...measured,
  ];
  return {
    ...{ title: 'Speed-up by stages', lines, narrow },
    x: stageAxis(stages.length),
    y: { domain: [0, most], ticks: linearTicks(0, most, 5), carry: (value) => value },
    valueText: times,
    better: 'high',
    marks: 'all',
    whole: true,
    labelRoom: BESIDE + Math.ceil(BOLD * Math.max(...lines.map(({ name }) => textWidth(name, 12)))),
  };
}
