import {
  Dices,
  PanelRight,
  Pause,
  Play,
  RotateCcw,
  SlidersHorizontal,
  Square,
  StepForward,
} from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { setInside, usePreferences } from '../../store/page/preferences';
import { useLab } from '../labContext';
import { PHONE, useMedia } from '../useMedia';
import { CopyLink } from './CopyLink';
import { ProgressLine } from './ProgressLine';
import { RunStatus } from './RunStatus';
import { useChanges } from './settings/changes';
import { useBlocked } from './useBlocked';
import './runBar.css';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The second click of a double click is a slip of the hand. */
const once = (act: () => unknown) => (event: MouseEvent) => {
  if (event.detail <= 1) void act();
};

function Primary({ blocked }: { blocked: boolean }) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const [name, act, Icon] =
    phase === 'running' || phase === 'preparing'
      ? (['Pause', lab.verbs.pause, Pause] as const)
      : phase === 'paused' || phase === 'stepping'
        ? (['Resume', lab.verbs.resume, Play] as const)
        : (['Train', lab.verbs.train, Play] as const);
  return (
    <button
      type="button"
      className="button primary run-primary"
      disabled={(name === 'Train' && blocked) || phase === 'stepping'}
      aria-describedby={name === 'Train' && blocked ? 'run-blocked' : undefined}
      onClick={once(act)}
    >
      <Icon {...icon} />
      {name}
    </button>
  );
}

interface VerbProps {
  name: string;
  act: () => unknown;
  disabled?: boolean;
  className?: string;
  children: ReactNode;
}

function Verb({ name, act, disabled = false, className = '', children }: VerbProps) {
  return (
    <button
      type="button"
      className={`button ${className}`}
      title={name}
      disabled={disabled}
      onClick={() => void act()}
    >
      {children}
      <span className="verb-name">{name}</span>
    </button>
  );
}

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
      <PanelRight {...icon} />
      <span>Inside</span>
    </button>
  );
}

export function RunBar({ onSettings }: { onSettings: () => void }) {
  const lab = useLab();
  const phone = useMedia(PHONE);
  const phase = lab.runs.useRuns((state) => state.phase);
  const blocked = useBlocked() !== undefined;
  const fresh = phase === 'ready';
  const running = phase === 'running' || phase === 'preparing';
  return (
    <section className="run-bar" aria-label="Run">
      <div className="controls">
        <Primary blocked={blocked} />
        <Verb
          name="Step"
          act={lab.verbs.step}
          disabled={!(phase === 'paused' || (fresh && !blocked))}
          className="step"
        >
          <StepForward {...icon} />
        </Verb>
        <Verb
          name="Stop"
          act={lab.verbs.stop}
          disabled={!(running || phase === 'paused' || phase === 'stepping')}
          className="stop"
        >
          <Square {...icon} size={14} />
        </Verb>
        <span className="bar-line" />
        <Verb name="Reset" act={lab.verbs.reset} disabled={fresh} className="plain">
          <RotateCcw {...icon} />
        </Verb>
        <Verb name="New seed" act={lab.verbs.newSeed} className="plain">
          <Dices {...icon} />
        </Verb>
        <button type="button" className="button settings-button" aria-label="Settings" onClick={onSettings}>
          <SlidersHorizontal {...icon} size={20} />
        </button>
      </div>
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
