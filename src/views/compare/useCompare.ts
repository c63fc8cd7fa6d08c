/** The runs that the page compares: found, grouped, measured and sorted as its view says. */
import { useEffect, useMemo } from 'react';
import { isFound, wordsOf } from '../../figures/compare/found';
import { type ShownGroup, shownGroups } from '../../figures/compare/groups';
import type { ExperimentRecord, RunRecord } from '../../notebook/records';
import { differing, type GroupKey, groupRuns, usualGrouping } from '../../notebook/stats/group';
import { groupResults, judgedBy } from '../../notebook/stats/reached';
import { openNotebook, useNotebook } from '../../store/notebook/notebook';
import { goWithin } from '../../store/page/page';
import { ALL, type ComparePlace } from './place';
import { type ColumnId, type CompareView, parseView, plainView, viewText } from './view';

export interface Comparison {
  readonly experiments: readonly ExperimentRecord[];
  /** Undefined: all experiments, or none is there. */
  readonly experiment: ExperimentRecord | undefined;
  /** The address names an experiment that is not there. */
  readonly missing: boolean;
  readonly runs: readonly RunRecord[];
  readonly by: readonly GroupKey[];
  /** What the runs can be grouped by. */
  readonly choices: readonly GroupKey[];
  readonly groups: readonly ShownGroup[];
  readonly change: (part: Partial<CompareView>) => void;
}

const values: Readonly<Record<ColumnId, (group: ShownGroup) => number | string | undefined>> = {
  name: ({ name }) => name,
  last: ({ result }) => result.last?.mean,
  baseline: ({ result }) => result.toBaseline,
  gap: ({ result }) => result.gap,
  loss: ({ result }) => result.testLoss?.mean,
  angle: ({ result }) => result.meanAngle?.mean,
  epoch: ({ result }) => result.epochSeconds?.mean,
};

/** Groups without a value come last. */
function sorted(groups: readonly ShownGroup[], sort: CompareView['sort']): readonly ShownGroup[] {
  if (!sort) return groups;
  const { column, down } = sort;
  const direction = down ? -1 : 1;
  return groups.toSorted((a, b) => {
    const [x, y] = [values[column](a), values[column](b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return direction * (typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y));
  });
}

/** The same object for as long as it says the same. */
function useSame<T>(value: T): T {
  const text = JSON.stringify(value ?? null);
  return useMemo(() => (JSON.parse(text) ?? undefined) as T, [text]);
}

function foundRuns(
  { experiments, runs: all }: Pick<Comparison, 'experiments' | 'runs'>,
  id: ComparePlace['experiment'],
  find: string,
): Pick<Comparison, 'experiment' | 'missing' | 'runs' | 'choices'> {
  const experiment =
    id === ALL ? undefined : experiments.find((one) => one.id === (id ?? experiments[0]?.id));
  const missing = id !== undefined && id !== ALL && !experiment;
  const own = missing ? [] : all.filter((run) => !experiment || run.experiment === experiment.id);
  const names = new Map(experiments.map((one) => [one.id, one.name]));
  const words = wordsOf(find);
  const runs = own.filter((run) =>
    isFound(run, (experiment ? undefined : names.get(run.experiment)) ?? '', words),
  );
  return { experiment, missing, runs, choices: differing(runs) };
}

/** Step by step: what a change of the view leaves as it is keeps its identity, and the charts what they derived from it. */
export function useCompare({ experiment: id, view: given }: ComparePlace): Comparison {
  const { experiments, runs: all } = useNotebook();
  useEffect(() => void openNotebook(), []);
  // The text of equal views is equal.
  const text = viewText(given);
  const view = useMemo(() => parseView(text) ?? plainView, [text]);
  const { find, baseline } = view;
  const found = useMemo(() => foundRuns({ experiments, runs: all }, id, find), [experiments, all, id, find]);
  const { runs, choices, experiment } = found;
  const by = useSame(view.by.length > 0 ? view.by : usualGrouping(choices));
  const grouped = useMemo(
    () =>
      groupRuns(
        runs.toSorted((a, b) => a.place - b.place),
        by,
      ),
    [runs, by],
  );
  const task = experiments.find((one) => one.id === runs[0]?.experiment)?.data.task ?? 'classification';
  const results = useMemo(() => groupResults(grouped, judgedBy(task), baseline), [grouped, task, baseline]);
  const hidden = useSame(view.hidden);
  const colours = useSame(view.colours);
  const sort = useSame(view.sort);
  const groups = useMemo(
    () => sorted(shownGroups(grouped, { hidden, colours, baseline }, experiments, results), sort),
    [grouped, hidden, colours, baseline, experiments, results, sort],
  );
  const change = (part: Partial<CompareView>): void =>
    goWithin(id ?? experiment?.id ?? ALL, ...[viewText({ ...view, ...part })].filter(Boolean));
  return { ...found, experiments, by, groups, change };
}
