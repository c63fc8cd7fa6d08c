import { Lightbulb, PanelRight } from 'lucide-react';
import { goWithin, usePage } from '../../../store/page/page';
import { setInside, usePreferences } from '../../../store/page/preferences';
import { useView } from '../../../store/settings/view';
import { useLab } from '../../labContext';
import { PHONE, useMedia } from '../../useMedia';
import { ClassLink } from '../classLink/ClassLink';
import { ShowAll } from '../classLink/ShowAll';
import { useHidden } from '../classLink/useHidden';
import { explainFigures } from '../explain/figures';
import { useChanges } from '../settings/changes';
import { CopyLink } from './CopyLink';
import { ProgressLine } from './ProgressLine';
import { once, RunButtons } from './RunButtons';
import { RunStatus } from './RunStatus';
import { useBlocked } from './useBlocked';
import './runBar.css';

function Again({ blocked }: { blocked: boolean }) {
  const lab = useLab();
  const changes = useChanges();
  if (changes.length === 0) return null;
  return (
    <button
      type="button"
      className="button again"
      disabled={blocked}
      title="Curves and results are of the settings before. This starts a new run; Undo brings the old one back."
      onClick={once(() => lab.actions.startAgain())}
    >
      <span>
        Start again<span className="again-more"> with these</span>
      </span>
    </button>
  );
}

/** Toggles for Inside (beside the charts) and Explain (instead of them). */
function Toggles() {
  const inside = usePreferences((state) => state.inside);
  const explains = usePage(({ rest }) => rest.length > 0);
  const toggleInside = (): void => {
    goWithin();
    setInside(explains || !inside);
  };
  const shown = inside && !explains;
  const hidden = useView((state) => state.hidden);
  return (
    <>
      {!hidden.includes('inside') && (
        <button
          type="button"
          className="button inside-toggle"
          aria-pressed={shown}
          title={shown ? 'Hide what is inside the networks' : 'Show what is inside the networks'}
          onClick={toggleInside}
        >
          <PanelRight size={16} strokeWidth={1.75} aria-hidden="true" />
          <span>Inside</span>
        </button>
      )}
      {!hidden.includes('explain') && (
        <button
          type="button"
          className="button inside-toggle"
          aria-pressed={explains}
          title={explains ? 'Back to the charts' : 'Explain how the algorithms work'}
          onClick={() => (explains ? goWithin() : goWithin(explainFigures[0].id))}
        >
          <Lightbulb size={16} strokeWidth={1.75} aria-hidden="true" />
          <span>Explain</span>
        </button>
      )}
    </>
  );
}

export function RunBar({ onSettings }: { onSettings: () => void }) {
  const phone = useMedia(PHONE);
  const blocked = useBlocked() !== undefined;
  const noLink = useHidden('link');
  return (
    <section className="run-bar" aria-label="Run">
      <RunButtons blocked={blocked} onSettings={onSettings} />
      <span className="bar-line status-line" />
      <RunStatus />
      <div className="bar-end">
        <Again blocked={blocked} />
        {phone ? null : <Toggles />}
        {phone ? null : <CopyLink />}
        {phone || noLink ? null : <ClassLink />}
        <ShowAll />
      </div>
      <ProgressLine />
    </section>
  );
}
