/**
 * The file of a finished run: what it is, where it was computed, and its events, one per line. All but `date`, `machine`
 * and keys that say seconds or bytes is computed: the same on every machine.
 */
import { z } from 'zod';
import { ruleIds } from '../../core/rules';
import { backendIds } from '../../core/run/backends';
import { measuredKeys, type RunEvent } from '../../core/run/events';
import type { RunSpec } from '../../core/run/spec';

const FORMAT = 'f3-lab run';
const VERSION = 1;

export interface RunFile {
  /** SHA-256 of the experiment's file. */
  readonly experiment: string;
  readonly run: string;
  /** Among the experiment's runs, from 0. */
  readonly place: number;
  readonly settings: RunSpec;
  /** Of the training data, see `trainingChecksum`. */
  readonly checksum: string;
  readonly backend: (typeof backendIds)[number];
  readonly lab: string;
  readonly machine: string;
  /** When it ended, in ISO 8601. */
  readonly date: string;
  /** Without `progress`, `checkpoint` and `resumed`, which depend on how it was run. */
  readonly events: readonly RunEvent[];
}

const ofThisRun: ReadonlySet<RunEvent['type']> = new Set([
  'progress',
  'checkpoint',
  'resumed',
  'trace',
  'stage-lost',
]);

/** Whether an event is the same however often a run was interrupted. */
export const isKept = ({ type }: RunEvent): boolean => !ofThisRun.has(type);

/** JSON has no infinities, and writes null for NaN, as `lab train --json` does. */
const spelt = (_key: string, value: unknown): unknown =>
  value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? String(value) : value;

/** An event on one line, without the run's id. */
export function eventText({ run: _run, ...event }: RunEvent): string {
  return JSON.stringify(event, spelt);
}

function numberOf(value: unknown): unknown {
  if (value === null) return Number.NaN;
  return value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}

/** Entries of a measure may be null: nothing was measured there. */
export function eventFrom(written: Readonly<Record<string, unknown>>, run: string): RunEvent {
  const own = Object.entries(written).map(([key, value]) => [key, numberOf(value)] as const);
  return { run, ...Object.fromEntries(own) } as unknown as RunEvent;
}

export function writeRunFile({ events, ...head }: RunFile): string {
  const named = { format: FORMAT, version: VERSION, ...head };
  const lines = Object.entries(named).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')},\n"events": [\n${events.map(eventText).join(',\n')}\n]\n}\n`;
}

const schema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  experiment: z.string(),
  run: z.string().min(1),
  place: z.int().min(0),
  settings: z.looseObject({ rule: z.enum(ruleIds), seed: z.int() }),
  checksum: z.string(),
  backend: z.enum(backendIds),
  lab: z.string(),
  machine: z.string(),
  date: z.string(),
  events: z.array(z.looseObject({ type: z.string(), step: z.int().min(0) })).min(1),
});

/** @returns undefined if the text is no such file, or only a part of one */
export function readRunFile(text: string): RunFile | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { success, data } = schema.safeParse(json);
  if (!success) return undefined;
  const { format: _format, version: _version, ...file } = data;
  const last = file.events.at(-1)?.type;
  if (last !== 'summary' && last !== 'diverged') return undefined;
  return {
    ...file,
    settings: file.settings as unknown as RunSpec,
    events: file.events.map((event) => eventFrom(event, file.run)),
  };
}

const measured: readonly string[] = [...measuredKeys, 'date', 'lab'];

/** What was computed, as text: equal for the same run on any machine. */
export const computedText = (file: RunFile): string =>
  JSON.stringify(file, (key, value) => (measured.includes(key) ? undefined : spelt(key, value)));
