import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { actOnToast, dismissToast, pauseToasts, resumeToasts, useToast } from '../../store/page/toast';

/** The live region is always mounted, so that screen readers announce new toasts. */
export function Toast() {
  const toasts = useToast((state) => state.toasts);
  const place = useRef<HTMLDivElement>(null);
  // Removing a toast under focus or pointer fires no event, so timers of the others must be resumed here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: checked whenever a toast appears or disappears.
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
              title={undo ? 'Undo (Ctrl+Z)' : undefined}
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
