import { Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { CurveId } from '../../../store/series';
import { DataTable } from './DataTable';

interface Props {
  curve: CurveId;
  title: string;
  subtitle: string;
  summary: string;
  tools?: ReactNode;
  tableText: (value: number) => string;
  className: string;
  children: ReactNode;
}

/** A chart with its name, its sentence, and the same numbers as a table. */
export function Figure({ curve, title, subtitle, summary, tools, tableText, className, children }: Props) {
  const [data, setData] = useState(false);
  const id = useId();
  return (
    <figure className={`figure ${className}`} aria-labelledby={`${id}t`} aria-describedby={`${id}s`}>
      <div className="panel-head">
        <h2 id={`${id}t`}>{title}</h2>
        <span className="quiet panel-sub">{subtitle}</span>
        <span className="panel-tools">
          {tools}
          <button
            type="button"
            className="icon-button"
            aria-label="Show data"
            title="Show data"
            aria-pressed={data}
            onClick={() => setData(!data)}
          >
            <Table2 size={16} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </span>
      </div>
      <figcaption id={`${id}s`} className="sr-only">
        {summary}
      </figcaption>
      <div className="plot">
        {data ? <DataTable curve={curve} title={title} text={tableText} /> : children}
      </div>
    </figure>
  );
}
