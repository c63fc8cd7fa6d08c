import type { ComponentProps, ReactNode } from 'react';
import { Scrolled } from '../../parts/Scrolled';
import { NumbersTable } from './NumbersTable';
import './table.css';

interface Props extends ComponentProps<typeof NumbersTable> {
  /** Under the table: what there is to say of it, what can be done with it. */
  children?: ReactNode;
}

/** A figure's table in the place of its chart: it scrolls. */
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
