import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** Of the field that it names; a group of fields names itself. */
  id?: string;
  children: ReactNode;
}

/** One decision: its name and its fields. */
export function ImportRow({ label, id, children }: Props) {
  return (
    <div className="import-row">
      {id === undefined ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
      {children}
    </div>
  );
}
