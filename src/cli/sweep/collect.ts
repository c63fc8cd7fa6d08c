/** The results of one sweep, from one folder or several. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { count } from '../../core/format';
import type { NotebookFile } from '../../notebook/file';
import { experimentRecord, waitingRun } from '../../notebook/newExperiment';
import type { CurvePiece } from '../../notebook/pieces';
import { createPieceCollector, pieceBytes } from '../../notebook/pieces';
import { afterEvents } from '../../notebook/progress';
import type { RunRecord } from '../../notebook/records';
import { isFolder } from '../files/regularFile';
import { UsageError } from '../usage';
import { readDataInfo } from './dataInfo';
import { EXPERIMENT, type Plan, planIn, resultIn, resultPath, type SweptRun } from './plan';
import { computedText, type RunFile } from './runFile';

interface Found {
  readonly path: string;
  readonly file: RunFile;
}

export interface Collected {
  readonly plan: Plan;
  /** By id; the others are missing. */
  readonly files: ReadonlyMap<string, RunFile>;
}

/** @throws {UsageError} if the folders hold no results, or of different experiments */
function plansIn(folders: readonly string[]): readonly [Plan, ...Plan[]] {
  const plans = folders.map((folder) => {
    if (!isFolder(folder))
      throw new UsageError(`“${folder}” is not a folder. Name what \`lab sweep --out\` wrote.`);
    const path = join(folder, EXPERIMENT);
    if (!existsSync(path))
      throw new UsageError(`“${folder}” has no ${EXPERIMENT}. Name a folder that \`lab sweep --out\` wrote.`);
    readDataInfo(folder);
    return planIn(folder);
  });
  const [first] = plans;
  const other = plans.findIndex(({ text }) => text !== first?.text);
  if (other > 0)
    throw new UsageError(
      `“${folders[0]}” and “${folders[other]}” have results of different experiments (${EXPERIMENT} differs). Merge each by itself.`,
    );
  return plans as [Plan, ...Plan[]];
}

/** The same run of several folders is one, if it is the same. @throws {UsageError} */
function oneOf([first, ...others]: readonly Found[]): RunFile | undefined {
  for (const other of others)
    if (first && computedText(other.file) !== computedText(first.file))
      throw new UsageError(
        `“${first.path}” and “${other.path}” are the same run with different results. Remove the wrong one.`,
      );
  return first?.file;
}

/** Runs on different data under the same name cannot be compared. @throws {UsageError} */
function checkData(all: readonly Found[]): void {
  const [first] = all;
  const other = all.find(({ file }) => file.checksum !== first?.file.checksum);
  if (first && other)
    throw new UsageError(
      `“${first.path}” and “${other.path}” were trained on different data under one name (checksums ${first.file.checksum.slice(0, 12)}… and ${other.file.checksum.slice(0, 12)}…). Sweep one of them again, with the other’s data.`,
    );
}

/** @throws {UsageError} */
export function collect(folders: readonly string[]): Collected {
  const plans = plansIn(folders);
  const [plan] = plans;
  const found = plan.runs.map((run) => {
    return folders.flatMap((folder, i): Found[] => {
      const file = resultIn(folder, plans[i] ?? plan, run);
      return file ? [{ path: resultPath(folder, run), file }] : [];
    });
  });
  checkData(found.flat());
  return { plan, files: new Map(found.flatMap((same) => oneOf(same) ?? []).map((file) => [file.run, file])) };
}

/** What the person should know of them, one per line. */
export function notesOn({ plan, files }: Collected): readonly string[] {
  const missing = plan.runs.filter(({ id }) => !files.has(id)).map(({ id }) => id);
  const shown = missing.length > 5 ? [...missing.slice(0, 5), '…'] : missing;
  const versions = [...new Set([...files.values()].map(({ lab }) => lab))];
  return [
    ...(missing.length > 0
      ? [`${count(missing.length)} of ${count(plan.runs.length)} runs have no result: ${shown.join(', ')}`]
      : []),
    ...(versions.length > 1
      ? [`Computed by several versions of the lab (${versions.join(', ')}), which may compute differently.`]
      : []),
  ];
}

function recordOf(experiment: string, run: SweptRun, file: RunFile | undefined): RunRecord {
  const record = waitingRun(experiment, run, run.place);
  if (!file) return record;
  const ended = Date.parse(file.date);
  const { began: _began, ...after } = afterEvents(record, file.events, ended);
  return { ...after, backend: file.backend, ended };
}

function curveOf(events: RunFile['events']): CurvePiece {
  const collector = createPieceCollector();
  for (const event of events) collector.add(event);
  return collector.piece();
}

/** As the notebook keeps an experiment; runs without a result wait. Its id follows from the experiment. */
export function notebookOf({ plan, files }: Collected): NotebookFile {
  const { experiment, sweep, digest, runs } = plan;
  const id = digest.slice(0, 32);
  const curves = runs.map((run) => {
    const file = files.get(run.id);
    return file ? [curveOf(file.events)] : [];
  });
  const dates = [...files.values()].map(({ date }) => Date.parse(date));
  const created = Math.min(...dates, Date.now());
  return {
    experiments: [experimentRecord(id, experiment, sweep, created)],
    runs: runs.map((run, place) => ({
      ...recordOf(id, run, files.get(run.id)),
      curveBytes: (curves[place] ?? []).reduce((sum, piece) => sum + pieceBytes(piece), 0),
    })),
    curves,
    checkpoints: runs.map(() => undefined),
  };
}
