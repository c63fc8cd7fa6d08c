/**
 * Checks what the database or a file holds: a damaged disk, another program or an older lab may have written it. Values
 * stay as they were written, but settings that did not exist then are added, at the value that changes nothing.
 */
import { z } from 'zod';
import { blockIds } from '../core/blocks';
import { type RuleId, ruleIds } from '../core/rules';
import { backendIds } from '../core/run/backends';
import type { Checkpoint } from '../core/run/checkpoint';
import { settings as allSettings } from '../core/run/settings';
import { experimentSchema, plainSettings, type RunSpec } from '../core/run/spec';
import { tasks } from '../data/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import { defaultExperiment } from '../experiment/defaults';
import type { CurvePiece } from './pieces';
import type { ExperimentRecord, RunRecord } from './records';

const ofExperiments = ['rules', 'seeds', 'learningRate', 'backend', 'threads', 'block'];
const ofRuns = Object.fromEntries(
  Object.entries(experimentSchema.shape).filter(([name]) => !ofExperiments.includes(name)),
);
const runSpecSchema = z.strictObject({
  ...ofRuns,
  rule: z.enum(ruleIds),
  seed: z.int().min(0),
  learningRate: z.number(),
  block: z.enum(blockIds).optional(),
});

const time = z.number();
const bytes = z.number().min(0);
/** `z.number()` takes neither NaN nor infinities. */
const anyNumber = z.custom<number>((value) => typeof value === 'number');
const count = z.int().min(0);

const experimentRecordSchema = z.looseObject({
  id: z.string().regex(/^[\w-]+$/),
  name: z.string(),
  created: time,
  settings: experimentSchema,
  sweep: z.array(z.looseObject({ setting: z.string(), values: z.array(z.unknown()) })),
  data: z.looseObject({
    name: z.string(),
    task: z.enum(tasks),
    trainSize: count,
    inputs: count,
    outputs: count,
  }),
  note: z.string(),
  removed: time.optional(),
});

const reachedSchema = z.looseObject({
  trainingLoss: anyNumber,
  testLoss: anyNumber,
  testAccuracy: anyNumber,
  bestTestLoss: anyNumber,
  bestTestAccuracy: anyNumber,
  meanAngle: anyNumber.optional(),
  aloneSeconds: anyNumber.optional(),
  trainSeconds: anyNumber,
});

const runRecordSchema = z.looseObject({
  experiment: z.string().min(1),
  id: z.string().min(1),
  spec: runSpecSchema,
  place: z.number(),
  state: z.enum(['waiting', 'training', 'paused', 'done', 'diverged', 'failed', 'stopped']),
  backend: z.enum(backendIds).optional(),
  step: count,
  epoch: count,
  parameters: count,
  reached: reachedSchema.optional(),
  checkpoint: z.looseObject({ epoch: count, bytes }).optional(),
  curveBytes: bytes,
  tags: z.array(z.string()),
  note: z.string(),
  began: time.optional(),
  ended: time.optional(),
  removed: time.optional(),
  stepsPerEpoch: count,
  epochEnds: z.array(z.looseObject({ steps: count, samples: count })).optional(),
});

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

/** A spec with today's settings. */
const wholeSpec = (spec: Loose): Loose => ({ ...plainSettings, ...spec });

/** Rates of rules that did not exist: nothing uses them. */
function wholeRates(dataset: unknown, rates: unknown): unknown {
  if (!isObject(rates)) return rates;
  const known = typeof dataset === 'string' && datasetInfo(dataset) ? dataset : undefined;
  const { learningRate } = defaultExperiment(known);
  return Object.fromEntries(ruleIds.map((rule: RuleId) => [rule, rates[rule] ?? learningRate[rule]]));
}

const wholeSettings = (settings: Loose): Loose => ({
  ...plainSettings,
  threads: allSettings.threads.default,
  ...settings,
  learningRate: wholeRates(settings.dataset, settings.learningRate),
});

/** Undefined if it is damaged. */
export function validExperiment(value: unknown): ExperimentRecord | undefined {
  if (!isObject(value) || !isObject(value.settings)) return undefined;
  const whole = { ...value, settings: wholeSettings(value.settings) };
  // The value itself: zod's output has its keys in another order.
  return experimentRecordSchema.safeParse(whole).success ? (whole as unknown as ExperimentRecord) : undefined;
}

/** Undefined if it is damaged. */
export function validSpec(value: unknown): RunSpec | undefined {
  const whole = isObject(value) ? wholeSpec(value) : undefined;
  return runSpecSchema.safeParse(whole).success ? (whole as unknown as RunSpec) : undefined;
}

/** Undefined if it is damaged. */
export function validRun(value: unknown): RunRecord | undefined {
  if (!isObject(value) || !isObject(value.spec)) return undefined;
  const whole = { ...value, spec: wholeSpec(value.spec) };
  return runRecordSchema.safeParse(whole).success ? (whole as unknown as RunRecord) : undefined;
}

const isEvent = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.type === 'string' &&
  Number.isSafeInteger(value.step) &&
  (value.step as number) >= 0;
/** By hand: a schema copies every event, and long runs have tens of thousands. */
const events = z.custom<readonly unknown[]>((value) => Array.isArray(value) && value.every(isEvent));
const doubles = z.instanceof(Float64Array);
const floats = z.instanceof(Float32Array);
const pieceSchema = z.looseObject({
  fromStep: z.int().min(-1),
  toStep: z.int().min(-1),
  loss: z
    .object({ steps: doubles, values: doubles })
    .refine(({ steps, values }) => steps.length === values.length),
  epochs: events,
  measures: events,
  reports: events,
  start: z.looseObject({ type: z.literal('sample') }).optional(),
  predictions: z
    .looseObject({
      type: z.literal('predictions'),
      confusion: z.instanceof(Uint32Array).optional(),
      pairs: z.object({ targets: floats, outputs: floats }).optional(),
    })
    .optional(),
});

export const isPiece = (value: unknown): value is CurvePiece => pieceSchema.safeParse(value).success;

const checkpointSchema = z.looseObject({
  id: z.string(),
  spec: z.looseObject({}),
  epoch: count,
  arrays: z.record(
    z.string(),
    z.object({
      shape: z.array(count),
      values: z.union([floats, z.instanceof(Uint16Array)]),
    }),
  ),
  state: z.looseObject({}),
});

/** Undefined if it is damaged; the engine checks its arrays and state when the run resumes. */
export function validCheckpoint(value: unknown): Checkpoint | undefined {
  if (!checkpointSchema.safeParse(value).success) return undefined;
  const checkpoint = value as Checkpoint;
  return { ...checkpoint, spec: wholeSpec(checkpoint.spec as unknown as Loose) as unknown as RunSpec };
}
