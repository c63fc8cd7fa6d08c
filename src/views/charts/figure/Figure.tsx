import { Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { captionOf } from '../../../figures/file/caption';
import type { MenuItem } from '../../menus/Menu';
import { RunSet } from '../../parts/runSet/RunSet';
import { type Exports, useExport } from '../export/mounted';
import { SaveFigure } from '../export/SaveFigure';
import './figure.css';

interface Props {
  title: string;
  subtitle: string;
  summary: string;
  /** For files, which stand alone: whose numbers these are, "F³-Error, seed 3". */
  whose?: string;
  tools?: ReactNode;
  /** Renders the same numbers as a table; undefined while there are none. */
  table: (() => ReactNode) | undefined;
  /** Drawing and numbers for export as files: undefined while there are none, left out by figures that are not exported. */
  exports?: Exports | undefined;
  /** Files of this figure alone, in the menu of its exports. */
  moreFiles?: readonly MenuItem[] | undefined;
  /** Shows kept runs, whatever the lab has trained. */
  kept?: boolean;
  className: string;
  children: ReactNode;
}

/** A figure with title, text alternative, and its numbers as a table. */
export function Figure(props: Props) {
  const {
    title,
    whose = '',
    subtitle,
    summary,
    tools,
    table,
    exports,
    moreFiles,
    kept,
    className,
    children,
  } = props;
  const [data, setData] = useState(false);
  const id = useId();
  const parts = useExport(
    exports && { title, whose, caption: captionOf(whose, subtitle, summary), ...exports },
  );
  return (
    <figure className={className} aria-labelledby={`${id}t`} aria-describedby={`${id}s`}>
      <div className="panel-head">
        <h2 id={`${id}t`}>{title}</h2>
        {!kept && <RunSet />}
        <span className="quiet panel-sub">{subtitle}</span>
        <span className="panel-tools">
          {tools}
          {table && (
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
          )}
          {'exports' in props && <SaveFigure figure={parts && (() => parts)} more={moreFiles} />}
        </span>
      </div>
      <figcaption id={`${id}s`} className="sr-only">
        {summary}
      </figcaption>
      {data && table ? table() : children}
    </figure>
  );
}
