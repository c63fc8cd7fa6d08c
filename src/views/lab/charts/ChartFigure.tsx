import type { ComponentProps } from 'react';
import type { CurveId } from '../../../store/run/series';
import { Figure } from '../../parts/Figure';
import { DataTable } from './DataTable';

interface Props extends Omit<ComponentProps<typeof Figure>, 'table'> {
  curve: CurveId;
  tableText: (value: number) => string;
  /** The chart shows averages; its table never does. */
  smoothed?: boolean;
}

/** A chart of curves: its table takes the chart's place. */
export function ChartFigure({ curve, title, tableText, smoothed, className, children, ...rest }: Props) {
  const table = () => (
    <div className="plot">
      <DataTable curve={curve} title={title} text={tableText} smoothed={smoothed === true} />
    </div>
  );
  return (
    <Figure title={title} table={table} className={`figure ${className}`} {...rest}>
      <div className="plot">{children}</div>
    </Figure>
  );
}
