/** Checkpoint file with all runs of an experiment, each waiting, under way or finished; layout: docs/checkpoints.md. */
import { z } from 'zod';
import { type RuleId, ruleIds } from '../../core/rules';
import type { Checkpoint, FeedbackOrigin, NamedArray } from '../../core/run/checkpoint';
import type { DivergedEvent, SummaryEvent } from '../../core/run/events';
import type { RunId } from '../../core/run/spec';
import { DamagedFile, readTensors, writeTensors } from './safetensors';

const FORMAT = 'f3-lab checkpoint';
const VERSION = 1;
/** Placeholder of the file's own checksum, which the writer of the file fills in. */
export const NO_CHECKSUM = '0'.repeat(64);

type Arrays = Checkpoint['arrays'];
type Json = Readonly<Record<string, unknown>>;

/** A run's checkpoint without the settings, which the file stores once for all runs, and the id. */
export type Kept = Pick<Checkpoint, 'epoch' | 'state' | 'arrays'>;

interface Named {
  readonly id: RunId;
  readonly rule: RuleId;
  readonly seed: number;
}
export type KeptRun = Named &
  (
    | { readonly status: 'waiting' }
    | { readonly status: 'under way'; readonly kept: Kept }
    /** `arrays`: those of `weightsOf`. `feedback` says where B comes from; absent in files of earlier labs. */
    | {
        readonly status: 'done';
        readonly end: SummaryEvent;
        readonly feedback?: FeedbackOrigin;
        readonly arrays: Arrays;
      }
    | { readonly status: 'diverged'; readonly end: DivergedEvent }
  );

export interface CheckpointFile {
  /** The settings, in the format of a settings file. */
  readonly experiment: string;
  /** Id of the data set. */
  readonly dataset: string;
  /** Checksum of the training data, see `trainingChecksum`. */
  readonly checksum: string;
  /** The backend of the latest training. */
  readonly backend: string;
  /** Version of the lab. */
  readonly lab: string;
  /** The folder of data sets, if one was given. */
  readonly folder?: string;
  /** In training order. */
  readonly runs: readonly KeptRun[];
}

/** Separates a run's id from an array's name. */
const SEPARATOR = '/';

const arraysOf = (run: KeptRun): Arrays =>
  run.status === 'under way' ? run.kept.arrays : run.status === 'done' ? run.arrays : {};

/** The arrays to keep of a finished run: parameters and feedback weights, without optimizer state and error memory. */
export const weightsOf = (arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => /^(layer\d+\.[^.]+|feedback\d+)$/.test(name)));

/** A run's JSON entry, without its arrays; NaN becomes null. */
function entryOf(run: KeptRun): Json {
  const { id, rule, seed, status } = run;
  const named = { id, rule, seed, status };
  if (run.status === 'waiting') return named;
  if (run.status === 'under way') return { ...named, epoch: run.kept.epoch, state: run.kept.state };
  const feedback = run.status === 'done' ? run.feedback : undefined;
  return { ...named, end: run.end, ...(feedback === undefined ? {} : { feedback }) };
}

export function writeCheckpointFile(file: CheckpointFile): Uint8Array<ArrayBuffer> {
  const { experiment, dataset, checksum, backend, lab, folder, runs } = file;
  const arrays = runs.flatMap((run) =>
    Object.entries(arraysOf(run)).map(([name, array]) => [`${run.id}${SEPARATOR}${name}`, array] as const),
  );
  const metadata = {
    // First, so that its offset in the file is fixed.
    sha256: NO_CHECKSUM,
    format: FORMAT,
    version: String(VERSION),
    lab,
    backend,
    dataset,
    checksum,
    ...(folder === undefined ? {} : { folder }),
    experiment,
    runs: JSON.stringify(runs.map(entryOf)),
  };
  return writeTensors({ metadata, arrays: new Map(arrays) });
}

const feedbackOrigin = z.union([z.strictObject({ draw: z.int().min(0) }), z.literal('values')]);
/** Null for regression. */
const accuracy = z.number().nullable();
const at = { run: z.string(), step: z.int().min(0) };
const summary = z.looseObject({
  type: z.literal('summary'),
  ...at,
  epoch: z.int().min(1),
  trainingLoss: z.number(),
  testLoss: z.number(),
  testAccuracy: accuracy,
  bestTestAccuracy: accuracy,
  bestTestLoss: z.number(),
  stuckSince: z.int().optional(),
});
const diverged = z.looseObject({ type: z.literal('diverged'), ...at, layer: z.int().optional() });
const named = {
  id: z.string().regex(/^[^/]+$/),
  rule: z.enum(ruleIds),
  seed: z.int().min(0),
};
const entries = z.array(
  z.discriminatedUnion('status', [
    z.strictObject({ ...named, status: z.literal('waiting') }),
    z.strictObject({
      ...named,
      status: z.literal('under way'),
      epoch: z.int().min(1),
      state: z.record(z.string(), z.unknown()),
    }),
    z.strictObject({
      ...named,
      status: z.literal('done'),
      end: summary,
      feedback: feedbackOrigin.exactOptional(),
    }),
    z.strictObject({ ...named, status: z.literal('diverged'), end: diverged }),
  ]),
);
type Entry = z.infer<typeof entries>[number];

function readEntries(text: string): readonly Entry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DamagedFile('is damaged: its list of runs is not JSON');
  }
  const parsed = entries.safeParse(value);
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {};
    throw new DamagedFile(`is damaged: of its list of runs, ${path.join('.')} is wrong (${message})`);
  }
  const ids = parsed.data.map(({ id }) => id);
  const twice = ids.find((id, place) => ids.indexOf(id) < place);
  if (twice !== undefined) throw new DamagedFile(`is damaged: it has two runs “${twice}”`);
  // Returns the original value: zod's output has its keys in another order.
  return value as readonly Entry[];
}

/** The engine's event, with its keys in the original order and NaN for null. */
const summaryOf = (end: z.infer<typeof summary>): SummaryEvent =>
  ({
    ...end,
    testAccuracy: end.testAccuracy ?? Number.NaN,
    bestTestAccuracy: end.bestTestAccuracy ?? Number.NaN,
  }) as unknown as SummaryEvent;

/** Groups arrays by run. @throws {DamagedFile} if one belongs to no run */
function shareOut(
  all: ReadonlyMap<string, NamedArray>,
  runs: readonly Entry[],
): Map<RunId, [string, NamedArray][]> {
  const byRun = new Map(runs.map(({ id }): [RunId, [string, NamedArray][]] => [id, []]));
  for (const [name, array] of all) {
    const end = name.indexOf(SEPARATOR);
    const own = byRun.get(name.slice(0, Math.max(0, end)));
    if (!own) throw new DamagedFile(`is damaged: its array “${name}” belongs to none of its runs`);
    own.push([name.slice(end + 1), array]);
  }
  return byRun;
}

function runOf(entry: Entry, arrays: Arrays): KeptRun {
  const { id, rule, seed } = entry;
  const named = { id, rule, seed };
  if (entry.status === 'under way') {
    const { epoch, state } = entry;
    // The engine validates the state before it resumes.
    return { ...named, status: entry.status, kept: { epoch, state: state as Kept['state'], arrays } };
  }
  if (entry.status === 'done') {
    const { feedback } = entry;
    const origin = feedback === undefined ? {} : { feedback };
    return { ...named, status: entry.status, end: summaryOf(entry.end), ...origin, arrays };
  }
  const [array] = Object.keys(arrays);
  if (array !== undefined)
    throw new DamagedFile(`is damaged: ${id} is ${entry.status}, and has the array “${array}”`);
  if (entry.status === 'waiting') return { ...named, status: entry.status };
  return { ...named, status: entry.status, end: entry.end as unknown as DivergedEvent };
}

/** @throws {DamagedFile} if this lab does not read the format or version */
function versionOf({ format, version }: Readonly<Record<string, string>>): void {
  if (format !== FORMAT)
    throw new DamagedFile(
      `is not a checkpoint: its metadata should say “format”: “${FORMAT}”${format === undefined ? '' : `, and says “${format}”`}`,
    );
  if (version !== String(VERSION))
    throw new DamagedFile(
      `has version ${version ?? '“”'} of the format, but this lab reads version ${VERSION}: resume it with the version of the lab that wrote it`,
    );
}

/** Arrays are views of `bytes`. @throws {DamagedFile} */
export function readCheckpointFile(bytes: Uint8Array<ArrayBuffer>): CheckpointFile {
  const { metadata, arrays } = readTensors(bytes);
  versionOf(metadata);
  const need = (name: string): string => {
    const value = metadata[name];
    if (value === undefined) throw new DamagedFile(`is damaged: its metadata has no “${name}”`);
    return value;
  };
  const list = readEntries(need('runs'));
  const byRun = shareOut(arrays, list);
  const { folder } = metadata;
  return {
    experiment: need('experiment'),
    dataset: need('dataset'),
    checksum: need('checksum'),
    backend: need('backend'),
    lab: need('lab'),
    ...(folder === undefined ? {} : { folder }),
    runs: list.map((entry) => runOf(entry, Object.fromEntries(byRun.get(entry.id) ?? []))),
  };
}
