/** Evaluates a formula on a network's numbers; shapes that do not fit are named. */
import type { Expression, Filling, Place } from './expression';
import { isScalar, map, multiply, type Numbers, sameShape, transpose, zip } from './matrix';
import { inText, type Text } from './print';

/** Why a formula has no value. */
export class Misfit extends Error {
  constructor(readonly text: Text) {
    super(text.map((part) => (typeof part === 'string' ? part : part.plain)).join(''));
  }
}

export const shapeText = ({ rows, columns }: Numbers): string => `${rows} × ${columns}`;

const scale = (a: Numbers, b: Numbers): Numbers =>
  isScalar(a) ? map(b, (value) => value * (a.values[0] as number)) : scale(b, a);

interface Side {
  readonly text: Text[number];
  readonly value: Numbers;
}

function combine(kind: 'product' | 'elementwise' | 'difference', left: Side, right: Side): Numbers {
  const [a, b] = [left.value, right.value];
  if (kind !== 'difference' && (isScalar(a) || isScalar(b))) return scale(a, b);
  const misfit = (rest: string) =>
    new Misfit([
      'The shapes differ: ',
      left.text,
      ` is ${shapeText(a)}, `,
      right.text,
      ` is ${shapeText(b)}. ${rest}`,
    ]);
  if (kind === 'product') {
    if (a.columns === b.rows) return multiply(a, b);
    throw misfit(`A product needs as many rows there as columns here: ${a.columns}.`);
  }
  if (!sameShape(a, b)) throw misfit('Entry by entry, both must have the same.');
  return zip(a, b, kind === 'elementwise' ? (x, y) => x * y : (x, y) => x - y);
}

/** @throws Misfit where shapes do not fit, or a blank or a term is missing */
export function evaluate(expression: Expression, place: Place, filling: Filling): Numbers {
  const of = (one: Expression): Numbers => evaluate(one, place, filling);
  switch (expression.kind) {
    case 'symbol': {
      const value = expression.symbol.read(place);
      if (!value) throw new Misfit([`For i = ${place.layer} there is no `, expression.symbol, '.']);
      return value;
    }
    case 'blank': {
      const filled = filling[expression.id];
      if (!filled) throw new Misfit(['There is still a blank.']);
      return of(filled);
    }
    case 'one':
      return { rows: 1, columns: 1, values: [1] };
    case 'transposed':
      return transpose(of(expression.of));
    case 'negative':
      return map(of(expression.of), (value) => -value);
    case 'sign':
      return map(of(expression.of), Math.sign);
    default: {
      const side = (one: Expression): Side => ({ text: inText(one, filling), value: of(one) });
      return combine(expression.kind, side(expression.left), side(expression.right));
    }
  }
}
