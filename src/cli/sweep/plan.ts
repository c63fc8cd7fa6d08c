/** A sweep on disk: its experiment file, its runs, and the names of their files. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Experiment, runIdOf } from '../../core/run/spec';
import type { PlannedRun } from '../../experiment/expand';
import { readExperimentFile, savedDataset, writeExperimentFile } from '../../experiment/files/file';
import { expandSweep, type SweepAxis } from '../../experiment/sweep/sweep';
import { refuseOtherKinds } from '../files/regularFile';
import { UsageError } from '../usage';
import { type RunFile, readRunFile } from './runFile';

/** The experiment's own file in a sweep's folder. */
export const EXPERIMENT = 'experiment.json';

export interface SweptRun extends PlannedRun {
  /** Among all runs, from 0. */
  readonly place: number;
  /** "07-f3-error-0": begins the names of its files. */
  readonly name: string;
}

export interface Plan {
  readonly experiment: Experiment;
  readonly sweep: readonly SweepAxis[];
  /** The file as this lab writes it: equal for equal experiments. */
  readonly text: string;
  /**
   * SHA-256 of the experiment's file in the sweep's folder, which every run's file has: an earlier lab, with fewer settings, may
   * have written it.
   */
  readonly digest: string;
  readonly runs: readonly SweptRun[];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function planOf(experiment: Experiment, sweep: readonly SweepAxis[]): Plan {
  const text = writeExperimentFile(experiment, sweep);
  const planned = expandSweep(experiment, sweep);
  const width = String(planned.length).length;
  return {
    ...{ experiment, sweep, text },
    digest: sha256(text),
    runs: planned.map((run, place) => ({
      ...run,
      place,
      name: `${String(place + 1).padStart(width, '0')}-${runIdOf(run.spec)}`,
    })),
  };
}

export const resultPath = (folder: string, { name }: SweptRun): string => join(folder, `${name}.json`);
export const partPath = (folder: string, { name }: SweptRun): string => join(folder, `${name}.part`);
/** Its weights after the last epoch, with `--weights`. */
export const weightsPath = (folder: string, { name }: SweptRun): string =>
  join(folder, `${name}.safetensors`);

function textAt(path: string): string {
  refuseOtherKinds('experiment', path, 'Name a file that `lab experiment` or “Save settings” wrote.');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`“${path}” cannot be read (${why}). Name a file that \`lab experiment\` wrote.`);
  }
}

/**
 * @param checkDataset called with the id of its data set, before it is looked up
 * @throws {UsageError} naming the file and its problems
 */
export function readPlan(path: string, checkDataset: (id: string) => void = () => undefined): Plan {
  const text = textAt(path);
  const saved = savedDataset(text);
  if (saved !== undefined) checkDataset(saved);
  const file = readExperimentFile(text);
  if (!file.ok) throw new UsageError(`“${path}” is not an experiment file. ${file.problem}`);
  if (file.problems.length > 0) throw new UsageError(`${path}: ${file.problems.join('\n')}`);
  return planOf(file.experiment, file.sweep ?? []);
}

/** The plan of a sweep's folder. @throws {UsageError} */
export function planIn(folder: string): Plan {
  const path = join(folder, EXPERIMENT);
  return { ...readPlan(path), digest: sha256(textAt(path)) };
}

/**
 * A run's result, under the run's id of today: an id lists what its sweep varies, and a lab with more rules lists more of
 * their rates. Undefined before it has ended.
 * @throws {UsageError} if the file is damaged, or of something else
 */
export function resultIn(folder: string, { digest }: Plan, run: SweptRun): RunFile | undefined {
  const path = resultPath(folder, run);
  if (!existsSync(path)) return undefined;
  const file = readRunFile(readFileSync(path, 'utf8'));
  const { rule, seed } = run.spec;
  const isOwn = file?.experiment === digest && file.place === run.place;
  if (isOwn && file.settings.rule === rule && file.settings.seed === seed) return { ...file, run: run.id };
  throw new UsageError(
    `“${path}” is not the result of run ${run.id}, or is damaged. Move it away, and sweep again with --resume.`,
  );
}
