import { useState } from 'react';
import type { Rows } from '../../../figures/lines/rows';
import { copyText } from '../../../store/page/copying';
import { type Decimal, localDecimal, setDecimal, usePreferences } from '../../../store/page/preferences';
import { Segment } from '../../parts/Segment';
import { tabbed } from './rows';

const marks = [
  { id: 'point', name: 'Point' },
  { id: 'comma', name: 'Comma' },
] as const;
const copied: Record<Decimal, string> = {
  point: 'Copied, with decimal points.',
  comma: 'Copied, with decimal commas.',
};

/** Copies all points to the clipboard, with the decimal mark of the user's spreadsheet. */
export function CopyPoints({ rows }: { rows: () => Rows }) {
  const decimal = usePreferences((kept) => kept.decimal) ?? localDecimal();
  const [said, setSaid] = useState('');
  const onClick = async () =>
    setSaid((await copyText('the points', tabbed(rows(), decimal))) ? copied[decimal] : '');
  const onChange = (chosen: Decimal) => {
    setDecimal(chosen);
    setSaid('');
  };
  return (
    <div className="copy-points">
      <button type="button" className="button small" onClick={onClick}>
        Copy all points
      </button>
      <span className="quiet" aria-hidden="true">
        decimal mark
      </span>
      <Segment label="Decimal mark of copied points" options={marks} value={decimal} onChange={onChange} />
      <span className="quiet" role="status">
        {said}
      </span>
    </div>
  );
}
