/** Command-line options of the bench. */
import { parseOnce } from '../src/cli/arguments';
import { UsageError } from '../src/cli/usage';
import { type RuleId, ruleIds } from '../src/core/rules';
import { type BackendId, backendIds } from '../src/core/run/backends';
import { numberOf } from '../src/experiment/fields/field';
import { type Shape, shapes } from './shapes';

export const environments = ['chromium', 'node'] as const;
export type Environment = (typeof environments)[number];
export const parts = [
  'steps',
  'epoch',
  'page',
  'class',
  'lessons',
  'notebook',
  'memory',
  'threads',
  'pipeline',
  'map',
] as const;
export type Part = (typeof parts)[number];

export interface BenchOptions {
  readonly json: boolean;
  readonly quick: boolean;
  /** Keep what the part map measured, for page and documentation. */
  readonly record: boolean;
  readonly shapes: readonly Shape[];
  /** Undefined: those that suit the environment. */
  readonly backends: readonly BackendId[] | undefined;
  readonly environments: readonly Environment[];
  readonly rules: readonly RuleId[];
  readonly parts: readonly Part[];
  /** Length of a window in which main-thread tasks are recorded. */
  readonly windowSeconds: number;
}

export const help = `Usage: npm run -s bench -- [options]
Times training steps beside what one would otherwise take (TensorFlow.js's model.trainOnBatch, PyTorch on one
thread), a whole epoch of MNIST in the page, how the page behaves meanwhile, a class that opens it at once, the lessons,
the Compare page with many runs and with long ones, what each algorithm's worker holds, and what several threads and
the stages of a pipeline gain, and which gains more where. About forty-five minutes, in which the machine should have nothing else to do; ratios within one run count more than milliseconds.

  --json               one JSON object instead of tables
  --shape LIST         ${shapes.map(({ id }) => id).join(', ')} (x for × will do)
  --backend LIST       ${backendIds.join(', ')} [wasm; webgpu in Chromium and cpu in Node for small shapes]
  --environment LIST   ${environments.join(', ')}
  --rule LIST          ${ruleIds.join(', ')}
  --part LIST          ${parts.join(', ')} [all; steps alone when one of the four above is given]
  --seconds N          length of a window in which the page's tasks are watched [20]
  --quick              a fifth of the time, for a first look
  --record             with --part map: replaces results/ways/record.json, from which the page draws; then npm run docs
  --help               this text

  F3_PYTHON            the Python that has PyTorch [python3, /usr/bin/python3]
  F3_WEBGPU            npm’s package webgpu, for --environment node --backend webgpu, where it is not installed here
  F3_DATA              the folder with mnist/ [public/data, else ../shared/data]`;

/** Parses a comma-separated list. @throws {UsageError} naming the option, the value and the choices */
function pick<T>(
  option: string,
  text: string | undefined,
  all: readonly T[],
  nameOf: (one: T) => string,
): readonly T[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  return names.map((name) => {
    const found = all.find((one) => nameOf(one) === name);
    if (found === undefined)
      throw new UsageError(
        `--${option}: “${name}” is not known. Choose from ${all.map(nameOf).join(', ')}, comma-separated.`,
      );
    return found;
  });
}

const same = <T extends string>(one: T): string => one;

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = numberOf(text);
  if (!(seconds >= 1 && seconds <= 600))
    throw new UsageError(`--seconds: “${text}” is not a number from 1 to 600. Leave it out for 20.`);
  return seconds;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseOnce({
      args: [...args],
      options: {
        json: flag,
        quick: flag,
        record: flag,
        help: flag,
        shape: text,
        backend: text,
        environment: text,
        rule: text,
        part: text,
        seconds: text,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @returns undefined for --help. @throws {UsageError} */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const { shape, backend, environment, rule } = values;
  const selects = [shape, backend, environment, rule].some((one) => one !== undefined);
  const quick = values.quick ?? false;
  const chosen: readonly Part[] = pick('part', values.part, parts, same) ?? (selects ? ['steps'] : parts);
  const record = values.record ?? false;
  if (record && !chosen.includes('map'))
    throw new UsageError('--record keeps what the part map measures: add --part map, or leave it out.');
  return {
    json: values.json ?? false,
    quick,
    record,
    shapes: pick('shape', shape?.replaceAll(/(?<=\d)x(?=\d)/g, '×'), shapes, ({ id }) => id) ?? shapes,
    backends: pick('backend', backend, backendIds, same),
    environments: pick('environment', environment, environments, same) ?? environments,
    rules: pick('rule', rule, ruleIds, same) ?? ruleIds,
    parts: chosen,
    windowSeconds: readSeconds(values.seconds) ?? (quick ? 5 : 20),
  };
}
