/** Formulas as trees: what is printed, evaluated on a network's numbers, and filled in where there is a blank. */
import type { RuleId } from '../../../../core/rules';
import type { TermValues } from '../../../../core/run/inspect/terms';
import type { Numbers } from './matrix';

/** Where a formula is evaluated. */
export interface Place {
  readonly values: TermValues;
  readonly rule: RuleId;
  /** i, from 1. */
  readonly layer: number;
}

export interface SymbolText {
  readonly tex: string;
  readonly plain: string;
  /** Undefined where the network or the rule has no such term. */
  readonly read: (place: Place) => Numbers | undefined;
}

export type Expression =
  | { readonly kind: 'symbol'; readonly symbol: SymbolText }
  | { readonly kind: 'blank'; readonly id: string }
  /** A factor that changes nothing. */
  | { readonly kind: 'one' }
  | { readonly kind: 'transposed' | 'negative' | 'sign'; readonly of: Expression }
  | {
      readonly kind: 'product' | 'elementwise' | 'difference';
      readonly left: Expression;
      readonly right: Expression;
    };

/** The option chosen for each blank. */
export type Filling = Readonly<Record<string, Expression | undefined>>;

export const symbol = (symbol: SymbolText): Expression => ({ kind: 'symbol', symbol });
export const blank = (id: string): Expression => ({ kind: 'blank', id });
export const one: Expression = { kind: 'one' };
export const transposed = (of: Expression): Expression => ({ kind: 'transposed', of });
export const negative = (of: Expression): Expression => ({ kind: 'negative', of });
export const signOf = (of: Expression): Expression => ({ kind: 'sign', of });
export const product = (left: Expression, right: Expression): Expression => ({
  kind: 'product',
  left,
  right,
});
export const elementwise = (left: Expression, right: Expression): Expression => ({
  kind: 'elementwise',
  left,
  right,
});
export const difference = (left: Expression, right: Expression): Expression => ({
  kind: 'difference',
  left,
  right,
});

/** Ids of the blanks in an expression, from left to right. */
export function blanksIn(expression: Expression): readonly string[] {
  if (expression.kind === 'blank') return [expression.id];
  if ('of' in expression) return blanksIn(expression.of);
  if ('left' in expression) return [...blanksIn(expression.left), ...blanksIn(expression.right)];
  return [];
}
