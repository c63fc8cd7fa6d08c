import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { actOnToast, dismissToast, pauseToasts, resumeToasts, useToast } from '../../store/page/toast';

/** The live region stands there from the start: what appears in it is read out. */
export function Toast() {
  const toasts = useToast((state) => state.toasts);
  const place = useRef<HTMLDivElement>(null);
  // A toast that goes takes focus and pointer with it, without an event: the others must not be held for good.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked at whenever one comes or goes.
  useEffect(() => {
    if (!place.current?.matches(':hover, :focus-within')) resumeToasts();
  }, [toasts]);
  return (
    <div
      ref={place}
      className="toast-place"
      role="status"
      onMouseEnter={pauseToasts}
      onMouseLeave={resumeToasts}
      onFocus={pauseToasts}
      onBlur={resumeToasts}
    >
      {toasts.map(({ id, text, action, undo }) => (
        <div key={id} className="toast">
          <span className="toast-text">{text}</span>
          {action && (
            <button
              type="button"
              className="button small"
              title={undo ? 'Bring it back (Ctrl+Z)' : undefined}
              onClick={() => actOnToast(id)}
            >
              {action.name}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            title="Dismiss"
            onClick={() => dismissToast(id)}
          >
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
