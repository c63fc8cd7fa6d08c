import type { ComponentProps } from 'react';
import { Figure } from '../../../charts/figure/Figure';
import { InsideTable } from './InsideTable';
import './insideFigure.css';

/** A figure of the Inside column, with a scrolling table of fixed height. */
export function InsideFigure({ title, table, className, ...rest }: ComponentProps<typeof Figure>) {
  return (
    <Figure
      title={title}
      table={table && (() => <InsideTable title={title}>{table()}</InsideTable>)}
      className={`inside-figure ${className}`}
      {...rest}
    />
  );
}
