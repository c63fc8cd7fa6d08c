/** Validates the files of a study; messages name file, field and value. */
import type { z } from 'zod';
import { asWritten, shown } from '../fields/field';

/** A file of a study cannot be used. */
export class StudyProblem extends Error {
  override readonly name = 'StudyProblem';
}

/** Path of a study's file, from the project's root. */
export const pathOf = (id: string, name: 'study.json' | 'record.json'): string => `results/${id}/${name}`;

/** @param field "arms.1.experiment"; empty for the whole file */
export const problemIn = (file: string, field: string, what: string): StudyProblem =>
  new StudyProblem(`${[file, field].filter(Boolean).join(': ')}: ${what}`);

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;

/** @throws {StudyProblem} that names the first invalid field */
export function checked<T>(file: string, schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path = [], message = 'is not valid' } = parsed.error.issues[0] ?? {};
  const value = path.reduce(inside, json);
  const text = value === undefined ? 'is missing' : `“${shown(asWritten(value))}”`;
  throw problemIn(file, path.map(String).join('.'), `${text}: ${message}.`);
}
