import type { ColumnShape } from '../../data/preview';
import { threeDigits } from '../format';
import { Bars } from './Bars';

/** How the values of columns are distributed; the target stands last. */
export function ColumnShapes({ columns }: { columns: readonly ColumnShape[] }) {
  return (
    <ul className="shapes" aria-label="Columns and how their values are distributed">
      {columns.map(({ name, from, to, counts }, place) => (
        <li
          key={name}
          className={place === columns.length - 1 ? 'target' : undefined}
          title={`${name}: ${threeDigits(from)} to ${threeDigits(to)}`}
        >
          <Bars counts={counts} width={46} height={25} />
          <span className="shape-name">{name}</span>
        </li>
      ))}
    </ul>
  );
}
