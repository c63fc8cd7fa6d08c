/** Groups runs by rule: what the page shows as "BP" is its only run, or the mean of several. */
import type { RuleId } from '../../core/rules';
import type { EpochEvent, MeasuresEvent } from '../../core/run/events';
import { epochsAt } from '../../core/trainer/epochSteps';
import { countedText } from '../../notebook/stats/texts';
import { meanCurve, meanEpochs, meanMeasures } from './mean';
import {
  brokeOff,
  type Curve,
  type CurveId,
  type RunSeries,
  type Series,
  type SeriesLog,
  type SeriesRecord,
} from './series';

export interface RuleSeries extends Series {
  readonly rule: RuleId;
  /** Present when the rule has more than one run; the series is then a mean. */
  readonly several?: Several;
}
export interface Several {
  /** In the order of their seeds. */
  readonly runs: readonly RunSeries[];
  /** The runs that the mean covers. */
  readonly counted: readonly RunSeries[];
}
/** In the order of the rules. */
export type RuleRecord = ReadonlyMap<RuleId, RuleSeries>;

/** At least one run, in the order of their seeds. */
type Group = readonly [RunSeries, ...RunSeries[]];

function groupsOf(record: SeriesRecord): ReadonlyMap<RuleId, Group> {
  const groups = new Map<RuleId, [RunSeries, ...RunSeries[]]>();
  for (const run of record.values()) {
    const group = groups.get(run.rule);
    if (group) group.push(run);
    else groups.set(run.rule, [run]);
  }
  return groups;
}

/** Epochs trained, with fractions. */
const placeOf = (series: Series): number => epochsAt(series, series.step);

/**
 * The runs that a rule's mean covers: all finished ones, as soon as there is one, so that the mean keeps its length
 * while further seeds train. Before that, the runs within one epoch of the furthest. Never one that ended early.
 */
export function countedOf(runs: readonly RunSeries[]): readonly RunSeries[] {
  const whole = runs.filter((run) => !brokeOff(run) && run.step > 0);
  const done = whole.filter(({ end }) => end === 'done');
  if (done.length > 0) return done;
  const first = Math.max(...whole.map(placeOf));
  return whole.filter((run) => placeOf(run) >= first - 1);
}

/** How the group ended; undefined while any of its runs is still going. */
function endOf(runs: readonly RunSeries[]): Series['end'] {
  if (runs.some(({ end }) => end === undefined)) return undefined;
  return runs.some(({ end }) => end === 'done') ? 'done' : runs[0]?.end;
}

/** Memoizes: computed on first use. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function meanSeries(rule: RuleId, runs: Group): RuleSeries {
  const counted = countedOf(runs);
  const curve = (id: CurveId) => once((): Curve => meanCurve(counted.map(({ curves }) => curves[id])));
  const curves = {
    testAccuracy: curve('testAccuracy'),
    trainingLoss: curve('trainingLoss'),
    testLoss: curve('testLoss'),
  };
  const epochs = once((): EpochEvent[] => meanEpochs(counted.map((run) => run.epochs)));
  const measures = once((): MeasuresEvent[] => meanMeasures(counted.map((run) => run.measures)));
  const end = endOf(runs);
  const { epochEnds } = runs.find((run) => run.epochEnds) ?? {};
  return {
    rule,
    several: { runs, counted },
    step: Math.max(...(counted.length > 0 ? counted : runs).map(({ step }) => step)),
    stepsPerEpoch: Math.max(...runs.map(({ stepsPerEpoch }) => stepsPerEpoch)),
    ...(epochEnds ? { epochEnds } : {}),
    parameters: runs[0].parameters,
    get epochs() {
      return epochs();
    },
    get measures() {
      return measures();
    },
    curves: {
      get testAccuracy() {
        return curves.testAccuracy();
      },
      get trainingLoss() {
        return curves.trainingLoss();
      },
      get testLoss() {
        return curves.testLoss();
      },
    },
    ...(end === undefined ? {} : { end }),
  };
}

/** "mean of 4", or "seed 3" when it covers one run; undefined for a rule with one run or without data. */
export const meanText = ({ several }: Pick<RuleSeries, 'several'>): string | undefined =>
  countedText(several?.counted ?? []);

/** The runs of a lab, rule by rule. */
export function createByRule(series: SeriesLog) {
  let last: { readonly of: SeriesRecord; readonly tick: number; readonly rules: RuleRecord } | undefined;

  /** The series of each rule: its only run, or the mean of its runs. */
  function rules(): RuleRecord {
    const [of, tick] = [series.record(), series.tick()];
    if (last?.of === of && last.tick === tick) return last.rules;
    const grouped = new Map<RuleId, RuleSeries>();
    for (const [rule, runs] of groupsOf(of))
      grouped.set(rule, runs.length === 1 ? runs[0] : meanSeries(rule, runs));
    last = { of, tick, rules: grouped };
    return grouped;
  }

  return { rules };
}
