import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { Task } from '../../../data/spec';
import { copyText } from '../../../store/page/copying';
import { localDecimal, usePreferences } from '../../../store/page/preferences';
import type { Result } from '../../../store/run/results';
import { resultsText } from './resultsText';

interface Props {
  /** Reads the results when copying, because the table is redrawn at most twice a second. */
  read: () => readonly Result[];
  task: Task;
}

/** Copies means and single seeds to the clipboard in full precision. */
export function CopyResults({ read, task }: Props) {
  const decimal = usePreferences((kept) => kept.decimal) ?? localDecimal();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> =>
    setCopied(await copyText('the results', resultsText(read(), task, decimal)));
  return (
    <span className="copy-results">
      <span className="quiet" role="status">
        {copied ? 'Copied.' : ''}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label="Copy results"
        title="Copy means and single seeds in full precision"
        onClick={() => void copy()}
        onBlur={() => setCopied(false)}
      >
        <Copy size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </span>
  );
}
