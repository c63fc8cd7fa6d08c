/** Checks a filled formula by the numbers alone: against the rule's own, other rules', and every other filling's. */
import type { RuleId } from '../../../../core/rules';
import { type Comparison, compare } from './compare';
import { evaluate, Misfit, shapeText } from './evaluate';
import { blanksIn, type Expression, type Filling, type Place, type SymbolText } from './expression';
import { type Numbers, sameShape } from './matrix';
import type { Text } from './print';

export interface Equation {
  /** What the rule computes. */
  readonly left: SymbolText;
  /** With blanks. */
  readonly right: Expression;
}

export interface Option {
  readonly id: string;
  readonly is: Expression;
}
export interface Blank {
  readonly id: string;
  readonly options: readonly Option[];
}

/** The id of the option in each blank. */
export type Choice = Readonly<Record<string, string>>;

export type Finding =
  /** It has no value of the right shape. */
  | { readonly kind: 'misfit'; readonly text: Text }
  /** These numbers, and no other filling has them. */
  | { readonly kind: 'right' }
  /** These numbers, as other fillings have them at the moment. @property others their formulas */
  | { readonly kind: 'open'; readonly others: readonly Filling[] }
  /** Exactly the numbers of another rule. */
  | { readonly kind: 'other'; readonly rule: RuleId }
  | { readonly kind: 'wrong' };

export interface Check {
  readonly finding: Finding;
  /** The rule's own numbers. */
  readonly rule: Numbers;
  /** Those of the filled formula; absent where it has none of that shape. */
  readonly own?: Numbers;
  readonly comparison?: Comparison;
}

const optionOf = ({ options }: Blank, id: string | undefined): Expression | undefined =>
  options.find((option) => option.id === id)?.is;

export const fillingOf = (blanks: readonly Blank[], choice: Choice): Filling =>
  Object.fromEntries(blanks.map((blank) => [blank.id, optionOf(blank, choice[blank.id])]));

/** Every filling of these blanks. */
export function allFillings(blanks: readonly Blank[]): readonly Filling[] {
  const [first, ...rest] = blanks;
  if (!first) return [{}];
  const others = allFillings(rest);
  return first.options.flatMap(({ is }) => others.map((filling) => ({ [first.id]: is, ...filling })));
}

/** The formula's value. @throws Misfit also where its shape is not that of the rule's numbers */
function valueLike(rule: Numbers, { left, right }: Equation, place: Place, filling: Filling): Numbers {
  const own = evaluate(right, place, filling);
  if (sameShape(own, rule)) return own;
  throw new Misfit([
    `The shapes fit each other, but the result is ${shapeText(own)}, and `,
    left,
    ` is ${shapeText(rule)}.`,
  ]);
}

function gives(numbers: Numbers, equation: Equation, place: Place, filling: Filling): boolean {
  try {
    return compare(valueLike(numbers, equation, place, filling), numbers).equal;
  } catch (reason) {
    if (reason instanceof Misfit) return false;
    throw reason;
  }
}

interface Checked {
  readonly equation: Equation;
  readonly blanks: readonly Blank[];
  /** Rules whose numbers are recognised. */
  readonly others: readonly RuleId[];
}

function findingOf(
  { equation, blanks, others }: Checked,
  own: Numbers,
  rule: Numbers,
  place: Place,
): Finding {
  if (compare(own, rule).equal) {
    const used = new Set(blanksIn(equation.right));
    const same = allFillings(blanks.filter(({ id }) => used.has(id))).filter((filling) =>
      gives(rule, equation, place, filling),
    );
    return same.length > 1 ? { kind: 'open', others: same } : { kind: 'right' };
  }
  const other = others.find((id) => {
    const numbers = equation.left.read({ ...place, rule: id });
    return numbers && sameShape(numbers, own) && compare(own, numbers).equal;
  });
  return other === undefined ? { kind: 'wrong' } : { kind: 'other', rule: other };
}

/** @returns undefined where the network has no such term */
export function checkEquation(checked: Checked, filling: Filling, place: Place): Check | undefined {
  const { equation } = checked;
  const rule = equation.left.read(place);
  if (!rule) return undefined;
  try {
    const own = valueLike(rule, equation, place, filling);
    return { finding: findingOf(checked, own, rule, place), rule, own, comparison: compare(own, rule) };
  } catch (reason) {
    if (reason instanceof Misfit) return { finding: { kind: 'misfit', text: reason.text }, rule };
    throw reason;
  }
}
