import type { ComponentProps, ReactNode } from 'react';
import { SMALL_FILE } from '../../../../figures/file/size';
import { LineDrawing } from '../../../../figures/lines/LineDrawing';
import { rowsOf } from '../../../../figures/lines/rows';
import type { LineSpec } from '../../../../figures/lines/spec';
import { Figure } from '../../../charts/figure/Figure';
import { LineChart } from '../../../charts/lines/LineChart';
import { LineTable } from '../../../charts/table/LineTable';
import '../figure/insideFigure.css';
import './lines.css';

interface Props extends Pick<ComponentProps<typeof Figure>, 'subtitle' | 'summary' | 'tools' | 'className'> {
  /** Undefined if there is nothing to show. */
  spec: LineSpec | undefined;
  title: string;
  children: ReactNode;
}

export const LinesPlot = ({ spec }: { spec: LineSpec }) => (
  <div className="line-plot">
    <LineChart spec={spec} />
  </div>
);

/** A line chart in the Inside column; its table replaces everything below the header. */
export function LinesFigure({ spec, className, children, ...rest }: Props) {
  const exports = spec?.lines.some(({ points }) => points.length > 0)
    ? {
        draw: () => ({ ...SMALL_FILE, content: <LineDrawing spec={spec} size={SMALL_FILE} /> }),
        rows: () => rowsOf(spec),
      }
    : undefined;
  const table = () =>
    spec && (
      <div className="lines-table">
        <LineTable spec={spec} />
      </div>
    );
  return (
    <Figure table={spec && table} exports={exports} className={`inside-figure ${className}`} {...rest}>
      {children}
    </Figure>
  );
}
