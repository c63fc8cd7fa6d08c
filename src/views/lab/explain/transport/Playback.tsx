import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { type StepId, stepIds } from './steps';

/** Milliseconds per step: long enough to read its sentence. */
const PACE = 3000;

const names: Readonly<Record<StepId, string>> = {
  forward: 'Forward',
  error: 'Error',
  copy: 'Wires back',
  feedback: 'Feedback',
  update: 'Update',
  stale: 'After the update',
};

interface Props {
  step: StepId;
  sentence: string;
  onStep: (step: StepId) => void;
  /** Turns off screen reader announcements, while numbers in the sentence change by themselves. */
  quiet: boolean;
  /** Actions in this step. */
  children?: ReactNode;
}

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Back, play and next, the step's sentence, and its position in the sequence. */
export function Playback({ step, sentence, onStep, quiet, children }: Props) {
  const [playing, setPlaying] = useState(false);
  const at = stepIds.indexOf(step);
  const last = stepIds.length - 1;
  const go = (to: number) => onStep(stepIds[Math.min(Math.max(0, to), last)] as StepId);
  useEffect(() => {
    if (!playing) return undefined;
    if (at === last) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => onStep(stepIds[at + 1] as StepId), PACE);
    return () => clearTimeout(timer);
  }, [playing, at, last, onStep]);
  const by = (steps: number) => {
    setPlaying(false);
    go(at + steps);
  };
  const play = () => {
    if (!playing && at === last) go(0);
    setPlaying(!playing);
  };
  return (
    <div className="playback">
      <div className="playback-verbs">
        <button
          type="button"
          className="button"
          aria-label="Back one step"
          title="Back"
          disabled={at === 0}
          onClick={() => by(-1)}
        >
          <ChevronLeft {...icon} />
        </button>
        <button type="button" className="button primary playback-play" onClick={play}>
          {playing ? <Pause {...icon} /> : <Play {...icon} />}
          {playing ? 'Hold' : 'Play'}
        </button>
        <button
          type="button"
          className="button"
          aria-label="Next step"
          title="Next"
          disabled={at === last}
          onClick={() => by(1)}
        >
          <ChevronRight {...icon} />
        </button>
      </div>
      <p className="playback-text" aria-live={quiet ? 'off' : 'polite'}>
        <b>{`${at + 1}. `}</b>
        {sentence}
      </p>
      {children}
      <ol className="playback-dots">
        {stepIds.map((id) => (
          <li key={id}>
            <button
              type="button"
              aria-label={names[id]}
              title={names[id]}
              aria-current={id === step ? 'step' : undefined}
              onClick={() => by(stepIds.indexOf(id) - at)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
