import { useEffect, useMemo, useState } from 'react';
import type { DenseNet } from '../../../../../../core/cost/calls';
import { batchSeconds } from '../../../../../../core/cost/measured';
import { slower, type WayCosts, waysOf } from '../../../../../../core/cost/ways';
import { type RuleId, rules } from '../../../../../../core/rules';
import { isUpdateLocked } from '../../../../../../core/rules/rule';
import type { Experiment } from '../../../../../../core/run/spec';
import { expectedSteps } from '../../../../../../experiment/epochSizes';
import { loadWays, type WayPoint, type WaysRecord } from '../../../../../../experiment/results/ways';
import { cores } from '../../../../../../store/run/machine';
import { datasetChoice } from '../../../../../../store/settings/choices';
import { useLab } from '../../../../../labContext';
import { useSeries } from '../../../../../useSeries';
import { useShownExperiment } from '../stages/useStages';
import type { MapQuestion } from './mapGrid';

const isFree = (rule: RuleId): boolean => !isUpdateLocked(rules[rule]);

export const workerCounts = [2, 4, 8] as const;
/** Rules whose hidden layers learn, and the one that trains the last layer alone. */
export const families = [
  { id: 'f3-error', name: 'F³ and DRTP' },
  { id: 'llo', name: 'Last layer only' },
] as const satisfies readonly { id: RuleId; name: string }[];
export type Family = (typeof families)[number]['id'];

const familyOf = (rule: RuleId): Family => (rules[rule].path === 'none' ? 'llo' : 'f3-error');

/** The units of hidden layers that are all dense; undefined where one is not, or there is none. */
function denseUnits({ hidden }: Pick<Experiment, 'hidden'>): readonly number[] | undefined {
  const units = hidden.filter((layer) => typeof layer === 'number');
  return units.length === hidden.length && units.length > 0 ? units : undefined;
}

/** In the middle of widths on a logarithmic axis. */
export const meanWidth = (units: readonly number[]): number =>
  2 ** (units.reduce((sum, one) => sum + Math.log2(one), 0) / units.length);

export interface MapChoice {
  readonly workers: number;
  readonly batchSize: number;
  readonly family: Family;
  /** Costs of the computer on which points were measured, though this one has a trace. */
  readonly recorded: boolean;
}

/** What the map is about, and the settings' own network on it. */
export interface MapView {
  readonly choice: MapChoice;
  readonly batchSizes: readonly number[];
  readonly question: MapQuestion;
  readonly record: WaysRecord;
  /** Points measured with the same workers, batch and kind of rule, between the same ends. */
  readonly points: readonly WayPoint[];
  /** Hidden units of the settings' network, where they are all dense. */
  readonly units: readonly number[] | undefined;
  /** How many times as long this computer's trace takes as the model; undefined without one. */
  readonly factor: number | undefined;
  readonly choose: (part: Partial<MapChoice>) => void;
}

function useRecord(): WaysRecord | undefined {
  const [record, setRecord] = useState<WaysRecord>();
  useEffect(() => {
    let mounted = true;
    void loadWays().then((loaded) => mounted && setRecord(loaded));
    return () => {
      mounted = false;
    };
  }, []);
  return record;
}

type Common = Omit<DenseNet, 'hidden'>;

function commonOf({ dataset, batchSize }: Experiment): Omit<Common, 'rule'> {
  const { inputs, outputs, nonZero: listed } = datasetChoice(dataset);
  return { inputs, outputs, batchSize, listed };
}

/** How many times as long as by the model a batch takes in this computer's trace: one worker, one thread, on wasm. */
function useFactor(experiment: Experiment, record: WaysRecord | undefined): number | undefined {
  const lab = useLab();
  useSeries('epochs', 1000);
  const backend = lab.runs.useRuns((state) => state.backend);
  const units = denseUnits(experiment);
  const run = [...lab.series.record().values()].find(
    ({ rule, trace }) => isFree(rule) && trace?.lanes.length === 1,
  );
  if (!record || !run?.trace || !units || experiment.threads > 1 || !backend?.startsWith('wasm'))
    return undefined;
  const net: DenseNet = { ...commonOf(experiment), rule: run.rule, hidden: units };
  const seconds = batchSeconds(run.trace.lanes);
  const layers = new Set(run.trace.lanes.flatMap(({ works }) => works.map(({ layer }) => layer)));
  if (!(seconds > 0) || layers.size !== units.length + 1) return undefined;
  const ratio = seconds / (waysOf(net, record.costs).alone(units) - record.costs.step);
  // Twenty steps to a factor of ten: an epoch more that changes little does not redraw the map.
  return 10 ** (Math.round(20 * Math.log10(ratio)) / 20);
}

/** Points measured with the same workers and batch, a rule of the same kind, and the same ends. */
function pointsFor(record: WaysRecord, { net, workers }: MapQuestion): readonly WayPoint[] {
  const ends = net.inputs === record.net.inputs && net.outputs === record.net.outputs;
  const same = ends && workers === record.workers && familyOf(net.rule) === familyOf(record.net.rule);
  return same ? record.points.filter((point) => point.batchSize === net.batchSize) : [];
}

const usualWorkers = (): number => workerCounts.findLast((many) => many <= cores()) ?? 2;

/** Undefined until the record is read. */
export function useMap(): MapView | undefined {
  const experiment = useShownExperiment();
  const record = useRecord();
  const factor = useFactor(experiment, record);
  const [chosen, setChosen] = useState<Partial<MapChoice>>({});
  const own = experiment.rules.find(isFree);
  const choice: MapChoice = {
    ...{ workers: usualWorkers(), batchSize: experiment.batchSize, recorded: false },
    family: own ? familyOf(own) : 'f3-error',
    ...chosen,
  };
  const { workers, batchSize, family, recorded } = choice;
  const question = useMemo((): MapQuestion | undefined => {
    if (!record) return undefined;
    const costs: WayCosts = factor !== undefined && !recorded ? slower(record.costs, factor) : record.costs;
    const data = datasetChoice(experiment.dataset);
    const batches = expectedSteps({ ...experiment, batchSize }, data).stepsPerEpoch;
    const net: Common = { ...commonOf(experiment), batchSize, rule: family };
    return { net, costs, workers, batches };
  }, [record, experiment, factor, workers, batchSize, family, recorded]);
  const points = useMemo(() => (record && question ? pointsFor(record, question) : []), [record, question]);
  const units = useMemo(() => denseUnits(experiment), [experiment]);
  if (!record || !question) return undefined;
  return {
    ...{ choice, question, record, factor, units, points },
    batchSizes: [...new Set([experiment.batchSize, ...record.points.map((point) => point.batchSize)])],
    choose: (part) => setChosen({ ...chosen, ...part }),
  };
}
