import { ChevronLeft, ChevronRight, Pause, Play, RotateCcw } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Select } from '../../../parts/Select';
import { useBrief } from './brief';
import { type Player, type Speed, speeds } from './usePlayer';
import './player.css';

interface Props {
  readonly player: Player;
  /** One sentence that describes this step. */
  readonly sentence: ReactNode;
  /** Up to this many steps are shown as dots, more as a number. */
  readonly dots?: number;
  /** Label before the step's number: "Slot". */
  readonly unit?: string;
  /** Names of the steps: each dot becomes a button that goes there. */
  readonly names?: readonly string[] | undefined;
  /** Turns off screen reader announcements, while numbers in the sentence change by themselves. */
  readonly quiet?: boolean;
  /** Actions in this step. */
  readonly children?: ReactNode;
}

const keys: Readonly<Record<string, (player: Player) => void>> = {
  ArrowRight: ({ go, at }) => go(at + 1),
  ArrowLeft: ({ go, at }) => go(at - 1),
  Home: ({ go }) => go(0),
  End: ({ go, count }) => go(count - 1),
};

/** The position in the sequence: a dot per step, or the number. */
function Position({ player, names, dots }: Pick<Props, 'player' | 'names'> & { dots: number }) {
  const { at, count, go } = player;
  if (names)
    return (
      <ol className="player-dots">
        {names.map((name, i) => (
          <li key={name}>
            <button
              type="button"
              aria-label={name}
              title={name}
              aria-current={i === at ? 'step' : undefined}
              onClick={() => go(i)}
            >
              <span className={i === at ? 'now' : i < at ? 'past' : undefined} />
            </button>
          </li>
        ))}
      </ol>
    );
  if (count > dots) return <span className="quiet num">{`${at + 1} of ${count}`}</span>;
  return (
    <span className="player-dots" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots are identified by their position.
        <span key={i} className={i === at ? 'now' : i < at ? 'past' : undefined} />
      ))}
    </span>
  );
}

/** Back, play and next, with the step's number and sentence. Arrow keys work while it has the focus. */
export function PlayerBar({ player, sentence, dots = 14, unit, names, quiet = false, children }: Props) {
  const { at, count, playing, speed, go, toggle, setSpeed } = player;
  const brief = useBrief();
  const onKey = (event: KeyboardEvent): void => {
    const act = keys[event.key];
    // In the speed list, arrow keys select an option.
    if (!act || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    event.stopPropagation();
    act(player);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a form.
    <div className="player" role="group" aria-label="Steps" onKeyDown={onKey}>
      <button
        type="button"
        className="button player-way"
        aria-label="Back"
        aria-disabled={at === 0}
        onClick={() => go(at - 1)}
      >
        <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <button type="button" className="button primary player-play" onClick={toggle}>
        {playing ? (
          <Pause size={16} strokeWidth={1.75} aria-hidden="true" />
        ) : (
          <Play size={16} strokeWidth={1.75} aria-hidden="true" />
        )}
        {playing ? 'Hold' : 'Play'}
      </button>
      <button
        type="button"
        className="button player-way"
        aria-label="Next"
        aria-disabled={at === count - 1}
        onClick={() => go(at + 1)}
      >
        <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      {unit && (
        <button
          type="button"
          className="button player-way"
          aria-label="Restart"
          aria-disabled={at === 0}
          onClick={() => go(0)}
        >
          <RotateCcw size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
      <p className="player-sentence" aria-live={playing || quiet ? 'off' : 'polite'}>
        <b>{unit ? `${unit} ${at + 1} of ${count}.` : `${at + 1}.`}</b> {sentence}
      </p>
      {!brief && children}
      {!unit && <Position {...{ player, names, dots }} />}
      {!brief && (
        <Select label="Speed" value={String(speed)} onChange={(text) => setSpeed(Number(text) as Speed)}>
          {speeds.map((one) => (
            <option key={one} value={one}>{`${one}×`}</option>
          ))}
        </Select>
      )}
    </div>
  );
}
