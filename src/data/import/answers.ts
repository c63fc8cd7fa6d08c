/** What can be answered where texts stand among a column's numbers: only what then works, and why the rest does not. */
import { count as counted } from '../../core/format';
import { limits } from './limits';
import { saysInfinite } from './numbers/numberText';
import type { ColumnProfile, ImportChoices, StrayText } from './table/table';

export type Answer = 'missing' | 'categories' | 'classes' | 'leave-out';

export interface Answers {
  readonly works: readonly Answer[];
  /** Sentences on what does not. */
  readonly whyNot: readonly string[];
}

/** Whether a column's numbers alone can be inputs, or what is predicted. */
export const holdsNumbers = ({ counts }: ColumnProfile): boolean => counts.length > 0;
export const canBePredicted = (column: ColumnProfile): boolean =>
  holdsNumbers(column) && column.from !== column.to;

export const canBeCategories = ({ distinct }: ColumnProfile): boolean => Number.isFinite(distinct);

/** As what is predicted, once infinities are none of the classes: some class has to be there twice, for a test. */
export function canBeClasses(
  { distinct, categories }: ColumnProfile,
  infinite: readonly StrayText[],
): boolean {
  const classes = distinct - infinite.length;
  const often = categories.some(({ text, count }) => count > 1 && !saysInfinite(text));
  return classes >= 2 && classes <= limits.classes && often;
}

export const infiniteAmong = (texts: readonly StrayText[], { name }: ColumnProfile): readonly StrayText[] =>
  texts.filter(({ column, text }) => column === name && saysInfinite(text));

export const isOnlyInput = ({ name }: ColumnProfile, { uses }: Pick<ImportChoices, 'uses'>): boolean =>
  Object.entries(uses).every(([other, use]) => other === name || use === 'leave-out');

const different = ({ distinct }: ColumnProfile): string =>
  Number.isFinite(distinct)
    ? `The column has ${counted(distinct)} different values`
    : `The column has more than ${counted(limits.categories)} different values`;

function whyNoClasses(column: ColumnProfile, infinite: readonly StrayText[]): string {
  const [first] = infinite;
  if (first && canBeClasses(column, infinite)) return `“${first.text}” is no class: it has to be missing.`;
  if (column.distinct > limits.classes)
    return `${different(column)}; ${limits.classes} classes are the most.`;
  return 'Its values are no classes: none comes twice beside another one.';
}

function ofTarget(column: ColumnProfile, texts: readonly StrayText[]): Answers {
  const infinite = infiniteAmong(texts, column);
  const classes = infinite.length === 0 && canBeClasses(column, infinite);
  const numbers = canBePredicted(column);
  return {
    works: [...(numbers ? ['missing' as const] : []), ...(classes ? ['classes' as const] : [])],
    whyNot: [
      ...(numbers ? [] : ['Without them the column is always the same: there is nothing to predict.']),
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
      ...(numbers ? [] : ['The column has no number besides.']),
      ...(categories ? [] : [`${different(column)}, too many for categories.`]),
      ...(only ? ['The column is the only input, and cannot be left out.'] : []),
    ],
  };
}

/** @param texts that stand among its numbers */
export const answersTo = (
  column: ColumnProfile,
  texts: readonly StrayText[],
  choices: Pick<ImportChoices, 'uses' | 'target'>,
): Answers => (column.name === choices.target ? ofTarget(column, texts) : ofInput(column, choices));
