import { useMemo, useState } from 'react';
import { type RuleId, ruleIds, rules } from '../../../../core/rules';
import type { Rule } from '../../../../core/rules/rule';
import type { MemoryInspection } from '../../../../core/run/inspect/memory';
import type { RowOrder } from '../../../../core/run/inspect/memoryRows';
import type { Experiment } from '../../../../core/run/spec';
import type { Dataset } from '../../../../core/samples/dataset';
import type { DatasetInfo } from '../../../../data/spec';
import { firstSeed } from '../../../../experiment/expand';
import { refsOf } from '../../../../store/run/runList';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { PHONE, useMedia } from '../../../useMedia';
import { targetOf } from '../../inside/sample/target';
import { useDataset } from '../../useDataset';
import { outputNames } from '../outputNames';
import { useInspection } from '../useInspection';
import { type DrawerRow, type DrawerScale, drawerRow, grown, largestIn } from './drawerRows';

/** Milliseconds between two looks: each reads all rows. */
const INTERVAL = 1000;

export interface Drawer {
  readonly experiment: Experiment;
  readonly info: DatasetInfo;
  readonly dataset: Dataset | undefined;
  readonly rule: RuleId;
  /** Rules of the experiment that have a memory. */
  readonly offered: readonly RuleId[];
  /** Names of the C outputs. */
  readonly names: readonly string[];
  readonly started: boolean;
  /** Whether the networks still exist. */
  readonly alive: boolean;
  readonly order: RowOrder;
  /** Index of the first sample in data order. */
  readonly from: number;
  /** Number of rows asked for. */
  readonly most: number;
  readonly scale: number;
  /** Undefined until there is a network. */
  readonly seen: MemoryInspection | undefined;
  readonly rows: readonly DrawerRow[];
  readonly filed: readonly DrawerRow[];
  readonly next: readonly DrawerRow[];
  readonly chooseRule: (rule: RuleId) => void;
  readonly setOrder: (order: RowOrder) => void;
  readonly setFrom: (from: number) => void;
  readonly rescale: () => void;
}

const remembers = (id: RuleId): boolean => (rules[id] as Rule).signal === 'delayed-error';

/** Rules with an error memory. */
export const rememberingRules: readonly RuleId[] = ruleIds.filter(remembers);

/** Rows and cards that fit: fewer on a phone, and fewer rows in a low window. */
function useCounts(): { readonly most: number; readonly cards: number } {
  const phone = useMedia(PHONE);
  const low = useMedia('(max-height: 800px)');
  return { most: phone ? 12 : low ? 16 : 24, cards: phone ? 4 : 6 };
}

/** The rows of an inspection as the drawer shows them. */
function useRows(seen: MemoryInspection | undefined, dataset: Dataset | undefined, outputs: number) {
  return useMemo(() => {
    const labelOf = (sample: number) => dataset && targetOf(dataset.train, sample, outputs).label;
    const of = (rows: MemoryInspection['rows'] = []) => rows.map((row) => drawerRow(row, labelOf, outputs));
    return { rows: of(seen?.rows), filed: of(seen?.filed), next: of(seen?.next) };
  }, [seen, dataset, outputs]);
}

/** @returns undefined while no chosen algorithm has a memory */
export function useDrawer(): Drawer | undefined {
  const lab = useLab();
  const running = lab.runs.useRuns((state) => state.experiment);
  const alive = lab.runs.useRuns((state) => state.alive);
  const generation = lab.runs.useRuns((state) => state.generation);
  const draft = lab.settings.useSettings((state) => state.draft);
  const [chosen, chooseRule] = useState<RuleId>();
  const [order, setOrder] = useState<RowOrder>('largest');
  const [asked, setFrom] = useState(0);
  const [known, setKnown] = useState<DrawerScale>();
  const { most, cards } = useCounts();

  const experiment = running ?? draft;
  const offered = experiment.rules.filter(remembers);
  const rule = offered.find((id) => id === chosen) ?? offered[0];
  const seed = firstSeed(experiment);
  const run = refsOf(experiment).find((one) => one.rule === rule && one.seed === seed);
  const info = datasetChoice(experiment.dataset);
  const from = Math.max(0, Math.min(asked, info.trainSize - most));
  const request = { order, rows: most, cards, ...(order === 'data' ? { from } : {}) };
  const seen = useInspection(running && run?.id, 'memory', request, INTERVAL);
  const dataset = useDataset(experiment.dataset);
  const names = useMemo(() => outputNames(experiment), [experiment]);
  const all = useRows(seen, dataset, names.length);

  const largest = largestIn([...all.rows, ...all.filed, ...all.next]);
  const key = `${generation} ${run?.id}`;
  const scale = grown(known, key, largest);
  if (seen && scale !== known) setKnown(scale);
  if (rule === undefined) return undefined;
  return {
    ...{ experiment, info, dataset, rule, offered, names, alive, order, from, most, seen },
    ...all,
    started: running !== undefined,
    scale: scale.m,
    chooseRule,
    setOrder,
    setFrom,
    rescale: () => setKnown({ key, m: largest }),
  };
}
