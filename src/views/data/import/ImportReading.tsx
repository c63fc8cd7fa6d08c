import { type ReactNode, useId } from 'react';
import { marksText } from '../../../data/import/readingLines';
import { type Delimiter, delimiters, type ReadOptions } from '../../../data/import/table/table';
import { readAs, useImporting } from '../../../store/data/importing';
import { Select } from '../../parts/Select';
import { ImportField } from './ImportField';
import { ImportRow } from './ImportRow';

interface ChoiceProps {
  id?: string;
  label: string;
  /** Empty while unknown. */
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}

function Choice({ options, value, ...rest }: ChoiceProps) {
  return (
    <Select value={value} {...rest}>
      {value === '' && <option value="">not found</option>}
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}

const headers = [
  ['1', 'first row'],
  ['2', 'first two rows'],
  ['3', 'first three rows'],
  ['0', 'no header'],
] as const;
const decimals = [
  ['point', 'point (.)'],
  ['comma', 'comma (,)'],
] as const;
const quoting = [
  ['yes', 'enclose cells'],
  ['no', 'are ordinary characters'],
] as const;

const headerOptions = (rows: string): ReadOptions =>
  rows === '0' ? { header: false } : { header: true, headerRows: Number(rows) };

/** Number of header rows; empty if unknown. */
function headerRowsOf(header: boolean | undefined, rows: number | undefined): string {
  if (header === undefined) return '';
  return header ? String(rows ?? 1) : '0';
}

const yesNo = (quotes: boolean | undefined): string => (quotes === undefined ? '' : quotes ? 'yes' : 'no');

function Two({ label, id, children }: { label: string; id: string; children: ReactNode }) {
  return (
    <ImportRow label={label} id={id}>
      <span className="import-two">{children}</span>
    </ImportRow>
  );
}

/** The user's own missing-value marks, with those found in the file. */
function MissingMarks() {
  const met = useImporting(({ profile }) => profile?.missingMarks) ?? [];
  const kept = useImporting(({ options }) => options.notMissing);
  return (
    <>
      <ImportField
        name="missing"
        label="Missing marks"
        hint={met.length > 0 ? `found: ${marksText(met)}` : 'besides empty cells, NA, null, …'}
      />
      {(kept || met.some((mark) => mark.trim() !== '')) && (
        <ImportField name="notMissing" label="Not missing" hint="marks that are values here" />
      )}
    </>
  );
}

/** Reading options of a text table. Also shown when reading failed, since other options may solve that. */
export function ImportReading() {
  const { profile, options, problem, isText } = useImporting();
  const [separator, decimal] = [useId(), useId()];
  if (!isText) return profile?.missingMarks && <MissingMarks />;
  if (!profile && !problem) return null;
  const so = { ...profile, ...options };
  const { headerRows: _rows, ...others } = options;
  const again = (part: ReadOptions) => void readAs({ ...options, ...part });
  const headerRows = options.header === undefined ? profile?.headerRows : (options.headerRows ?? 1);
  return (
    <>
      <Two label="Separator, header" id={separator}>
        <Choice
          id={separator}
          label="Separator"
          value={so.delimiter ?? ''}
          options={Object.entries(delimiters)}
          onChange={(value) => again({ delimiter: value as Delimiter })}
        />
        <Choice
          label="Header"
          value={headerRowsOf(so.header, headerRows)}
          options={headers}
          onChange={(value) => void readAs({ ...others, ...headerOptions(value) })}
        />
      </Two>
      <ImportField name="skipRows" label="Skip rows" hint="above the table" numeric />
      <Two label="Decimal, quotes" id={decimal}>
        <Choice
          id={decimal}
          label="Decimal mark"
          value={so.decimal ?? ''}
          options={decimals}
          onChange={(value) => again({ decimal: value === 'comma' ? 'comma' : 'point' })}
        />
        <Choice
          label="Quotation marks"
          value={yesNo(so.quotes)}
          options={quoting}
          onChange={(value) => again({ quotes: value === 'yes' })}
        />
      </Two>
      <MissingMarks />
    </>
  );
}
