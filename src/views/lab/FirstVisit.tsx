import { Play } from 'lucide-react';
import { useEffect } from 'react';
import { train, useRuns } from '../../store/runs';
import { curveIds, seriesRecord } from '../../store/series';
import { useSettings } from '../../store/settings';
import { counted } from '../format';
import { useSeries } from '../useSeries';
import { useBlocked } from './useBlocked';

/** Lies where the curves will be, over axes that stand already, so that its going shifts nothing. */
export function FirstVisit() {
  useSeries('progress', 200);
  const phase = useRuns((state) => state.phase);
  const networks = useSettings((state) => state.draft.rules.length);
  const blocked = useBlocked() !== undefined;
  const started = [...seriesRecord().values()].some(({ curves }) =>
    curveIds.some((id) => curves[id].points.length + curves[id].between.length > 0),
  );
  const shown = !started && ['ready', 'preparing', 'running'].includes(phase);
  useEffect(() => {
    // The serif is only for this text: it must not hold up the first screen.
    if (shown) void import('@fontsource-variable/source-serif-4/opsz.css');
  }, [shown]);
  if (!shown) return null;
  return (
    <div className="first-visit">
      <div>
        <h3>{counted(networks, 'way')} to tell a hidden layer what it did wrong</h3>
        <p>
          Same data, same starting weights. Only the path of the error differs. Press Train and watch who
          learns, how fast, and why.
        </p>
        <button
          type="button"
          className="button primary"
          disabled={blocked || phase !== 'ready'}
          onClick={() => void train()}
        >
          <Play size={16} strokeWidth={1.75} aria-hidden="true" />
          Watch them learn
          <span className="key-hint" aria-hidden="true">
            Space
          </span>
        </button>
      </div>
    </div>
  );
}
