/** `--resume FILE`: resumes from a checkpoint file, with its settings, data set and backend. */
import { type BackendId, backendIds } from '../../core/run/backends';
import { computingKeys } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { trainingChecksum } from '../../data/storage/contentChecksum';
import { datasetInfo, isOwnId, ownParts } from '../../data/storage/ownDatasets';
import { defaultExperiment } from '../../experiment/defaults';
import { expand } from '../../experiment/expand';
import type { Field, FieldKey } from '../../experiment/fields/field';
import { fieldKeys, fields } from '../../experiment/fields/fields';
import { type CheckpointFile, readCheckpointFile } from '../../experiment/files/checkpointFile';
import { readExperimentFile, savedDataset } from '../../experiment/files/file';
import { type Source, withSetting } from '../../experiment/files/read';
import { DamagedFile } from '../../experiment/files/safetensors';
import { weightParts } from '../../experiment/networks/weights';
import { backendOf } from '../backend';
import { refuseOtherKinds } from '../files/regularFile';
import { readBytes } from '../files/writeAtomically';
import { UsageError } from '../usage';
import { labVersion } from '../version';
import { verifyChecksum } from './fileChecksum';
import { fromNet } from './net';
import { chosenSet, fromFile, fromOptions, type Values } from './trainOptions';

const WAY_OUT = 'Name a file that --checkpoint wrote.';

export interface Resumed {
  readonly path: string;
  /** The file's content. */
  readonly bytes: Uint8Array;
  readonly file: CheckpointFile;
}

async function bytesAt(path: string): Promise<Uint8Array<ArrayBuffer>> {
  refuseOtherKinds('resume', path, WAY_OUT);
  try {
    return await readBytes(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--resume: “${path}” cannot be read (${why}). ${WAY_OUT}`);
  }
}

/** @throws {UsageError} if it is not a complete checkpoint file of this version */
export async function openResumed(path: string): Promise<Resumed> {
  const bytes = await bytesAt(path);
  try {
    const file = readCheckpointFile(bytes);
    verifyChecksum(bytes);
    return { path, bytes, file };
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new UsageError(`--resume: “${path}” ${error.message}. ${WAY_OUT}`);
  }
}

/** Settings from options or a settings file, with their origin: "--optimizer". */
interface Beside {
  readonly where: (key: string) => string;
  readonly source: Source;
}

function besides(values: Values): readonly Beside[] {
  const { config, net, hidden } = values;
  const typed = { where: (key: string) => `--${key}`, source: fromOptions(values) };
  const given = fromNet(net, hidden);
  const network: Beside = {
    where: (key) => `--net ${net}, ${key}`,
    // Options override what a network sets.
    source: (name, field, so) => (typeof values[field.key] === 'string' ? undefined : given(name, field, so)),
  };
  if (typeof config !== 'string') return [typed, network];
  return [typed, network, { where: (key) => `--config ${config}, ${key}`, source: fromFile(config, values) }];
}

/** Rates of algorithms that are not trained are ignored; so is the name of a file of weights, whose content counts. */
function comparable(name: FieldKey, { rules }: Experiment, value: unknown): string {
  if (name === 'learningRate')
    return JSON.stringify(rules.map((id) => (value as Experiment['learningRate'])[id]));
  return JSON.stringify(name === 'startFrom' ? (weightParts(value as string)?.checksum ?? value) : value);
}

/** One line for each setting given with `--resume` that differs from the file's. */
function differences({ path }: Resumed, experiment: Experiment, { where, source }: Beside): string[] {
  const lines: string[] = [];
  let so = experiment;
  for (const name of fieldKeys) {
    const field = fields[name] as Field<FieldKey>;
    const given = (computingKeys as readonly FieldKey[]).includes(name) ? undefined : source(name, field, so);
    if (!given) continue;
    if (!given.ok) throw new UsageError(given.problem);
    const [own, other] = [experiment[name], given.value].map((value) => comparable(name, experiment, value));
    if (own !== other) {
      const [was, is] = [field.format(experiment[name], experiment), field.format(given.value, so)];
      lines.push(`${where(field.key)}: “${path}” was trained with ${was}, not ${is}.`);
    }
    so = withSetting(so, name, given.value);
  }
  return lines;
}

/** Imported data are not in the file: they must be given again, and be the same. */
function checkOwnData({ path, file }: Resumed, values: Values): void {
  const saved = savedDataset(file.experiment);
  if (saved === undefined || !isOwnId(saved)) return;
  const { name, checksum } = ownParts(saved);
  const was = `--resume: “${path}” was trained on an imported data set, made from “${name}”`;
  const chosen = chosenSet(values);
  if (chosen === undefined)
    throw new UsageError(
      `${was} (${saved}), which the file does not contain. Give that data file as well: --dataset FILE, with the options that it was read with.`,
    );
  if (!isOwnId(chosen))
    throw new UsageError(
      `${was}; --dataset ${chosen} is one of the lab’s. Give the data file as it was read then, or start over without --resume.`,
    );
  const given = datasetInfo(chosen)?.checksum;
  if (given !== checksum)
    throw new UsageError(
      `${was} with the checksum ${checksum}; what --dataset names has ${given}: other content, or the same file read in another way (--target, --test-share, …: see train --help). Give the file as it was read then, or start over without --resume.`,
    );
}

/**
 * The file's experiment, on the backend that resumes it.
 * @param values with a data set that is known by now
 * @throws {UsageError} that names every setting that differs
 */
export function resumedExperiment(resumed: Resumed, values: Values): Experiment {
  const { path, file } = resumed;
  checkOwnData(resumed, values);
  const read = readExperimentFile(file.experiment);
  const problems = read.ok ? read.problems : [read.problem];
  if (!read.ok || problems.length > 0)
    throw new UsageError(`--resume: the settings in “${path}” cannot be used. ${problems.join('\n')}`);
  const { experiment } = read;
  const lines = besides(values).flatMap((beside) => differences(resumed, experiment, beside));
  if (lines.length > 0)
    throw new UsageError(
      `${lines.join('\n')} Leave the ${lines.length === 1 ? 'option' : 'options'} out, or start over without --resume.`,
    );
  const runs = expand(experiment).map(({ id, spec: { rule, seed } }) => `${id} ${rule} ${seed}`);
  if (runs.join() !== file.runs.map(({ id, rule, seed }) => `${id} ${rule} ${seed}`).join())
    throw new UsageError(
      `--resume: “${path}” is damaged: its runs are not those of its settings. ${WAY_OUT}`,
    );
  const backend = chosenBackend(file, values);
  const computing = chosenComputing(values);
  // Settings that leave it open stay so.
  return { ...experiment, ...computing, ...(backend === backendOf(experiment) ? {} : { backend }) };
}

/** The stages, micro-batches and threads that the options ask for, whatever the file's: they change no result. */
function chosenComputing(values: Values): Partial<Pick<Experiment, 'pipeline' | 'microBatches' | 'threads'>> {
  const chosen = (['pipeline', 'microBatches', 'threads'] as const).flatMap((name) => {
    const [given] = besides(values).flatMap(
      ({ source }) =>
        source<typeof name>(name, fields[name] as Field<typeof name>, defaultExperiment()) ?? [],
    );
    if (given && !given.ok) throw new UsageError(given.problem);
    return given ? [[name, given.value] as const] : [];
  });
  return Object.fromEntries(chosen);
}

/** The file's backend, if available here, unless another is requested. */
function chosenBackend({ backend }: CheckpointFile, values: Values): BackendId {
  const asked = besides(values)
    .map(({ source }) => source('backend', fields.backend, defaultExperiment()))
    .flatMap((given) => (given?.ok && given.value !== 'auto' ? [given.value] : []))[0];
  const own = backendIds.find((id) => id === backend && id !== 'webgpu');
  return asked ?? own ?? 'wasm';
}

/** Warnings about differences from the original run, one per line. */
export function resumeNotes(resumed: Resumed | undefined, experiment: Experiment): string[] {
  if (!resumed) return [];
  const { path, file } = resumed;
  const { lab } = file;
  const backend = backendOf(experiment);
  return [
    ...(file.backend === backend
      ? []
      : [
          `“${path}” was computed on ${file.backend} so far: from here on, curves match those of ${file.backend} only up to rounding.`,
        ]),
    ...(lab === labVersion()
      ? []
      : [
          `“${path}” was written by version ${lab} of the lab; this is ${labVersion()}, which may compute differently.`,
        ]),
  ];
}

/** @throws {UsageError} if the data differ from those of the checkpoint */
export async function checkData({ path, file }: Resumed, dataset: Dataset): Promise<string> {
  const checksum = await trainingChecksum(dataset);
  if (checksum !== file.checksum)
    throw new UsageError(
      `--resume: “${path}” was trained on ${file.dataset} with the checksum ${file.checksum}; what is here under that name has ${checksum}. Use the data that it was trained on, or start over without --resume.`,
    );
  return checksum;
}
