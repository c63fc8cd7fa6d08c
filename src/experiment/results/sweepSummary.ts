/**
 * What the page reads of a recorded sweep: `results/sweeps/<id>/summary.json`, a line for each finished run. `npm run docs`
 * writes it from the runs' own files, which hold whole curves.
 */
import { z } from 'zod';
import { ruleIds } from '../../core/rules';
import { backendIds } from '../../core/run/backends';
import { checked } from './checked';

const VERSION = 1;

/** Accuracies are fractions, null for regression; losses are null where they are not finite. */
const scores = z.strictObject({ testAccuracy: z.number().nullable(), testLoss: z.number().nullable() });

const run = z.strictObject({
  /** Its id among the experiment's runs. */
  run: z.string().min(1),
  rule: z.enum(ruleIds),
  seed: z.int().min(0),
  /** What it has of its own: settings with several values in the sweep. */
  settings: z.record(z.string(), z.unknown()),
  /** Epochs done. */
  epochs: z.int().min(0),
  /** Of the best epoch on the test set, each by itself. */
  best: scores,
  last: scores,
  /** Its loss stopped being a number. */
  diverged: z.literal(true).optional(),
  backend: z.enum(backendIds),
  lab: z.string(),
  machine: z.string(),
  date: z.iso.datetime(),
});
export type SummaryRun = Readonly<z.infer<typeof run>>;

const schema = z.strictObject({
  version: z.literal(VERSION, `this lab reads version ${VERSION}`),
  sweep: z.string(),
  runs: z.array(run),
});
export type SweepSummary = Readonly<z.infer<typeof schema>>;

/** @throws {StudyProblem} that names file, field and value */
export const readSummary = (id: string, json: unknown): SweepSummary =>
  checked(`results/sweeps/${id}/summary.json`, schema, json);

/** A line for each run. */
export function writeSummary(sweep: string, runs: readonly SummaryRun[]): string {
  const lines = runs.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  const list = runs.length > 0 ? `[\n${lines}\n  ]` : '[]';
  return `{\n  "version": ${VERSION},\n  "sweep": ${JSON.stringify(sweep)},\n  "runs": ${list}\n}\n`;
}
