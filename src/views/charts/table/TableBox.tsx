import type { ComponentProps, ReactNode } from 'react';
import { Scrolled } from '../../parts/Scrolled';
import { NumbersTable } from './NumbersTable';
import './table.css';

interface Props extends ComponentProps<typeof NumbersTable> {
  /** Notes and actions below the table. */
  children?: ReactNode;
}

/** A scrolling table in place of a figure's chart. */
export function TableBox({ children, ...table }: Props) {
  return (
    <div className="data-table">
      <Scrolled name={`${table.title}, numbers`} className="data-scroll numbers">
        <NumbersTable {...table} />
      </Scrolled>
      {children}
    </div>
  );
}
