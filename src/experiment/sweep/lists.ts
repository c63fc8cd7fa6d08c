/** Lists of values in one text of the command line: "0.01/0.001", "f3-error=1e-4/1e-3", "500/500x3". */
import type { Experiment } from '../../core/run/spec';
import { type Field, type FieldKey, fail, type Parsed } from '../fields/field';
import { fields } from '../fields/fields';
import { type SweepAxis, sweepKeys } from './sweep';

const BETWEEN = '/';

/** Commas belong to a value of these: "500,300/100" is two values. In other texts they separate parts, each with its own list. */
const whole: readonly FieldKey[] = ['hidden', 'freeze', 'classes', 'withheld'];

/** "bp=0.1/0.2" → "bp=0.1", "bp=0.2" */
function partValues(part: string): readonly string[] {
  const at = part.indexOf('=') + 1;
  const values = part.slice(at).split(BETWEEN);
  return values.map((value) => part.slice(0, at) + value.trim());
}

/** "0.1,bp=1/2" → "0.1,bp=1", "0.1,bp=2"; the last part changes first. */
function valuesIn(setting: FieldKey, text: string): readonly string[] {
  if (whole.includes(setting)) return text.split(BETWEEN).map((value) => value.trim());
  const [first = [], ...others] = text.split(',').map(partValues);
  return others.reduce(
    (all, values) => all.flatMap((one) => values.map((value) => `${one},${value}`)),
    first,
  );
}

/** Whether the text of this setting has several values. */
export const isList = (setting: FieldKey, text: string): boolean =>
  sweepKeys.includes(setting) && text.includes(BETWEEN);

/** The first value of a list. */
export const firstOf = (setting: FieldKey, text: string): string => valuesIn(setting, text)[0] ?? '';

/**
 * @param experiment with the first of the values
 * @returns the values, or a problem that names the setting, the value and how to fix it
 */
export function parseList(experiment: Experiment, setting: FieldKey, text: string): Parsed<SweepAxis> {
  const field = fields[setting] as Field<FieldKey>;
  const values: unknown[] = [];
  for (const one of valuesIn(setting, text)) {
    if (one === '' || one.endsWith('='))
      return fail(field.label, text, `has nothing on one side of a “${BETWEEN}”. Write a value there`);
    const parsed = field.parse(one, experiment);
    if (!parsed.ok) return parsed;
    if (values.some((value) => JSON.stringify(value) === JSON.stringify(parsed.value)))
      return fail(field.label, text, `means ${one} twice. Remove one`);
    values.push(parsed.value);
  }
  return { ok: true, value: { setting, values } };
}
