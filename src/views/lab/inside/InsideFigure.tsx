import type { ComponentProps } from 'react';
import { Figure } from '../../parts/Figure';

/** A figure of the column: its table scrolls in a place of fixed height. */
export function InsideFigure({ title, table, className, ...rest }: ComponentProps<typeof Figure>) {
  const scrolled = () => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="inside-table numbers" aria-label={`${title}, to be scrolled`} tabIndex={0}>
      {table?.()}
    </section>
  );
  return (
    <Figure title={title} table={table && scrolled} className={`inside-figure ${className}`} {...rest} />
  );
}
