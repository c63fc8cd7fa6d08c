/** Imports one mutant and checks all invariants. */
import { createHash } from 'node:crypto';
import type { Stream } from '../../src/core/random/rng';
import { type Examined, examine } from '../../src/data/import';
import type { Outcome } from '../../src/data/import/examined';
import type { ColumnUse, ImportChoices, ReadOptions } from '../../src/data/import/table/table';
import { type Delimiter, decimalMarks, delimiters } from '../../src/data/import/table/table';
import { DataProblem } from '../../src/data/spec';
import { type Agreement, type Made, tableAgreement } from './agreement';
import { arrayAgreement } from './arrays';
import { textOf } from './cells';
import type { Sample } from './sample';
import { soundness } from './soundness';

export interface Trial {
  /** The error's title; "" if it was imported. */
  readonly refused: string;
  readonly faults: readonly string[];
  readonly cells: number;
  readonly skipped: string | undefined;
  /** CPU time in milliseconds. */
  readonly cpu: number;
}

const SLOWEST = 2000;

const allocate = (bytes: number): ArrayBufferLike => new ArrayBuffer(bytes);

function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const sourceOf = ({ files }: Sample) =>
  files.map(({ name, bytes }) => ({ name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) }));

function problemFaults(problem: DataProblem, { files }: Sample): string[] {
  const { title, detail } = problem;
  const faults: string[] = [];
  if (title.trim() === '' || detail.trim() === '') faults.push('a problem without words');
  if (!files.some(({ name }) => detail.includes(name)))
    faults.push(`no file is named in “${title} ${detail}”`);
  const text = files.map(({ bytes }) => textFor(bytes)).join('\n');
  for (const odd of ['undefined', '[object'])
    if (detail.includes(odd) && !text.includes(odd)) faults.push(`“${odd}” in “${detail}”`);
  return faults;
}

function textFor(bytes: Uint8Array): string {
  try {
    return textOf(bytes);
  } catch {
    return '';
  }
}

/** A digest of the result. */
function digest(
  { profile }: Examined,
  outcome: Outcome,
  { info, dataset }: Pick<Made, 'info' | 'dataset'>,
): string {
  const hash = createHash('sha256');
  const plain = (_key: string, value: unknown): unknown =>
    ArrayBuffer.isView(value)
      ? createHash('sha256')
          .update(value as Uint8Array)
          .digest('hex')
      : typeof value === 'number'
        ? String(value)
        : value;
  hash.update(JSON.stringify([profile, outcome, info, dataset], plain));
  return hash.digest('hex');
}

interface Result {
  readonly refused: string;
  readonly faults: readonly string[];
  readonly agreement?: Agreement;
  readonly digest: string;
  readonly examined?: Examined;
}

const agreementOf = (sample: Sample, made: Made): Agreement =>
  made.profile.format === 'csv'
    ? tableAgreement(textFor(sample.files[0]!.bytes), made)
    : arrayAgreement(sample, made);

type Choose = (suggested: ImportChoices, profile: Examined['profile']) => ImportChoices;

async function once(sample: Sample, options: ReadOptions, choose: Choose, check: boolean): Promise<Result> {
  let examined: Examined | undefined;
  try {
    examined = await examine(sourceOf(sample), options);
    const choices = choose(examined.profile.suggested, examined.profile);
    const outcome = examined.outcome(choices);
    const made = examined.make(choices, 'own-mutant', allocate);
    const whole: Made = { ...made, profile: examined.profile, options, choices, notes: outcome.notes };
    const agreement = check ? agreementOf(sample, whole) : undefined;
    return {
      refused: '',
      faults: check ? [...soundness(whole, outcome), ...(agreement?.faults ?? [])] : [],
      ...(agreement ? { agreement } : {}),
      digest: digest(examined, outcome, made),
      examined,
    };
  } catch (reason) {
    const also = examined ? { examined } : {};
    if (reason instanceof DataProblem)
      return {
        refused: reason.title,
        faults: problemFaults(reason, sample),
        digest: reason.message,
        ...also,
      };
    const text =
      reason instanceof Error
        ? (reason.stack ?? reason.message).split('\n').slice(0, 3).join(' ')
        : String(reason);
    return { refused: '', faults: [`crash: ${text}`], digest: text, ...also };
  }
}

const pick = <T>(random: Stream, list: readonly T[]): T | undefined =>
  list[random.below(Math.max(1, list.length))];

/** Alternative reading options, as a user could set in the preview. */
function otherOptions(random: Stream, profile: Examined['profile'] | undefined): ReadOptions {
  const mark = pick(random, Object.keys(delimiters) as Delimiter[])!;
  if (profile?.format !== 'csv')
    return random.below(2) ? { delimiter: mark } : { header: random.below(2) === 1 };
  const other = pick(random, profile.otherReadings ?? []);
  const ways: ReadOptions[] = [
    // The original options, with the other choices.
    ...[{}, {}, {}, {}],
    { header: !profile.header },
    { decimal: decimalMarks.find((decimal) => decimal !== profile.decimal)! },
    { delimiter: mark },
    { quotes: profile.quotes === false },
    { missing: [profile.firstRows[0]?.[0] ?? '0'] },
    { skipRows: random.below(4) },
    ...(other ? [other.options, other.options, other.options] : []),
  ];
  return pick(random, ways)!;
}

/** Sometimes changes the suggested choices. */
function otherChoices(random: Stream): Choose {
  const [task, uses, target, standard] = [random.below(3), random.next(), random.next(), random.below(4)];
  const kinds: readonly ColumnUse[] = ['number', 'categories', 'leave-out'];
  return (suggested, { columns }) => {
    if (columns.length === 0) return task === 0 ? { ...suggested, task: 'regression' } : suggested;
    const chosen = columns[Math.floor(target * columns.length)]!;
    const changed = columns[Math.floor(uses * columns.length)]!;
    const wanted = task === 0 ? chosen.name : suggested.target!;
    const rest = Object.fromEntries(columns.map(({ name, looks }) => [name, suggested.uses[name] ?? looks]));
    return {
      ...suggested,
      target: wanted,
      task: task === 0 ? chosen.task : suggested.task,
      uses: { ...rest, [changed.name]: kinds[Math.floor(uses * 997) % 3]! },
      textsAreMissing: columns.map(({ name }) => name),
      standardise: standard === 0 ? false : suggested.standardise,
    };
  };
}

const asSuggested: Choose = (suggested) => suggested;

/** @param random for the alternative reading options */
export async function tryOut(sample: Sample, random: Stream): Promise<Trial> {
  const start = cpuNow();
  const first = await once(sample, {}, asSuggested, true);
  const cpu = cpuNow() - start;
  const again = await once(sample, {}, asSuggested, false);
  const faults = [...first.faults];
  if (first.digest !== again.digest) faults.push('the same file gives something else a second time');
  const options = otherOptions(random, first.examined?.profile);
  const second = await once(sample, options, otherChoices(random), true);
  faults.push(...second.faults.map((fault) => `with ${JSON.stringify(options)}: ${fault}`));
  if (cpu > SLOWEST) faults.push(`slow: ${Math.round(cpu)} ms`);
  return {
    refused: first.refused,
    faults,
    cells: (first.agreement?.cells ?? 0) + (second.agreement?.cells ?? 0),
    skipped: first.agreement?.skipped,
    cpu,
  };
}
