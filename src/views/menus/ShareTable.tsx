import { Check, FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { fileNameOf } from '../../exports/fileName';
import { type TableFormatId, tableFormats } from '../../exports/tables';
import type { Table } from '../../exports/tables/table';
import { saveFile } from '../../store/data/saveFile';
import { copyText } from '../../store/page/copying';
import { Menu, type MenuItem } from './Menu';
import './shareTable.css';

interface Props {
  /** What is shared, in lower case: "results". */
  what: string;
  /** There is nothing to share yet. */
  disabled: boolean;
  /** Part of the files' names: "MNIST". */
  subject: () => string;
  /** Read when it is shared, since what is shown may lag behind. */
  table: () => Table;
  /** Tab-separated, to paste into a spreadsheet. */
  text: () => string;
  /** The curves of all runs as CSV; undefined if they cannot be read, which is then shown elsewhere. */
  curves: () => string | Promise<string | undefined>;
}

const written: readonly Exclude<TableFormatId, 'text'>[] = ['markdown', 'latex', 'csv'];

/** A table as text, CSV, Markdown or LaTeX, copied or saved, and the curves behind it. */
export function ShareTable({ what, disabled, subject, table, text, curves }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (content: string): Promise<void> => setCopied(await copyText(`the ${what}`, content));
  const save = (id: TableFormatId): void => {
    const { extension, mediaType, write } = tableFormats[id];
    saveFile(fileNameOf([what, subject()], extension), write([table()]), mediaType);
  };
  const saveCurves = async (): Promise<void> => {
    const content = await curves();
    if (content !== undefined) saveFile(fileNameOf(['curves', subject()], 'csv'), content, 'text/csv');
  };
  const copying = written.map(
    (id): MenuItem => ({
      name: `Copy ${tableFormats[id].name}`,
      act: () => copy(tableFormats[id].write([table()])),
    }),
  );
  return (
    <span className="share-table">
      <span className="sr-only" role="status">
        {copied ? 'Copied.' : ''}
      </span>
      <Menu
        name={`Share ${what}`}
        title={`Share ${what}: copy or save`}
        icon={copied ? Check : FileDown}
        disabled={disabled}
        groups={[
          [{ name: 'Copy text', note: 'for spreadsheets', act: () => copy(text()) }, ...copying],
          written.map((id) => ({ name: `Save ${tableFormats[id].name}`, act: () => save(id) })),
          [{ name: 'Save curves as CSV', act: saveCurves }],
        ]}
      />
    </span>
  );
}
