/** Suggests a table's target column, and whether its values are classes. */
import type { Task } from '../../spec';
import { limits } from '../limits';
import type { Column } from './column';
import type { ColumnProfile, ColumnUse } from './table';

export const areIntegers = (numbers: Float64Array): boolean =>
  numbers.every((value) => Number.isNaN(value) || Number.isInteger(value));

/** Names for classes: any number of whole numbers are classes, if each occurs twice on average. */
const classNames =
  /^(.*[ _.-])?(class|classes|label|labels|category|species|diagnosis)([ _.-]?(id|no|nr|index|name))?$/i;
/** Names for targets of either task: whole numbers are classes if they run from 0 or 1 without a gap. */
const aimNames = /^(.*[ _.-])?(target|y|outcome|response|output)$/i;

const MANY_CLASSES = 100;

function runsUp(numbers: Float64Array, distinct: number): boolean {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i]! < from) from = numbers[i]!;
    if (numbers[i]! > to) to = numbers[i]!;
  }
  return (from === 0 || from === 1) && to - from + 1 === distinct;
}

/**
 * The task if this column is the target. Texts are classes; so are few frequent whole numbers (less frequent if they
 * run from 0 or 1 without a gap), and more of them if the column's name suggests classes.
 * @param distinct number of distinct numbers or texts
 */
export function taskOf({ name, numbers }: Column, looks: ColumnProfile['looks'], distinct: number): Task {
  if (looks === 'categories' || distinct === 0) return 'classification';
  const rows = numbers.length;
  const levels = distinct > 2 && distinct <= 10 && distinct <= rows / 10 && runsUp(numbers, distinct);
  const few = (distinct === 2 && rows > 4) || (distinct <= 20 && distinct < rows / 20) || levels;
  const often = distinct > 1 && distinct <= rows / 2;
  const named = classNames.test(name) && often && distinct <= limits.classes;
  const aimed = aimNames.test(name) && often && distinct <= MANY_CLASSES && runsUp(numbers, distinct);
  return (few || named || aimed) && areIntegers(numbers) ? 'classification' : 'regression';
}

/** Common target names, most likely first. */
const wellKnown = [
  ...'target label labels survived churn churned exited attrition fraud is_fraud isfraud'.split(' '),
  ...'readmitted class species quality outcome diagnosis income category default defaulted'.split(' '),
  ...'response result sentiment spam approved loan_status purchased subscribed clicked'.split(' '),
  ...'converted variety saleprice medv median_house_value'.split(' '),
  // Last: beside x it is a coordinate, and the target has another name.
  'y',
];
const endings =
  /[ _.-](class|target|label|outcome)$|^(class|target|label|outcome)[ _.-]|[a-z](Class|Target|Label|Outcome)$/;

const isTwoValued = ({ distinct, missing }: ColumnProfile): boolean => distinct === 2 && missing === 0;

/** Index of the column that looks like the target. */
export function suggestTarget(
  columns: readonly Column[],
  profiles: readonly ColumnProfile[],
  uses: readonly ColumnUse[],
): number {
  const names = columns.map(({ name }) => name.toLowerCase());
  const known = wellKnown.map((wanted) => names.lastIndexOf(wanted)).find((place) => place >= 0);
  if (known !== undefined) return known;
  const ending = columns.findLastIndex(({ name }, j) => endings.test(name) && uses[j] !== 'leave-out');
  if (ending >= 0) return ending;
  const last = uses.findLastIndex((use) => use !== 'leave-out');
  if (last < 0) return columns.length - 1;
  return classesAtFront(profiles, uses, last) ?? last;
}

/**
 * If the last column is a measurement: the first column if it alone holds classes, or a two-valued column after one of
 * ids, as Survived after PassengerId.
 */
function classesAtFront(
  profiles: readonly ColumnProfile[],
  uses: readonly ColumnUse[],
  last: number,
): number | undefined {
  if (profiles[last]!.task === 'classification') return undefined;
  const first = uses.findIndex((use) => use !== 'leave-out');
  const others = profiles.filter((_, j) => j !== first && uses[j] !== 'leave-out');
  if (first > 0 && isTwoValued(profiles[first]!)) return first;
  const alone = uses[first] === 'categories' && others.every(({ looks }) => looks === 'number');
  const { distinct, categories } = profiles[first]!;
  const often = distinct <= 20 && categories.every(({ count }) => count > 1);
  const measured = others.every(({ task }) => task === 'regression');
  return first === 0 && alone && often && measured && distinct > 1 ? first : undefined;
}
