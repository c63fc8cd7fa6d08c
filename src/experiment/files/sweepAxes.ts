/** The sweep of an experiment file: settings with several values each. */
import type { Experiment } from '../../core/run/spec';
import { asWritten, type Field, type FieldKey, fail, type Parsed } from '../fields/field';
import { fields } from '../fields/fields';
import { type SweepAxis, sweepKeys, sweepProblem } from '../sweep/sweep';

const LABEL = 'Sweep';

const isAxis = (
  value: unknown,
): value is { readonly setting: unknown; readonly values: readonly unknown[] } =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as { readonly values?: unknown }).values) &&
  Object.keys(value).every((key) => key === 'setting' || key === 'values');

function readAxis(value: unknown, experiment: Experiment): Parsed<SweepAxis> {
  if (!isAxis(value) || value.values.length === 0)
    return fail(
      LABEL,
      asWritten(value),
      'is not a list of values. Write {"setting": "batchSize", "values": [50, 100]}',
    );
  const setting = sweepKeys.find((key) => key === value.setting);
  if (setting === undefined)
    return fail(
      LABEL,
      asWritten(value.setting),
      `cannot have several values. Choose ${sweepKeys.join(', ')}`,
    );
  const field = fields[setting] as Field<FieldKey>;
  const values: unknown[] = [];
  for (const one of value.values) {
    const read = field.read(one, experiment);
    if (!read.ok) return { ok: false, problem: `${LABEL}: ${read.problem}` };
    if (values.some((other) => JSON.stringify(other) === JSON.stringify(read.value)))
      return fail(LABEL, asWritten(one), `is a value of ${setting} twice. Remove one`);
    values.push(read.value);
  }
  return { ok: true, value: { setting, values } };
}

/** @param written as the file has it; undefined: no sweep */
export function readSweep(written: unknown, experiment: Experiment): Parsed<readonly SweepAxis[]> {
  if (written === undefined) return { ok: true, value: [] };
  if (!Array.isArray(written))
    return fail(
      LABEL,
      asWritten(written),
      'is not a list. Write [{"setting": "batchSize", "values": [50, 100]}]',
    );
  const sweep: SweepAxis[] = [];
  for (const one of written) {
    const axis = readAxis(one, experiment);
    if (!axis.ok) return axis;
    const { setting } = axis.value;
    if (sweep.some((other) => other.setting === setting))
      return fail(LABEL, setting, 'is there twice. Write its values in one list');
    sweep.push(axis.value);
  }
  const problem = sweepProblem(experiment, sweep);
  return problem === undefined ? { ok: true, value: sweep } : { ok: false, problem: `${LABEL}: ${problem}` };
}
