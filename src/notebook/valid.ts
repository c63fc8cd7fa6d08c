/** Validates stored records, which a damaged disk or another program may have changed. */
import { z } from 'zod';
import { backendIds } from '../core/run/backends';
import { experimentSchema, type RunSpec } from '../core/run/spec';
import { tasks } from '../data/spec';
import type { ExperimentRecord, RunRecord } from './records';

const count = z.int().min(0);
const time = z.number();

const data = z.looseObject({
  name: z.string(),
  task: z.enum(tasks),
  trainSize: count,
  inputs: count,
  outputs: count,
});
const experimentRecord = z.looseObject({
  id: z.string().regex(/^[\w-]+$/),
  name: z.string(),
  created: time,
  settings: experimentSchema,
  sweep: z.array(z.looseObject({ setting: z.string(), values: z.array(z.unknown()) })),
  data,
  note: z.string(),
  removed: time.optional(),
});
const runRecord = z.looseObject({
  experiment: z.string(),
  id: z.string(),
  spec: z.custom<RunSpec>((spec) => {
    const { rule, seed, hidden } = (spec ?? {}) as Partial<RunSpec>;
    return typeof rule === 'string' && typeof seed === 'number' && Array.isArray(hidden);
  }),
  place: z.number(),
  state: z.enum(['waiting', 'training', 'paused', 'done', 'diverged', 'failed', 'stopped']),
  backend: z.enum(backendIds).optional(),
  step: count,
  epoch: count,
  stepsPerEpoch: count,
  parameters: count,
  reached: z.looseObject({ testLoss: z.union([z.number(), z.nan()]) }).optional(),
  curveBytes: count,
  tags: z.array(z.string()),
  note: z.string(),
  removed: time.optional(),
});

export const isExperiment = (value: unknown): value is ExperimentRecord =>
  experimentRecord.safeParse(value).success;
export const isRun = (value: unknown): value is RunRecord => runRecord.safeParse(value).success;
