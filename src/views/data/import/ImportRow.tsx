import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** Id of the labelled field; absent for a group of fields. */
  id?: string;
  children: ReactNode;
}

/** A labelled row of fields. */
export function ImportRow({ label, id, children }: Props) {
  return (
    <div className="import-row">
      {id === undefined ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
      {children}
    </div>
  );
}
