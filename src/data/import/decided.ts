/** What a person decided of a file, apart from what was suggested: it outlives another reading of the same file. */
import type { Task } from '../spec';
import type { ColumnProfile, ColumnUse, FileProfile, ImportChoices, StrayText } from './table/table';

/** How a column is read; "number-or-missing": its texts count as missing. */
export type Way = ColumnUse | 'number-or-missing';

export interface Decided {
  readonly name?: string;
  readonly target?: string;
  /** `of`: the target, or the file with the labels, for which it was decided. Another one looks otherwise. */
  readonly task?: { readonly of: string | undefined; readonly task: Task };
  /** By column name, also of columns that the present reading does not have: a later one may. */
  readonly ways: Readonly<Record<string, Way>>;
  readonly standardise?: ImportChoices['standardise'];
  readonly testShare?: number;
  readonly splitSeed?: number;
}

export const nothingDecided: Decided = { ways: {} };

type Read = Pick<FileProfile, 'suggested' | 'columns' | 'labels'>;

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const usedAs = (way: Way): ColumnUse => (way === 'number-or-missing' ? 'number' : way);

/** Of a column that was suggested as the target and is none: too many texts cannot be categories. */
const looked = ({ looks, distinct }: ColumnProfile): ColumnUse =>
  looks === 'categories' && !Number.isFinite(distinct) ? 'leave-out' : looks;

/** What a task is decided for. */
export const aimOf = ({ labels }: Pick<FileProfile, 'labels'>, { target }: Pick<ImportChoices, 'target'>) =>
  target ?? labels;

const isNamed =
  (wanted: string | undefined) =>
  ({ name }: ColumnProfile): boolean =>
    name === wanted;

/** A target that the reading does not have is another time's. */
function targetIn(read: Read, decided: Decided): Pick<ImportChoices, 'target' | 'task'> {
  const { suggested, columns } = read;
  const chosen = columns.find(isNamed(decided.target)) ?? columns.find(isNamed(suggested.target));
  const target = chosen?.name;
  const looks = chosen && target !== suggested.target ? chosen.task : suggested.task;
  const aim = aimOf(read, target === undefined ? {} : { target });
  const task = decided.task?.of === aim ? decided.task?.task : undefined;
  return { ...(target === undefined ? {} : { target }), task: task ?? looks };
}

/** What was suggested, with what was decided in its place. What the reading does not have is passed over. */
export function choicesOf(read: Read, decided: Decided): ImportChoices {
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

/** How a column is read as things stand; the target's by its task. */
export function wayOf(column: ColumnProfile, choices: ImportChoices): Way {
  const target = column.name === choices.target;
  const asTarget = choices.task === 'regression' ? 'number' : 'categories';
  const use = target ? asTarget : (own(choices.uses, column.name) ?? column.looks);
  return use === 'number' && choices.textsAreMissing?.includes(column.name) ? 'number-or-missing' : use;
}

/** Texts that stand in the way of reading their columns as numbers, as things stand. */
export function openQuestions(
  { columns, strayTexts = [] }: Pick<FileProfile, 'columns' | 'strayTexts'>,
  choices: ImportChoices,
): readonly StrayText[] {
  const asNumbers = new Set(
    columns.filter((column) => wayOf(column, choices) === 'number').map(({ name }) => name),
  );
  return strayTexts.filter(({ column }) => asNumbers.has(column));
}
