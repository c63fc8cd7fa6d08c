import { useMemo, useState } from 'react';
import { wholeBatches } from '../../../../../../core/cost/lanes';
import { layerTimes, measuredRun } from '../../../../../../core/cost/measured';
import type { Pace } from '../../../../../../core/cost/stageGain';
import { waitsFor } from '../../../../../../core/cost/timeline';
import { type RuleId, rules } from '../../../../../../core/rules';
import { isUpdateLocked } from '../../../../../../core/rules/rule';
import type { TraceEvent } from '../../../../../../core/run/events';
import type { Experiment } from '../../../../../../core/run/spec';
import { canBePipelined } from '../../../../../../core/trainer/pipeline/problem';
import { layerWorks } from '../../../../../../core/trainer/pipeline/split';
import { endsOf } from '../../../../../../data/spec';
import { expectedSteps } from '../../../../../../experiment/epochSizes';
import { datasetChoice } from '../../../../../../store/settings/choices';
import { useLab } from '../../../../../labContext';
import { useSeries } from '../../../../../useSeries';
import { fitting } from '../../../../parts/fitting';
import { type Bottleneck, bottleneck, type StageCurves, secondsOf, stageCurves } from './stageCurves';
import type { Reached } from './stagesSpec';

/** Milliseconds between two drawings: each is a new epoch. */
const INTERVAL = 1000;
/** Stages of the sentence where the run had one. */
const USUAL = 4;

interface TracedRun extends Reached {
  readonly trace: TraceEvent;
}

/** Runs of rules that may have stages, as far as they have been traced. */
function useTracedRuns(): readonly TracedRun[] {
  const lab = useLab();
  useSeries('epochs', INTERVAL);
  return [...lab.series.record().values()].flatMap(({ id, rule, trace }): TracedRun[] => {
    const found = trace && canBePipelined({ rule }) ? measuredRun(trace.lanes, trace.ready) : undefined;
    if (!trace || !found) return [];
    const { name } = lab.names.nameOf(id);
    return [{ key: id, rule, name, trace, stages: trace.lanes.length, speedUp: found.speedUp }];
  });
}

/** The trained experiment's, or the settings' before there is one. */
export function useShownExperiment(): Experiment {
  const lab = useLab();
  const run = lab.runs.useRuns(({ experiment }) => experiment);
  const draft = lab.settings.useSettings((state) => state.draft);
  return fitting(run ?? draft);
}

export interface StagesView {
  readonly curves: StageCurves;
  readonly found: Bottleneck;
  readonly pace: Pace;
  readonly reached: readonly Reached[];
  /** The run whose layers' times are shown; undefined: none was traced. */
  readonly traced: TracedRun | undefined;
}

/** Everything of one rule. */
function viewOf(experiment: Experiment, rule: RuleId, runs: readonly TracedRun[]): StagesView {
  const choice = datasetChoice(experiment.dataset);
  const costs = layerWorks({ ...experiment, rule }, endsOf(choice), choice.nonZero);
  const traced = runs.find((run) => run.rule === rule);
  const seconds = traced && secondsOf(layerTimes(traced.trace.lanes), costs);
  // A trace of another network, which is about to be replaced.
  const fits = seconds?.length === costs.length ? seconds : undefined;
  const batches = traced ? wholeBatches(traced.trace.lanes) : expectedSteps(experiment, choice).stepsPerEpoch;
  const microBatches = Math.min(experiment.microBatches, experiment.batchSize);
  const pace: Pace = { batches, microBatches, waits: waitsFor(rules[rule]) };
  const own = traced && traced.stages > 1 ? traced.stages : USUAL;
  return {
    curves: stageCurves(costs, fits, pace),
    found: bottleneck(costs, fits ?? costs, Math.min(own, costs.length), pace),
    ...{ pace, reached: runs.filter((run) => run.rule === rule), traced: fits ? traced : undefined },
  };
}

export interface StagesChoice {
  /** Undefined: none may have stages. */
  readonly rule: RuleId | undefined;
  readonly staged: readonly RuleId[];
  /** Those that train in one worker. */
  readonly alone: readonly RuleId[];
  readonly choose: (rule: RuleId) => void;
  readonly view: StagesView | undefined;
}

export function useStages(): StagesChoice {
  const experiment = useShownExperiment();
  const runs = useTracedRuns();
  const [chosen, choose] = useState<RuleId>();
  const staged = experiment.rules.filter((id) => canBePipelined({ rule: id }));
  const free = staged.find((id) => !isUpdateLocked(rules[id]));
  const rule = chosen !== undefined && staged.includes(chosen) ? chosen : (free ?? staged[0]);
  const key = runs.map(({ key, trace }) => `${key} ${trace.epoch}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: traces differ by run and epoch.
  const view = useMemo(
    () => (rule === undefined ? undefined : viewOf(experiment, rule, runs)),
    [experiment, rule, key],
  );
  const alone = experiment.rules.filter((id) => !staged.includes(id));
  return { rule, staged, alone, choose, view };
}
