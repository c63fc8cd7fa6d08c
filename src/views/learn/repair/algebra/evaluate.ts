/** Evaluates a formula on a network's numbers; shapes that do not fit are named. */
import type { Expression, Filling, Place } from './expression';
import { isScalar, map, multiply, type Numbers, sameShape, transpose, zip } from './matrix';
import { plainOf } from './print';

/** Why a formula has no value. Its message is a sentence for the reader. */
export class Misfit extends Error {}

export const shapeText = ({ rows, columns }: Numbers): string => `${rows} × ${columns}`;

const scale = (a: Numbers, b: Numbers): Numbers =>
  isScalar(a) ? map(b, (value) => value * (a.values[0] as number)) : scale(b, a);

interface Side {
  readonly text: string;
  readonly value: Numbers;
}

function combine(kind: 'product' | 'elementwise' | 'difference', left: Side, right: Side): Numbers {
  const [a, b] = [left.value, right.value];
  if (kind !== 'difference' && (isScalar(a) || isScalar(b))) return scale(a, b);
  const shapes = `${left.text} is ${shapeText(a)}, ${right.text} is ${shapeText(b)}`;
  if (kind === 'product') {
    if (a.columns === b.rows) return multiply(a, b);
    throw new Misfit(`The shapes do not fit: ${shapes}. A product needs ${a.columns} rows there.`);
  }
  if (!sameShape(a, b)) throw new Misfit(`The shapes do not fit: ${shapes}. Both must be the same.`);
  return zip(a, b, kind === 'elementwise' ? (x, y) => x * y : (x, y) => x - y);
}

/** @throws Misfit where shapes do not fit, or a blank or a term is missing */
export function evaluate(expression: Expression, place: Place, filling: Filling): Numbers {
  const of = (one: Expression): Numbers => evaluate(one, place, filling);
  switch (expression.kind) {
    case 'symbol': {
      const value = expression.symbol.read(place);
      if (!value) throw new Misfit(`Hidden layer ${place.layer} has no ${expression.symbol.plain}.`);
      return value;
    }
    case 'blank': {
      const filled = filling[expression.id];
      if (!filled) throw new Misfit('There is still a blank.');
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
      const side = (one: Expression): Side => ({ text: plainOf(one, filling), value: of(one) });
      return combine(expression.kind, side(expression.left), side(expression.right));
    }
  }
}
