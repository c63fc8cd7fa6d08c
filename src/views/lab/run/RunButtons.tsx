import { Dices, Pause, Play, RotateCcw, SlidersHorizontal, Square, StepForward } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { useView } from '../../../store/settings/view';
import { useLab } from '../../labContext';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Ignores the second click of an accidental double click. */
export const once = (act: () => unknown) => (event: MouseEvent) => {
  if (event.detail <= 1) void act();
};

function Primary({ blocked }: { blocked: boolean }) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const [name, act, Icon] =
    phase === 'running' || phase === 'preparing'
      ? (['Pause', lab.actions.pause, Pause] as const)
      : phase === 'paused' || phase === 'stepping'
        ? (['Resume', lab.actions.resume, Play] as const)
        : (['Train', lab.actions.train, Play] as const);
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

interface ActionButtonProps {
  name: string;
  act: () => unknown;
  disabled?: boolean;
  className?: string;
  children: ReactNode;
}

function ActionButton({ name, act, disabled = false, className = '', children }: ActionButtonProps) {
  return (
    <button
      type="button"
      className={`button ${className}`}
      title={name}
      disabled={disabled}
      onClick={() => void act()}
    >
      {children}
      <span className="action-name">{name}</span>
    </button>
  );
}

interface Props {
  blocked: boolean;
  onSettings: () => void;
}

/** Everything that can be done with a run; on a phone also the way to the settings. */
export function RunButtons({ blocked, onSettings }: Props) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const hidden = useView((state) => state.hidden);
  const fresh = phase === 'ready';
  const running = phase === 'running' || phase === 'preparing';
  return (
    <div className="controls">
      <Primary blocked={blocked} />
      <ActionButton
        name="Step"
        act={lab.actions.step}
        disabled={!(phase === 'paused' || (fresh && !blocked))}
        className="step"
      >
        <StepForward {...icon} />
      </ActionButton>
      <ActionButton
        name="Stop"
        act={lab.actions.stop}
        disabled={!(running || phase === 'paused' || phase === 'stepping')}
        className="stop"
      >
        <Square {...icon} size={14} />
      </ActionButton>
      <span className="bar-line" />
      <ActionButton name="Reset" act={lab.actions.reset} disabled={fresh} className="plain">
        <RotateCcw {...icon} />
      </ActionButton>
      {!hidden.includes('seed') && (
        <ActionButton name="New seed" act={lab.actions.newSeed} className="plain">
          <Dices {...icon} />
        </ActionButton>
      )}
      {!hidden.includes('settings') && (
        <button type="button" className="button settings-button" aria-label="Settings" onClick={onSettings}>
          <SlidersHorizontal {...icon} size={20} />
        </button>
      )}
    </div>
  );
}
