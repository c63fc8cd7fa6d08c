import { useId } from 'react';
import { type Delimiter, delimiters, type ReadOptions } from '../../data/import/table';
import { readAs, useImporting } from '../../store/importing';
import { Select } from '../parts/Select';
import { ImportRow } from './ImportRow';

/** How a table's text is read; also while it cannot be, for another separator may be the way out. */
export function ImportReading() {
  const { profile, options, problem, isText } = useImporting();
  const id = useId();
  if (!isText || (!profile && !problem)) return null;
  const delimiter = options.delimiter ?? profile?.delimiter ?? '';
  const header = options.header ?? profile?.header;
  const again = (part: ReadOptions) => void readAs({ ...options, ...part });
  return (
    <ImportRow label="Separator, header" id={id}>
      <span className="import-two">
        <Select
          id={id}
          label="Separator"
          value={delimiter}
          onChange={(value) => again({ delimiter: value as Delimiter })}
        >
          {delimiter === '' && <option value="">not found</option>}
          {Object.entries(delimiters).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          label="Header"
          value={header === undefined ? '' : String(header)}
          onChange={(value) => again({ header: value === 'true' })}
        >
          {header === undefined && <option value="">not found</option>}
          <option value="true">first row</option>
          <option value="false">no header</option>
        </Select>
      </span>
    </ImportRow>
  );
}
