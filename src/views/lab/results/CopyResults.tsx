import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { Task } from '../../../data/spec';
import { localDecimal, usePreferences } from '../../../store/page/preferences';
import type { Result } from '../../../store/run/results';
import { resultsText } from './resultsText';

const said = { idle: '', copied: 'Copied.', refused: 'The browser does not allow copying here.' } as const;

interface Props {
  /** Reads the results when copying, because the table is redrawn at most twice a second. */
  read: () => readonly Result[];
  task: Task;
}

/** Copies means and single seeds to the clipboard in full precision. */
export function CopyResults({ read, task }: Props) {
  const decimal = usePreferences((kept) => kept.decimal) ?? localDecimal();
  const [state, setState] = useState<keyof typeof said>('idle');
  const copy = async (): Promise<void> => {
    const text = resultsText(read(), task, decimal);
    setState(
      await navigator.clipboard.writeText(text).then(
        () => 'copied' as const,
        () => 'refused' as const,
      ),
    );
  };
  return (
    <span className="copy-results">
      <span className="quiet" role="status">
        {said[state]}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label="Copy results"
        title="Copy means and single seeds in full precision"
        onClick={() => void copy()}
        onBlur={() => setState('idle')}
      >
        <Copy size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </span>
  );
}
