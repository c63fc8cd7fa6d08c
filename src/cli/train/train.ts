/** `lab train`: turns the options into an experiment, its data and its backend. */
import type { GivenWeights } from '../../core/network/given';
import type { Dataset } from '../../core/samples/dataset';
import { backendOf, startBackend } from '../backend';
import { checkDataFolder } from '../files/dataFolder';
import { printLine } from '../files/output';
import { crewOf } from '../pipeline/crew';
import { plain } from '../plain';
import { type CheckpointFiles, openCheckpointFiles, remembered, savingOf } from './checkpointFiles';
import { namesFiles, openedLines, openFiles } from './ownData';
import { refuseFileOptions } from './ownOptions';
import { resumeNotes } from './resume';
import { loadSet } from './setFiles';
import { openStart, startWeights } from './startFrom';
import { openTracing } from './tracing';
import { parseOptions, readTrainOptions, trainHelp, trainNotes, type Values } from './trainOptions';
import { trainAll } from './trainRuns';

export interface OpenedOwn {
  /** With the ids of what the files hold in place of their names. */
  readonly values: Values;
  readonly dataset?: Dataset;
  readonly weights?: GivenWeights;
}

/** Files of data and of weights are opened first: their content determines suitable settings. */
export async function openOwn(given: Values): Promise<OpenedOwn> {
  if (given.help) return { values: given };
  const { values, ...start } = await openStart(given);
  if (!namesFiles(values.dataset)) {
    refuseFileOptions(values);
    return { values, ...start };
  }
  const opened = await openFiles({ ...values, dataset: values.dataset });
  for (const line of openedLines(opened)) console.error(plain(line));
  console.error(`Data set id, from its content: ${opened.info.id}`);
  return { values: { ...values, dataset: opened.info.id }, dataset: opened.dataset, ...start };
}

/** Runs that a checkpoint file has begun need no weights. */
const needsStart = ({ resumed }: CheckpointFiles): boolean =>
  !resumed || resumed.file.runs.some(({ status }) => status === 'waiting');

export async function trainCommand(args: readonly string[]): Promise<void> {
  const values = parseOptions(args);
  if (!values.help && typeof values.data === 'string') checkDataFolder(values.data);
  const tracing = values.help || typeof values.trace !== 'string' ? undefined : openTracing(values.trace);
  const keeping = await openCheckpointFiles(values);
  const own = await openOwn(values);
  const parsed = readTrainOptions(own.values, remembered(keeping, own.values));
  if (parsed === undefined) {
    printLine(trainHelp());
    return;
  }
  const { experiment, data: folder, json } = parsed;
  const weights = needsStart(keeping)
    ? startWeights(
        experiment,
        own.weights,
        keeping.resumed ? `“${keeping.resumed.path}”` : 'The settings file',
      )
    : undefined;
  const notes = [...trainNotes(own.values, experiment), ...resumeNotes(keeping.resumed, experiment)];
  for (const line of notes) console.error(plain(line));
  const dataset =
    own.dataset ?? (await loadSet(experiment.dataset, folder, (line) => console.error(plain(line))));
  const saving = await savingOf(keeping, experiment, dataset);
  const kernels = await startBackend(backendOf(experiment), experiment.threads);
  const crew = crewOf(experiment);
  await trainAll({ experiment, dataset, kernels, crew, json, saving, weights, tracing });
}
