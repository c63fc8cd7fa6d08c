/** Writes what the page reads of the recorded sweeps, from the files of their runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collect } from '../src/cli/sweep/collect';
import { EXPERIMENT } from '../src/cli/sweep/plan';
import type { RunFile } from '../src/cli/sweep/runFile';
import type { EpochEvent } from '../src/core/run/events';
import { runSpec } from '../src/core/run/spec';
import { bestOf, type Judged } from '../src/experiment/aggregate';
import { type SummaryRun, writeSummary } from '../src/experiment/results/sweepSummary';
import { type RecordedSweep, readSweepFiles, type SweepId } from '../src/experiment/results/sweeps';

const folderOf = (id: SweepId): string => fileURLToPath(new URL(`../results/sweeps/${id}`, import.meta.url));
export const summaryPath = (id: SweepId): string => `${folderOf(id)}/summary.json`;

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

function runOf(file: RunFile, base: Readonly<Record<string, unknown>>): SummaryRun {
  const epochs = file.events.filter((event): event is EpochEvent => event.type === 'epoch');
  const scores = (of: (by: Judged) => number | undefined) => ({
    testAccuracy: finite(of('testAccuracy')),
    testLoss: finite(of('testLoss')),
  });
  const differing = Object.entries(file.settings).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(base[key]),
  );
  const { rule, seed } = file.settings;
  const { run, backend, lab, machine, date } = file;
  return {
    ...{ run, rule, seed, settings: Object.fromEntries(differing), epochs: epochs.length },
    best: scores((by) =>
      bestOf(
        by,
        epochs.map((epoch) => epoch[by]),
      ),
    ),
    last: scores((by) => epochs.at(-1)?.[by]),
    ...(file.events.at(-1)?.type === 'diverged' ? { diverged: true } : {}),
    ...{ backend, lab, machine, date },
  };
}

/** In the order of the experiment's runs; those without a result are not listed. @throws {UsageError} */
export function summaryText(id: SweepId): string {
  const { plan, files } = collect([folderOf(id)]);
  const runs = plan.runs.flatMap(({ id: run, spec }) => {
    const file = files.get(run);
    return file ? [runOf(file, { ...runSpec(plan.experiment, spec.rule, spec.seed) })] : [];
  });
  return writeSummary(id, runs);
}

/** From the runs' files, whatever the last summary says. */
export function readSweep(id: SweepId): RecordedSweep {
  const experiment: unknown = JSON.parse(readFileSync(join(folderOf(id), EXPERIMENT), 'utf8'));
  return readSweepFiles(id, experiment, JSON.parse(summaryText(id)));
}
