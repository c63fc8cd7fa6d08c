import { StepForward } from 'lucide-react';
import type { Phase } from '../../../../store/run/runs';
import { useLab } from '../../../labContext';
import { useBlocked } from '../../run/useBlocked';
import type { Transport } from './useTransport';

interface Props {
  view: Transport;
  phase: Phase;
  onDone?: () => void;
}

/** Text about what to do or wait for. */
function waitingText(phase: Phase, seen: boolean): string {
  if (phase === 'running')
    return seen ? 'It is training: this happens with every batch.' : 'The first numbers are on their way.';
  if (phase === 'preparing' || phase === 'stepping') return 'One moment.';
  return phase === 'finished' || phase === 'stopped' ? 'This run is over.' : '';
}

/** Trains one real step of the lab’s runs; creates the networks before the first run. */
export function OneStep({ view, phase, onDone }: Props) {
  const lab = useLab();
  const blocked = useBlocked() !== undefined;
  const seen = view.trace !== undefined;
  const can = phase === 'paused' || (phase === 'ready' && !blocked);
  const step = async () => {
    await lab.actions.step();
    onDone?.();
  };
  return (
    <p className={seen ? 'one-step' : 'one-step empty'}>
      {!seen && can && <span>There is no network yet. Its numbers come with the first step.</span>}
      {can ? (
        <button type="button" className="button" onClick={() => void step()}>
          <StepForward size={16} strokeWidth={1.75} aria-hidden="true" />
          Take one step
        </button>
      ) : (
        <span className="quiet">{waitingText(phase, seen)}</span>
      )}
    </p>
  );
}
