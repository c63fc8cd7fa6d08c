/** Options for texts in a numeric column: only those that work, and why the others do not. */
import { count as counted } from '../../core/format';
import { limits } from './limits';
import { isInfiniteText } from './numbers/numberText';
import type { ColumnProfile, ImportChoices, StrayText } from './table/table';

export type Answer = 'missing' | 'categories' | 'classes' | 'leave-out';

export interface Answers {
  readonly works: readonly Answer[];
  /** Sentences on options that do not work. */
  readonly whyNot: readonly string[];
}

/** Whether the column's numbers can be inputs or a target. */
export const holdsNumbers = ({ counts }: ColumnProfile): boolean => counts.length > 0;
export const canBePredicted = (column: ColumnProfile): boolean =>
  holdsNumbers(column) && column.from !== column.to;

export const canBeCategories = ({ distinct }: ColumnProfile): boolean => Number.isFinite(distinct);

/** As a target, without infinities: at least one class must occur twice, so that it can be tested. */
export function canBeClasses(
  { distinct, categories }: ColumnProfile,
  infinite: readonly StrayText[],
): boolean {
  const classes = distinct - infinite.length;
  const often = categories.some(({ text, count }) => count > 1 && !isInfiniteText(text));
  return classes >= 2 && classes <= limits.classes && often;
}

export const infiniteAmong = (texts: readonly StrayText[], { name }: ColumnProfile): readonly StrayText[] =>
  texts.filter(({ column, text }) => column === name && isInfiniteText(text));

export const isOnlyInput = ({ name }: ColumnProfile, { uses }: Pick<ImportChoices, 'uses'>): boolean =>
  Object.entries(uses).every(([other, use]) => other === name || use === 'leave-out');

const different = ({ distinct }: ColumnProfile): string =>
  Number.isFinite(distinct)
    ? `The column has ${counted(distinct)} different values`
    : `The column has more than ${counted(limits.categories)} different values`;

function whyNoClasses(column: ColumnProfile, infinite: readonly StrayText[]): string {
  const [first] = infinite;
  if (first && canBeClasses(column, infinite))
    return `“${first.text}” is not a class: it must count as missing.`;
  if (column.distinct > limits.classes)
    return `${different(column)}; ${limits.classes} classes are the most.`;
  return 'Its values are not classes: at least one must occur twice.';
}

function ofTarget(column: ColumnProfile, texts: readonly StrayText[]): Answers {
  const infinite = infiniteAmong(texts, column);
  const classes = infinite.length === 0 && canBeClasses(column, infinite);
  const numbers = canBePredicted(column);
  return {
    works: [...(numbers ? ['missing' as const] : []), ...(classes ? ['classes' as const] : [])],
    whyNot: [
      ...(numbers ? [] : ['Without them the column is constant: there is nothing to predict.']),
      ...(classes ? [] : [whyNoClasses(column, infinite)]),
      ...(numbers || classes ? [] : ['Choose another target.']),
    ],
  };
}

function ofInput(column: ColumnProfile, choices: Pick<ImportChoices, 'uses'>): Answers {
  const [numbers, categories, only] = [
    holdsNumbers(column),
    canBeCategories(column),
    isOnlyInput(column, choices),
  ];
  return {
    works: [
      ...(numbers ? ['missing' as const] : []),
      ...(categories ? ['categories' as const] : []),
      ...(only ? [] : ['leave-out' as const]),
    ],
    whyNot: [
      ...(numbers ? [] : ['The column has no other number.']),
      ...(categories ? [] : [`${different(column)}, too many for categories.`]),
      ...(only ? ['The column is the only input, so it cannot be left out.'] : []),
    ],
  };
}

/** @param texts the texts among its numbers */
export const answersTo = (
  column: ColumnProfile,
  texts: readonly StrayText[],
  choices: Pick<ImportChoices, 'uses' | 'target'>,
): Answers => (column.name === choices.target ? ofTarget(column, texts) : ofInput(column, choices));
