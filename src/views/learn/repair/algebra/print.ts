/** Formulas as LaTeX and as plain characters. */
import { blanksIn, type Expression, type Filling } from './expression';

/** A language to print in. */
interface Printer {
  readonly symbol: (symbol: { readonly tex: string; readonly plain: string }) => string;
  readonly blank: (number: number, filled: string | undefined) => string;
  readonly transposed: (of: string) => string;
  readonly sign: (of: string) => string;
  readonly product: string;
  readonly elementwise: string;
}

const latex: Printer = {
  symbol: ({ tex }) => tex,
  // In braces, so that it is spaced like a symbol.
  blank: (number, filled) =>
    String.raw`{\htmlClass{${filled === undefined ? 'blank' : 'blank filled'}}{${filled ?? String.raw`\;?_{${number}}\;`}}}`,
  // A symbol with a superscript of its own needs braces.
  transposed: (of) => String.raw`${/[\^']/.test(of) ? `{${of}}` : of}^{\mathsf T}`,
  sign: (of) => String.raw`\operatorname{sign}(${of})`,
  product: String.raw`\,`,
  elementwise: String.raw` \odot `,
};

const characters: Printer = {
  symbol: ({ plain }) => plain,
  blank: (number, filled) => filled ?? `[blank ${number}]`,
  transposed: (of) => `${of}ᵀ`,
  sign: (of) => `sign(${of})`,
  product: ' ',
  elementwise: ' ⊙ ',
};

/** Binds more tightly from left to right. */
const ranks: readonly Expression['kind'][] = [
  'difference',
  'negative',
  'elementwise',
  'product',
  'transposed',
];
const rankOf = ({ kind }: Expression): number => {
  const rank = ranks.indexOf(kind);
  return rank < 0 ? ranks.length : rank;
};

function print(expression: Expression, to: Printer, filling: Filling, order: readonly string[]): string {
  const own = rankOf(expression);
  /** A part, in parentheses if it binds less tightly. @param tighter if it must bind more tightly */
  const part = (one: Expression, tighter = false): string => {
    const filled = one.kind === 'blank' ? filling[one.id] : undefined;
    const text = print(one, to, filling, order);
    const rank = rankOf(filled ?? one);
    return rank < own || (tighter && rank === own) ? `(${text})` : text;
  };
  switch (expression.kind) {
    case 'symbol':
      return to.symbol(expression.symbol);
    case 'one':
      return '1';
    case 'blank': {
      const filled = filling[expression.id];
      const text = filled && print(filled, to, filling, order);
      return to.blank(order.indexOf(expression.id) + 1, text);
    }
    case 'transposed':
      return to.transposed(part(expression.of));
    case 'sign':
      return to.sign(print(expression.of, to, filling, order));
    case 'negative':
      return `${to === latex ? '-' : '−'}${part(expression.of)}`;
    case 'difference':
      return `${part(expression.left)}${to === latex ? ' - ' : ' − '}${part(expression.right, true)}`;
    default:
      return `${part(expression.left)}${to[expression.kind]}${part(expression.right, true)}`;
  }
}

/** A sentence with formulas in it. */
export type Text = readonly (string | { readonly tex: string; readonly plain: string })[];

export const inText = (expression: Expression, filling: Filling): Text[number] => ({
  tex: texOf(expression, filling),
  plain: plainOf(expression, filling),
});

/** @param order ids of all blanks, which are numbered from 1 */
export const texOf = (expression: Expression, filling: Filling = {}, order = blanksIn(expression)): string =>
  print(expression, latex, filling, order);

/** @param order as in `texOf` */
export const plainOf = (
  expression: Expression,
  filling: Filling = {},
  order = blanksIn(expression),
): string => print(expression, characters, filling, order);
