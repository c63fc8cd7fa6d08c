/** The user's decisions on a file, kept apart from the suggestions, so that they survive rereading the file. */
import type { Task } from '../spec';
import type { ColumnProfile, ColumnUse, FileProfile, ImportChoices, StrayText } from './table/table';

/** How to read a column; "number-or-missing": its texts count as missing. */
export type Way = ColumnUse | 'number-or-missing';

export interface Decisions {
  readonly name?: string;
  readonly target?: string;
  /** `of`: the target, or the labels file, to which the decision applies. */
  readonly task?: { readonly of: string | undefined; readonly task: Task };
  /** By column name; may include columns that only another reading has. */
  readonly ways: Readonly<Record<string, Way>>;
  readonly standardise?: ImportChoices['standardise'];
  readonly testShare?: number;
  readonly splitSeed?: number;
}

export const noDecisions: Decisions = { ways: {} };

type Read = Pick<FileProfile, 'suggested' | 'columns' | 'labels'>;

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const usedAs = (way: Way): ColumnUse => (way === 'number-or-missing' ? 'number' : way);

/** Default use of a column; too many distinct texts cannot be categories. */
const looked = ({ looks, distinct }: ColumnProfile): ColumnUse =>
  looks === 'categories' && !Number.isFinite(distinct) ? 'leave-out' : looks;

/** Key to which a decision on the task applies: labels file or target. */
export const aimOf = ({ labels }: Pick<FileProfile, 'labels'>, { target }: Pick<ImportChoices, 'target'>) =>
  target ?? labels;

const isNamed =
  (wanted: string | undefined) =>
  ({ name }: ColumnProfile): boolean =>
    name === wanted;

/** Ignores a decided target that this reading does not have. */
function targetIn(read: Read, decided: Decisions): Pick<ImportChoices, 'target' | 'task'> {
  const { suggested, columns } = read;
  const chosen = columns.find(isNamed(decided.target)) ?? columns.find(isNamed(suggested.target));
  const target = chosen?.name;
  const looks = chosen && target !== suggested.target ? chosen.task : suggested.task;
  const aim = aimOf(read, target === undefined ? {} : { target });
  const task = decided.task?.of === aim ? decided.task?.task : undefined;
  return { ...(target === undefined ? {} : { target }), task: task ?? looks };
}

/** The suggestions overridden by the decisions; decisions on absent columns are ignored. */
export function choicesOf(read: Read, decided: Decisions): ImportChoices {
  const { suggested, columns } = read;
  const { ways, name, standardise, testShare, splitSeed } = decided;
  const aimed = targetIn(read, decided);
  const inputs = columns.filter((column) => column.name !== aimed.target);
  const uses = inputs.map((column) => {
    const way = own(ways, column.name);
    return [column.name, way ? usedAs(way) : (own(suggested.uses, column.name) ?? looked(column))] as const;
  });
  const textsAreMissing = columns.flatMap((column) => {
    const way = own(ways, column.name);
    const missing = way ? way === 'number-or-missing' : suggested.textsAreMissing?.includes(column.name);
    return missing ? [column.name] : [];
  });
  const { target: _target, textsAreMissing: _texts, ...rest } = suggested;
  return {
    ...rest,
    ...aimed,
    uses: Object.fromEntries(uses),
    ...(textsAreMissing.length > 0 ? { textsAreMissing } : {}),
    name: name ?? suggested.name,
    standardise: standardise ?? suggested.standardise,
    testShare: testShare ?? suggested.testShare,
    splitSeed: splitSeed ?? suggested.splitSeed,
  };
}

/** How a column is currently read; for the target it follows from the task. */
export function wayOf(column: ColumnProfile, choices: ImportChoices): Way {
  const target = column.name === choices.target;
  const asTarget = choices.task === 'regression' ? 'number' : 'categories';
  const use = target ? asTarget : (own(choices.uses, column.name) ?? column.looks);
  return use === 'number' && choices.textsAreMissing?.includes(column.name) ? 'number-or-missing' : use;
}

/** Texts that currently keep their columns from being read as numbers. */
export function openQuestions(
  { columns, strayTexts = [] }: Pick<FileProfile, 'columns' | 'strayTexts'>,
  choices: ImportChoices,
): readonly StrayText[] {
  const asNumbers = new Set(
    columns.filter((column) => wayOf(column, choices) === 'number').map(({ name }) => name),
  );
  return strayTexts.filter(({ column }) => asNumbers.has(column));
}
