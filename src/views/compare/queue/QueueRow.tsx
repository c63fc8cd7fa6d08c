import { ArrowDown, ArrowUp, Pause, Play, X } from 'lucide-react';
import { rules } from '../../../core/rules';
import type { RunKey, RunRecord } from '../../../notebook/records';
import { useLab } from '../../labContext';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** "DFA, seed 3" */
const nameOf = ({ spec: { rule, seed } }: RunRecord): string => `${rules[rule].name}, seed ${seed}`;

export interface Standing {
  readonly training: boolean;
  readonly held: boolean;
}

/** "epoch 3 of 10", "paused, epoch 3 of 10", "waits" */
function standingText({ epoch, spec }: RunRecord, { training, held }: Standing): string {
  const at = `epoch ${epoch} of ${spec.epochs}`;
  if (training) return at;
  if (held) return epoch > 0 ? `paused, ${at}` : 'paused';
  return epoch > 0 ? `waits, ${at}` : 'waits';
}

function Tool({
  name,
  title,
  icon: Icon,
  disabled = false,
  onClick,
}: {
  name: string;
  title: string;
  icon: typeof X;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={name}
      title={title}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon {...icon} />
    </button>
  );
}

interface Props {
  run: RunRecord;
  standing: Standing;
  /** Undefined: it cannot move that way. */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

/** A run of the queue, with what can be done with it. */
export function QueueRow({ run, standing, onUp, onDown }: Props) {
  const { cancel, hold, release } = useLab().queue;
  const key: RunKey = [run.experiment, run.id];
  const name = nameOf(run);
  const { training, held } = standing;
  return (
    <>
      <span className="queue-name">
        {name} <span className="quiet">{run.id.replace(/^\S+/, '').trim()}</span>
      </span>
      <span className="quiet num queue-standing">{standingText(run, standing)}</span>
      <span className="queue-tools">
        {!training && (
          <>
            <Tool
              name={`Move ${name} up`}
              title="Up"
              icon={ArrowUp}
              disabled={!onUp}
              onClick={() => onUp?.()}
            />
            <Tool
              name={`Move ${name} down`}
              title="Down"
              icon={ArrowDown}
              disabled={!onDown}
              onClick={() => onDown?.()}
            />
          </>
        )}
        <Tool
          name={`${held ? 'Resume' : 'Pause'} ${name}`}
          title={held ? 'Resume' : 'Pause'}
          icon={held ? Play : Pause}
          onClick={() => (held ? release(key) : hold(key))}
        />
        <Tool name={`Cancel ${name}`} title="Cancel" icon={X} onClick={() => cancel(key)} />
      </span>
    </>
  );
}
