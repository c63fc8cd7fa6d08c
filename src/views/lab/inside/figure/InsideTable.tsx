import type { ReactNode } from 'react';
import { Scrolled } from '../../../parts/Scrolled';
import './insideTable.css';

/** Table of a figure's numbers instead of its drawing; has a fixed height, so that nothing below moves. */
export function InsideTable({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Scrolled name={`${title}, numbers`} className="inside-table numbers">
      {children}
    </Scrolled>
  );
}
