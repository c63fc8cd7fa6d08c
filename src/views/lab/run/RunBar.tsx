import { PanelRight } from 'lucide-react';
import { setInside, usePreferences } from '../../../store/page/preferences';
import { useLab } from '../../labContext';
import { PHONE, useMedia } from '../../useMedia';
import { useChanges } from '../settings/changes';
import { CopyLink } from './CopyLink';
import { ProgressLine } from './ProgressLine';
import { RunStatus } from './RunStatus';
import { once, RunVerbs } from './RunVerbs';
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
      onClick={once(() => lab.verbs.startAgain())}
    >
      <span>
        Start again<span className="again-more"> with these</span>
      </span>
    </button>
  );
}

function InsideToggle() {
  const inside = usePreferences((state) => state.inside);
  return (
    <button
      type="button"
      className="button inside-toggle"
      aria-pressed={inside}
      title={inside ? 'Hide what is inside the networks' : 'Show what is inside the networks'}
      onClick={() => setInside(!inside)}
    >
      <PanelRight size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>Inside</span>
    </button>
  );
}

export function RunBar({ onSettings }: { onSettings: () => void }) {
  const phone = useMedia(PHONE);
  const blocked = useBlocked() !== undefined;
  return (
    <section className="run-bar" aria-label="Run">
      <RunVerbs blocked={blocked} onSettings={onSettings} />
      <span className="bar-line status-line" />
      <RunStatus />
      <div className="bar-end">
        <Again blocked={blocked} />
        {phone ? null : <InsideToggle />}
        {phone ? null : <CopyLink />}
      </div>
      <ProgressLine />
    </section>
  );
}
