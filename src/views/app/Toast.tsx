import { X } from 'lucide-react';
import { actOnToast, dismissToast, holdToast, letToastGo, useToast } from '../../store/toast';

/** The live region stands there from the start: what appears in it is read out. */
export function Toast() {
  const toast = useToast((state) => state.toast);
  return (
    <div className="toast-place" role="status">
      {toast && (
        // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going.
        <div
          className="toast"
          onMouseEnter={holdToast}
          onMouseLeave={letToastGo}
          onFocus={holdToast}
          onBlur={letToastGo}
        >
          <span className="toast-text">{toast.text}</span>
          {toast.action && (
            <button type="button" className="button small" onClick={actOnToast}>
              {toast.action.name}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            title="Dismiss"
            onClick={dismissToast}
          >
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
