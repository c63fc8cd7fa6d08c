/** `--checkpoint` and `--resume`: the files to resume from and to write to. */
import type { Experiment } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { trainingChecksum } from '../../data/storage/contentChecksum';
import { expand } from '../../experiment/expand';
import type { KeptRun } from '../../experiment/files/checkpointFile';
import { writeExperimentFile } from '../../experiment/files/file';
import { backendOf } from '../backend';
import { labVersion } from '../version';
import { createSaving, isSameFile, refuseTarget, type Saving } from './checkpoint';
import { checkData, openResumed, type Resumed, resumedExperiment } from './resume';
import type { Remembered, Values } from './trainOptions';

export interface CheckpointFiles {
  readonly resumed: Resumed | undefined;
  /** Undefined without a checkpoint file. */
  readonly target: string | undefined;
  /** What `--data` names. */
  readonly folder: string | undefined;
}

const textOf = (value: Values[string]): string | undefined => (typeof value === 'string' ? value : undefined);

/** @throws {UsageError} if a file cannot be resumed, or another would be overwritten */
export async function openCheckpointFiles(values: Values): Promise<CheckpointFiles> {
  const [checkpoint, resume] = [textOf(values.checkpoint), textOf(values.resume)];
  if (values.help) return { resumed: undefined, target: undefined, folder: undefined };
  const resumed = resume === undefined ? undefined : await openResumed(resume);
  if (checkpoint !== undefined && (resume === undefined || !isSameFile(checkpoint, resume)))
    refuseTarget(checkpoint);
  return { resumed, target: checkpoint ?? resume, folder: textOf(values.data) ?? resumed?.file.folder };
}

/** @param values with a data set that is known by now */
export function remembered({ resumed }: CheckpointFiles, values: Values): Remembered | undefined {
  return resumed && { experiment: resumedExperiment(resumed, values), folder: resumed.file.folder };
}

const waiting = (experiment: Experiment): readonly KeptRun[] =>
  expand(experiment).map(({ id, spec: { rule, seed } }) => ({ id, rule, seed, status: 'waiting' }));

/** @throws {UsageError} if the data differ from those of the checkpoint */
export async function savingOf(
  { resumed, target, folder }: CheckpointFiles,
  experiment: Experiment,
  dataset: Dataset,
): Promise<Saving | undefined> {
  if (target === undefined) return undefined;
  const checksum = await (resumed ? checkData(resumed, dataset) : trainingChecksum(dataset));
  const file = {
    experiment: writeExperimentFile(experiment),
    dataset: dataset.id,
    checksum,
    backend: backendOf(experiment),
    lab: labVersion(),
    ...(folder === undefined ? {} : { folder }),
    runs: resumed?.file.runs ?? waiting(experiment),
  };
  if (!resumed) return createSaving({ path: target, file });
  const { path: from, bytes: found } = resumed;
  return createSaving({ path: target, file, from, ...(isSameFile(target, from) ? { found } : {}) });
}
