/**
 * A study's record, `results/<id>/record.json`: computed curves, and with what they were computed. Only
 * `lab study <id> --record` writes it; the same command, seeds and backend give the same curves, byte for byte.
 */
import { z } from 'zod';
import { measureIds } from '../../core/measures';
import { ruleIds } from '../../core/rules';
import { expand } from '../expand';
import { checked, pathOf, problemIn, type StudyProblem } from './checked';
import type { Arm, Study } from './study';

const VERSION = 1;

/** Null where it is not a number, or infinite. */
const value = z.number().nullable();
const curve = z.array(value);

const run = z.strictObject({
  rule: z.enum(ruleIds),
  seed: z.int().min(0),
  /** After epoch 1, 2, …; accuracies as fractions, null for regression. */
  testAccuracy: curve,
  testLoss: curve,
  trainingLoss: curve,
  /** By measure and series: the values before training and after each epoch; null where nothing was measured. */
  measures: z.partialRecord(z.enum(measureIds), z.record(z.string(), z.array(curve.nullable()))),
  /** Its loss was not finite at this step. */
  stoppedAt: z.int().min(0).optional(),
  /** It ended without having learned since this epoch. */
  stuckSince: z.int().min(1).optional(),
});
export type RecordedRun = Readonly<z.infer<typeof run>>;

const recordSchema = z.strictObject({
  version: z.literal(VERSION, `this lab reads version ${VERSION}`),
  study: z.string(),
  /** Version of the lab. */
  lab: z.string().regex(/^\d+\.\d+\.\d+/, 'must be a version such as 0.1.0'),
  commit: z
    .string()
    .regex(/^([\da-f]{40}( with changes)?|unknown)$/, 'must be a commit’s 40 digits, or “unknown”'),
  backend: z.string().min(1, 'must not be empty'),
  machine: z.string().min(1, 'must not be empty'),
  date: z.iso.date('must be a day such as 2026-11-28'),
  arms: z.array(z.strictObject({ id: z.string(), experiment: z.string(), runs: z.array(run) })),
});
export type StudyRecord = Readonly<z.infer<typeof recordSchema>>;

/** With what the curves were computed. */
export type Provenance = Pick<StudyRecord, 'lab' | 'commit' | 'backend' | 'machine' | 'date'>;

/** A study with its runs. */
export interface Recorded {
  readonly study: Study;
  readonly record: StudyRecord;
}

export const recordCommand = (id: string): string => `npm run -s lab -- study ${id} --record`;

/** @param runs of each arm, in the order of `expand` */
export const recordOf = (
  { id: study, arms }: Study,
  { lab, commit, backend, machine, date }: Provenance,
  runs: readonly (readonly RecordedRun[])[],
): StudyRecord => ({
  version: VERSION,
  study,
  lab,
  commit,
  backend,
  machine,
  date,
  arms: arms.map(({ id, query }, i) => ({ id, experiment: query, runs: [...(runs[i] ?? [])] })),
});

/** Indented, with a line for each run. */
export function writeRecord({ arms, ...head }: StudyRecord): string {
  const lines = Object.entries(head).map(([key, of]) => `  ${JSON.stringify(key)}: ${JSON.stringify(of)},`);
  const texts = arms.map(({ id, experiment, runs }) =>
    [
      '    {',
      `      "id": ${JSON.stringify(id)},`,
      `      "experiment": ${JSON.stringify(experiment)},`,
      '      "runs": [',
      runs.map((one) => `        ${JSON.stringify(one)}`).join(',\n'),
      '      ]',
      '    }',
    ].join('\n'),
  );
  return ['{', ...lines, '  "arms": [', texts.join(',\n'), '  ]', '}', ''].join('\n');
}

type RecordedArm = StudyRecord['arms'][number];

/** What does not fit the study's arm: the field and the problem. */
function armProblem(
  { query, experiment }: Arm,
  recorded: RecordedArm,
): readonly [string, string] | undefined {
  if (recorded.experiment !== query)
    return ['experiment', `“${recorded.experiment}” is not the study’s, which is now “${query}”.`];
  const names = (runs: readonly { readonly rule: string; readonly seed: number }[]): string =>
    runs.map(({ rule, seed }) => `${rule} ${seed}`).join(', ');
  const [planned, found] = [names(expand(experiment).map(({ spec }) => spec)), names(recorded.runs)];
  if (planned !== found) return ['runs', `“${found}” are not the runs of its experiment, “${planned}”.`];
  for (const [i, one] of recorded.runs.entries()) {
    const epochs = one.testLoss.length;
    const right = one.stoppedAt === undefined ? epochs === experiment.epochs : epochs < experiment.epochs;
    if (!right) return [`runs.${i}.testLoss`, `${epochs} epochs are not the ${experiment.epochs} planned.`];
    for (const name of ['testAccuracy', 'trainingLoss'] as const)
      if (one[name].length !== epochs)
        return [`runs.${i}.${name}`, `${one[name].length} epochs, but testLoss has ${epochs}.`];
    for (const [measure, series] of Object.entries(one.measures))
      for (const [name, values] of Object.entries(series))
        if (values.length !== epochs + 1)
          return [
            `runs.${i}.measures.${measure}.${name}`,
            `${values.length} values, but there are ${epochs + 1}: before training and after each epoch.`,
          ];
  }
  return undefined;
}

/** @throws {StudyProblem} also where it does not fit the study as it is now */
export function readRecord(study: Study, json: unknown): Recorded {
  const file = pathOf(study.id, 'record.json');
  const record = checked(file, recordSchema, json);
  const refuse = (field: string, what: string): StudyProblem =>
    problemIn(file, field, `${what} Record it again: ${recordCommand(study.id)}.`);
  if (record.study !== study.id) throw refuse('study', `“${record.study}” is not ${study.id}.`);
  const [own, recorded] = [study.arms, record.arms].map((arms) => arms.map(({ id }) => id).join(', '));
  if (own !== recorded) throw refuse('arms', `“${recorded}” are not the study’s, which are now “${own}”.`);
  for (const [i, arm] of study.arms.entries()) {
    const [field, what] = armProblem(arm, record.arms[i] as RecordedArm) ?? [];
    if (field !== undefined && what !== undefined) throw refuse(`arms.${i}.${field}`, what);
  }
  return { study, record };
}
