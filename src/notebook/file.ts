/** A notebook file, `.f3lab.json`: experiments with their runs and curves, and, if wanted, checkpoints with the weights. */

import type { Checkpoint } from '../core/run/checkpoint';
import { fromBase64, toBase64 } from '../experiment/files/base64';
import type { CurvePiece } from './pieces';
import type { ExperimentRecord, RunRecord } from './records';
import { isPiece, validCheckpoint, validExperiment, validRun } from './valid';

const FORMAT = 'f3-lab notebook';
const VERSION = 1;

/** Curves and checkpoint of the run at the same place. */
export interface NotebookFile {
  readonly experiments: readonly ExperimentRecord[];
  readonly runs: readonly RunRecord[];
  readonly curves: readonly (readonly CurvePiece[])[];
  readonly checkpoints: readonly (Checkpoint | undefined)[];
}

export type ReadNotebookFile =
  | { readonly ok: true; readonly file: NotebookFile; readonly problems: readonly string[] }
  | { readonly ok: false; readonly problem: string };

const arrays = { Float64Array, Float32Array, Uint32Array, Uint16Array, Uint8Array } as const;
type ArrayName = keyof typeof arrays;

const nameOf = (value: unknown): ArrayName | undefined =>
  (Object.keys(arrays) as ArrayName[]).find((name) => value instanceof arrays[name]);

/** JSON knows neither typed arrays nor infinities. Arrays are little-endian. */
function packed(_key: string, value: unknown): unknown {
  const array = nameOf(value);
  if (array) {
    const { buffer, byteOffset, byteLength } = value as Float64Array;
    return { array, base64: toBase64(new Uint8Array(buffer, byteOffset, byteLength)) };
  }
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { number: Object.is(value, -0) ? '-0' : String(value) }
    : value;
}

function unpacked(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { array, base64, number } = value as Readonly<Record<string, unknown>>;
  if (typeof number === 'string' && Object.keys(value).length === 1) return Number(number);
  if (typeof array !== 'string' || typeof base64 !== 'string' || !Object.hasOwn(arrays, array)) return value;
  try {
    return new arrays[array as ArrayName](fromBase64(base64).buffer);
  } catch {
    // Not base64, or no whole number of elements: as it stands, its run is found damaged.
    return value;
  }
}

export function writeNotebookFile({ experiments, runs, curves, checkpoints }: NotebookFile): string {
  const entries = runs.map((run, place) => ({
    run,
    curves: curves[place] ?? [],
    ...(checkpoints[place] ? { checkpoint: checkpoints[place] } : {}),
  }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, experiments, runs: entries }, packed)}\n`;
}

/** Whether a text is a notebook file, of whatever version, by its first letters. */
export const looksLikeNotebook = (text: string): boolean =>
  text
    .slice(0, 200)
    .replace(/^\uFEFF/, '')
    .includes(`"format":"${FORMAT}"`);

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''), unpacked);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refusal(file: unknown): string | undefined {
  if (!isObject(file)) return 'It is not JSON, or it is cut short. Export it again, and copy the whole file.';
  if (file.format !== FORMAT)
    return `It does not say "format": "${FORMAT}". Choose a file that “Export” on the Compare page wrote.`;
  const { version, experiments, runs } = file;
  if (typeof version === 'number' && version > VERSION)
    return `It has version ${version} of the format, but this lab reads version ${VERSION}. Open it with a newer lab.`;
  if (version !== VERSION) return `Its version, ${JSON.stringify(version)}, is not known.`;
  if (!Array.isArray(experiments) || !Array.isArray(runs))
    return 'It has no lists of experiments and runs. Export it again.';
  return undefined;
}

interface Entry {
  readonly run: RunRecord;
  readonly curves: readonly CurvePiece[];
  readonly checkpoint?: Checkpoint;
}

function entryOf(value: unknown): Entry | undefined {
  if (!isObject(value) || !Array.isArray(value.curves) || !value.curves.every(isPiece)) return undefined;
  const { run: given, curves, checkpoint: kept } = value;
  const [run, checkpoint] = [validRun(given), kept === undefined ? undefined : validCheckpoint(kept)];
  if (!run || (kept !== undefined && !checkpoint)) return undefined;
  return { run, curves, ...(checkpoint ? { checkpoint } : {}) };
}

/** What can be read is read; the rest is reported. */
export function readNotebookFile(text: string): ReadNotebookFile {
  const file = parse(text);
  const problem = refusal(file);
  if (problem !== undefined) return { ok: false, problem };
  const { experiments: allExperiments, runs: allRuns } = file as Record<string, unknown[]>;
  const experiments = (allExperiments ?? []).flatMap((one) => validExperiment(one) ?? []);
  const ids = new Set(experiments.map(({ id }) => id));
  const entries = (allRuns ?? [])
    .flatMap((one) => entryOf(one) ?? [])
    .filter(({ run }) => ids.has(run.experiment));
  if (experiments.length === 0)
    return { ok: false, problem: 'None of its experiments can be read. Export it again.' };
  const lost = (allExperiments?.length ?? 0) - experiments.length + (allRuns?.length ?? 0) - entries.length;
  return {
    ok: true,
    file: {
      experiments,
      runs: entries.map(({ run }) => run),
      curves: entries.map(({ curves }) => curves),
      checkpoints: entries.map(({ checkpoint }) => checkpoint),
    },
    problems: lost > 0 ? [`${lost} of its experiments and runs are damaged, and were left out.`] : [],
  };
}
