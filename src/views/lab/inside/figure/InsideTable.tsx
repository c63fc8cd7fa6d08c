import type { ReactNode } from 'react';
import { Scrolled } from '../../../parts/Scrolled';
import './insideTable.css';

/** The numbers of a figure in the place of its drawing: of fixed height, so that nothing below moves. */
export function InsideTable({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Scrolled name={`${title}, numbers`} className="inside-table numbers">
      {children}
    </Scrolled>
  );
}
