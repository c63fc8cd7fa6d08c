import type { ReactNode } from 'react';
import './rows.css';

/** Description of the chosen option, and its source. */
export interface About {
  readonly sentence: string;
  readonly source?: string;
}

interface Props {
  id: string;
  label: string;
  changed: boolean;
  problem?: string | undefined;
  about?: About | undefined;
  wide?: boolean;
  children: ReactNode;
}

export function aboutText({ sentence, source }: About): string {
  return source === undefined ? sentence : `${sentence} — ${source}`;
}

/** Ids of the texts below a field, for `aria-describedby`. */
export function describedBy(id: string, problem: unknown, about: unknown): string | undefined {
  const ids = [problem !== undefined && `${id}-problem`, about !== undefined && `${id}-about`];
  return ids.filter(Boolean).join(' ') || undefined;
}

/** Label and field, and below them the problem or the description. */
export function Row({ id, label, changed, problem, about, wide = false, children }: Props) {
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
      {about !== undefined && (
        <p className="quiet row-about" id={`${id}-about`}>
          {aboutText(about)}
        </p>
      )}
    </div>
  );
}
