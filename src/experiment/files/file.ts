/**
 * An experiment as a settings file, which the page saves and opens and `lab train --config` reads; with a sweep, `lab sweep`
 * trains it.
 */
import type { Experiment } from '../../core/run/spec';
import { asWritten, type FieldKey, type Parsed } from '../fields/field';
import { fieldKeys } from '../fields/fields';
import { readSeed } from '../fields/seeds';
import type { SweepAxis } from '../sweep/sweep';
import { type ReadExperiment, readSettings, unknownSetting } from './read';
import { repeatedKeys } from './repeatedKeys';
import { readSweep } from './sweepAxes';

const FORMAT = 'f3-lab experiment';
const VERSION = 2;

export type ReadFile =
  | (ReadExperiment & {
      readonly ok: true;
      /** The settings in the file; others have their defaults. */
      readonly given: readonly FieldKey[];
      /** Settings with several values each; absent without any. */
      readonly sweep?: readonly SweepAxis[];
    })
  /** Not a settings file; the problem says why, and what to do. */
  | { readonly ok: false; readonly problem: string };

type Entries = Readonly<Record<string, unknown>>;
interface FileEntries extends Entries {
  readonly version: number;
  readonly experiment: Entries;
}

/** A setting in an earlier version of the format, with another name or type. */
interface Earlier<K extends FieldKey> {
  readonly name: string;
  readonly read: (value: unknown) => Parsed<Experiment[K]>;
}
type Migration = { readonly [K in FieldKey]?: Earlier<K> };
/** By version: settings that have changed since. Files of every version keep their meaning. */
const migrations: Readonly<Record<number, Migration>> = {
  1: { seeds: { name: 'seed', read: readSeed } },
};
const isEarlier = (version: unknown): version is number =>
  typeof version === 'number' && Object.hasOwn(migrations, version);
const isObject = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every setting, in the order of the fields. */
export function writeExperimentFile(experiment: Experiment, sweep: readonly SweepAxis[] = []): string {
  const settings = Object.fromEntries(fieldKeys.map((name) => [name, experiment[name]]));
  const several = sweep.length > 0 ? { sweep } : {};
  return `${JSON.stringify({ format: FORMAT, version: VERSION, experiment: settings, ...several }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Checks the file except its settings. @returns the problem and how to fix it; undefined if valid */
function refusal(file: unknown, repeated: Repeated): string | undefined {
  if (file === undefined)
    return 'It is not JSON, or it is cut short. Choose a file that “Save settings” wrote.';
  if (!isObject(file) || file.format !== FORMAT)
    return `It does not say "format": "${FORMAT}". Choose a file that “Save settings” wrote.`;
  const { version, experiment } = file;
  if (typeof version === 'number' && version > VERSION)
    return `It has version ${version} of the format, but this lab reads version ${VERSION}. Open it with a newer lab.`;
  if (version !== VERSION && !isEarlier(version))
    return `Its version, ${JSON.stringify(version)}, is not known. Write "version": ${VERSION}.`;
  const twice = repeated.find((path) => path.length === 1)?.[0];
  if (twice !== undefined) return `It says "${twice}" more than once. Keep one.`;
  return isObject(experiment) ? undefined : 'It contains no settings. Write them as "experiment": { … }.';
}

type Repeated = ReturnType<typeof repeatedKeys>;

/** Problem of a repeated key in or of a setting, which is ambiguous; undefined without one. */
function repetition(name: string, label: string, repeated: Repeated): string | undefined {
  const path = repeated.find(([top, setting]) => top === 'experiment' && setting === name);
  return path && `${label}: the file says "${path.at(-1)}" more than once. Keep one.`;
}

/** Id of the file's data set, which may not be available. */
export function savedDataset(text: string): string | undefined {
  const file = parseJson(text);
  if (!isObject(file) || !isObject(file.experiment) || !Object.hasOwn(file.experiment, 'dataset'))
    return undefined;
  const { dataset } = file.experiment;
  return typeof dataset === 'string' ? dataset.trim() : undefined;
}

/**
 * Missing settings have their defaults; unknown and invalid ones are reported.
 * @param instead id of a data set that replaces the file's
 */
export function readExperimentFile(text: string, instead?: string): ReadFile {
  const file = parseJson(text);
  const repeated = file === undefined ? [] : repeatedKeys(text);
  const problem = refusal(file, repeated);
  if (problem !== undefined) return { ok: false, problem };
  const { format: _format, version, experiment: settings, sweep: written, ...beside } = file as FileEntries;
  const migration = migrations[version] ?? {};
  const names = new Map(fieldKeys.map((key) => [key, migration[key]?.name ?? key]));
  const nameOf = (key: FieldKey): string => names.get(key) as string;
  const given = fieldKeys.filter((key) => Object.hasOwn(settings, nameOf(key)));
  const { experiment, problems } = readSettings((key, field, so) => {
    if (key === 'dataset' && instead !== undefined) return field.parse(instead, so);
    if (!given.includes(key)) return undefined;
    const name = nameOf(key);
    const twice = repetition(name, field.label, repeated);
    if (twice !== undefined) return { ok: false, problem: twice };
    const read = migration[key]?.read ?? field.read;
    return read(settings[name], so);
  });
  const known = new Set(names.values());
  const foreign = Object.entries(settings).filter(([name]) => !known.has(name));
  const isOfToday = (name: string): boolean => (fieldKeys as readonly string[]).includes(name);
  const whereOf = (name: string) => (isOfToday(name) ? `version ${version} of the format` : undefined);
  const unknown = [
    ...foreign.map(([name, value]) => unknownSetting(name, asWritten(value), known, whereOf(name))),
    ...Object.entries(beside).map(([key, value]) => unknownSetting(key, asWritten(value), [])),
  ];
  const sweep = readSweep(written, experiment);
  return {
    ok: true,
    experiment,
    problems: [...problems, ...unknown, ...(sweep.ok ? [] : [sweep.problem])],
    given,
    ...(sweep.ok && sweep.value.length > 0 ? { sweep: sweep.value } : {}),
  };
}
