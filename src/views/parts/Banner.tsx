import { TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  kind: 'warn' | 'bad' | 'plain';
  onClose?: () => void;
  children: ReactNode;
}

/** A message with what happened, what is safe and what to do; stays until it is dealt with. */
export function Banner({ title, kind, onClose, children }: Props) {
  return (
    <section className={`banner ${kind}`} role={kind === 'plain' ? undefined : 'alert'} aria-label={title}>
      {kind !== 'plain' && <TriangleAlert size={18} strokeWidth={1.75} aria-hidden="true" />}
      <div className="banner-text">
        <h2>{title}</h2>
        {children}
      </div>
      {onClose && (
        <button type="button" className="icon-button" aria-label="Dismiss" title="Dismiss" onClick={onClose}>
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </section>
  );
}
