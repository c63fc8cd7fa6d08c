import { threeDigits } from '../../../core/format';
import type { ColumnShape } from '../../../data/preview';
import { ShortName } from '../../parts/ShortName';
import { shortNames } from '../../shortNames';
import { Bars } from './Bars';

/** Letters that fit under a column's bars. */
export const SHAPE_LETTERS = 7;

/** Histograms of columns; the target is last. */
export function ColumnShapes({ columns }: { columns: readonly ColumnShape[] }) {
  const names = shortNames(
    columns.map(({ name }) => name),
    SHAPE_LETTERS,
    true,
  );
  return (
    <ul className="shapes" aria-label="Columns with histograms of their values">
      {columns.map(({ name, from, to, counts }, place) => (
        <li
          key={name}
          className={place === columns.length - 1 ? 'target' : undefined}
          title={`${name}: ${threeDigits(from)} to ${threeDigits(to)}`}
        >
          <Bars counts={counts} width={46} height={25} />
          <span className="shape-name">
            <ShortName name={name} short={names[place]} />
          </span>
        </li>
      ))}
    </ul>
  );
}
