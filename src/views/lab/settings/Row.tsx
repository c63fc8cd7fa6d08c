import type { ReactNode } from 'react';

interface Props {
  id: string;
  label: string;
  changed: boolean;
  problem?: string | undefined;
  hint?: string | undefined;
  wide?: boolean;
  children: ReactNode;
}

/** Label, field, and below them what is wrong or worth knowing. */
export function Row({ id, label, changed, problem, hint, wide = false, children }: Props) {
  return (
    <div className={wide ? 'row wide' : 'row'}>
      <label htmlFor={id}>
        {label}
        {changed && <span className="changed" title="Changed since this run started" />}
      </label>
      {children}
      {problem !== undefined && (
        <p className="row-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {hint !== undefined && (
        <p className="quiet row-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
