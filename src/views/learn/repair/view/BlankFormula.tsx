import { Formula } from '../../../formula/Formula';
import type { Blank, Equation } from '../algebra/check';
import type { Filling } from '../algebra/expression';
import { plainOf, texOf } from '../algebra/print';
import './blankFormula.css';

interface Props {
  equation: Equation;
  /** All blanks of the exercise, which are numbered from 1. */
  blanks: readonly Blank[];
  filling?: Filling;
}

/** An equation whose blanks can be seen, filled or not. */
export function BlankFormula({ equation: { left, right }, blanks, filling = {} }: Props) {
  const order = blanks.map(({ id }) => id);
  return (
    <p className="blank-formula">
      <Formula
        display
        tex={`${left.tex} = ${texOf(right, filling, order)}`}
        plain={`${left.plain} = ${plainOf(right, filling, order)}`}
      />
    </p>
  );
}
