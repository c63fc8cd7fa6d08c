import { Play } from 'lucide-react';
import { useEffect } from 'react';
import { counted } from '../../../core/format';
import { type RuleId, rules } from '../../../core/rules';
import { curveIds } from '../../../store/run/series';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import { useBlocked } from '../run/useBlocked';
import './firstVisit.css';

/** Number of rules that give hidden layers a signal; LLO, the control, does not. */
const feedbackPaths = (ids: readonly RuleId[]): number =>
  ids.filter((id) => rules[id].path !== 'none').length;

const waysTitle = (ways: number): string =>
  ways === 0
    ? 'Nothing tells a hidden layer how to change'
    : `${counted(ways, 'way')} to tell a hidden layer how to change`;

/** Overlays the empty axes, so that nothing shifts when it disappears. */
export function FirstVisit() {
  const lab = useLab();
  useSeries('progress', 200);
  const phase = lab.runs.useRuns((state) => state.phase);
  const ways = lab.settings.useSettings((state) => feedbackPaths(state.draft.rules));
  const blocked = useBlocked() !== undefined;
  const started = [...lab.series.record().values()].some(({ curves }) =>
    curveIds.some((id) => curves[id].points.length + curves[id].between.length > 0),
  );
  const shown = !started && ['ready', 'preparing', 'running'].includes(phase);
  useEffect(() => {
    // The serif font is only for this text and must not delay the first screen.
    if (shown) import('@fontsource-variable/source-serif-4/opsz.css').catch(() => undefined);
  }, [shown]);
  if (!shown) return null;
  return (
    <div className="first-visit">
      <div>
        <h3>{waysTitle(ways)}</h3>
        <p>
          Same data, same starting weights, same batches. What differs is what a hidden layer is told, and by
          which path. Press Train and watch who learns, how fast, and why.
        </p>
        <div className="first-visit-ways">
          <button
            type="button"
            className="button primary"
            disabled={blocked || phase !== 'ready'}
            onClick={() => void lab.actions.train()}
          >
            <Play size={16} strokeWidth={1.75} aria-hidden="true" />
            Watch them learn
            <span className="key-hint" aria-hidden="true">
              Space
            </span>
          </button>
          <a className="button" href="#learn">
            Start with a lesson
          </a>
        </div>
      </div>
    </div>
  );
}
