import { useStatus } from './useStatus';
import './progressLine.css';

/** Progress of the whole run as a thin line along the bar's edge. */
export function ProgressLine() {
  const { part, epoch, left, waiting } = useStatus();
  return (
    <div
      className="progress-line"
      role="progressbar"
      aria-label="Training"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      aria-valuetext={[epoch, waiting, left].filter(Boolean).join(', ')}
    >
      <div style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}
