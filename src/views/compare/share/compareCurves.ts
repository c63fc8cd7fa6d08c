/** The shown runs of the Compare page, for the file of curves. */
import { type SeriesRun, seriesCsv } from '../../../exports/series';
import { keyOf } from '../../../exports/tables/table';
import { keyText } from '../../../notebook/keys';
import type { RunCurves, RunRecord } from '../../../notebook/records';
import { type GroupKey, groupKeyName, textOf } from '../../../notebook/stats/group';
import { requestCurves, useCurves } from '../../../store/notebook/curves';
import type { Comparison } from '../useCompare';

interface Of extends Pick<Comparison, 'experiments'> {
  /** What the runs differ in, beside algorithm and seed. */
  readonly keys: readonly GroupKey[];
}

function seriesRun(run: RunRecord, curves: RunCurves, { experiments, keys }: Of): SeriesRun {
  const { id, spec } = run;
  const of = experiments.find((one) => one.id === run.experiment);
  const { loss, start, epochs, measures } = curves;
  const texts = keys.map((key) => (key === 'experiment' ? (of?.name ?? '') : textOf(run, key)));
  return {
    ...{ id, spec, steps: run, trainSize: of?.data.trainSize ?? 0 },
    ...{ loss, start, epochs, measures, settings: texts },
  };
}

/** @returns undefined if the curves cannot be read: the chart says so */
export async function compareCurves({
  groups,
  choices,
  experiments,
}: Comparison): Promise<string | undefined> {
  const runs = groups.filter(({ isHidden }) => !isHidden).flatMap((group) => group.runs);
  await requestCurves(runs);
  const { curves, problem } = useCurves.getState();
  if (problem !== undefined) return undefined;
  const keys = choices.filter((key) => key !== 'rule' && key !== 'seed');
  const shown = runs.flatMap((run) => {
    const own = curves.get(keyText([run.experiment, run.id]));
    return own ? [seriesRun(run, own, { experiments, keys })] : [];
  });
  return seriesCsv(
    shown,
    keys.map((key) => keyOf(groupKeyName(key))),
  );
}
