/** `--start-from FILE`: the weights from which runs start. */
import { basename } from 'node:path';
import type { GivenWeights } from '../../core/network/given';
import { FROM_SEED } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { fields, formatSetting } from '../../experiment/fields/fields';
import type { Source } from '../../experiment/files/read';
import { DamagedFile } from '../../experiment/files/safetensors';
import {
  addWeights,
  findWeights,
  type NetworkSettings,
  startsFromFile,
  weightParts,
} from '../../experiment/networks/weights';
import { type OpenedWeights, readWeights } from '../../exports/weights/read';
import { isFile, refuseOtherKinds } from '../files/regularFile';
import { readBytes } from '../files/writeAtomically';
import { UsageError } from '../usage';
import type { Values } from './ownOptions';

const OPTION = fields.startFrom.key;
const WAY_OUT = 'Name a file of weights, NPZ or safetensors, or write seed.';

async function read(path: string): Promise<OpenedWeights> {
  refuseOtherKinds(OPTION, path, WAY_OUT);
  if (!isFile(path)) {
    const missing = weightParts(path) ? 'is the id of weights, and no file' : 'is not there';
    throw new UsageError(`--${OPTION}: “${path}” ${missing}. ${WAY_OUT}`);
  }
  try {
    return await readWeights(basename(path), await readBytes(path));
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new UsageError(`--${OPTION}: “${path}” ${error.message}.`);
  }
}

/** Opens the file that the option names, and puts the id of its content in its place. @throws {UsageError} */
export async function openStart(values: Values): Promise<{ values: Values; weights?: GivenWeights }> {
  const path = values[OPTION];
  if (typeof path !== 'string' || path.trim() === FROM_SEED) return { values };
  const { about, weights } = await read(path);
  addWeights(about);
  return { values: { ...values, [OPTION]: about.id }, weights };
}

/** What the file of weights says of its network; undefined if none is named. */
const settingsIn = (values: Values): NetworkSettings | undefined => {
  const id = values[OPTION];
  return typeof id === 'string' ? findWeights(id)?.settings : undefined;
};

/** Whether another option lists the settings of the network. */
const listsNetwork = ({ config, net }: Values): boolean =>
  typeof config === 'string' || typeof net === 'string';

/** The settings of the network that the weights are of, where no other option lists them. */
export function fromWeights(values: Values): Source {
  const given = settingsIn(values);
  if (!given || listsNetwork(values)) return () => undefined;
  return (name) =>
    Object.hasOwn(given, name)
      ? { ok: true, value: given[name as keyof NetworkSettings] as never }
      : undefined;
}

/** "--start-from is teacher-1a2b3c4d5e6f: --hidden 500; options override this." */
export function startNotes(values: Values, experiment: Experiment): readonly string[] {
  const about = findWeights(experiment.startFrom);
  const given = settingsIn(values);
  if (!about || !given) return [];
  const taken = (Object.keys(given) as (keyof NetworkSettings)[]).filter(
    (name) => typeof values[fields[name].key] !== 'string',
  );
  const keys = taken.map((name) => `--${fields[name].key} ${formatSetting(experiment, name)}`);
  const sets = keys.length === 0 || listsNetwork(values) ? '' : `: ${keys.join(' ')}; options override this`;
  return [`--${OPTION} is ${about.id}${sets}.${about.said === undefined ? '' : ` ${about.said}`}`];
}

/**
 * The weights from which the experiment’s runs start.
 * @param opened those that `--start-from` names
 * @param where they were asked for: “rates.json”
 * @throws {UsageError} if they are others, or none
 */
export function startWeights(
  experiment: Pick<Experiment, 'startFrom'>,
  opened: GivenWeights | undefined,
  where: string,
): GivenWeights | undefined {
  if (!startsFromFile(experiment)) {
    if (opened) throw new UsageError(`--${OPTION}: ${where} starts from the seed. Leave it out.`);
    return undefined;
  }
  const wanted = weightParts(experiment.startFrom);
  const given = opened && weightParts(opened.id);
  const starts = `${where} starts from the weights of a file “${wanted?.name}” with the checksum ${wanted?.checksum}`;
  if (!given) throw new UsageError(`${starts}, which it does not contain. Give that file: --${OPTION} FILE.`);
  if (given.checksum !== wanted?.checksum)
    throw new UsageError(
      `--${OPTION}: ${starts}; this file’s is ${given.checksum}. Give the file with that content.`,
    );
  return { ...opened, id: experiment.startFrom };
}
