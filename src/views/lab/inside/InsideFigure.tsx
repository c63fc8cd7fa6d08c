import type { ComponentProps } from 'react';
import { Figure } from '../../parts/Figure';
import { Scrolled } from '../../parts/Scrolled';
import './insideFigure.css';

/** A figure of the column: its table scrolls in a place of fixed height. */
export function InsideFigure({ title, table, className, ...rest }: ComponentProps<typeof Figure>) {
  const scrolled = () => (
    <Scrolled name={`${title}, numbers`} className="inside-table numbers">
      {table?.()}
    </Scrolled>
  );
  return (
    <Figure title={title} table={table && scrolled} className={`inside-figure ${className}`} {...rest} />
  );
}
