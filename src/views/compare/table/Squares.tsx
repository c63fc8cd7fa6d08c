import type { RuleStyle } from '../../../figures/theme/ruleStyle';
import type { RunRecord, RunState } from '../../../notebook/records';

/** More would not fit the column. */
const MOST = 10;

const words: Readonly<Record<RunState, string>> = {
  waiting: 'waiting',
  training: 'training',
  paused: 'paused',
  done: 'done',
  diverged: 'diverged',
  failed: 'failed',
  stopped: 'stopped',
};

/** "4 done, 1 training" */
function textOf(runs: readonly RunRecord[]): string {
  const states = [...new Set(runs.map(({ state }) => state))];
  return states
    .map((state) => `${runs.filter((run) => run.state === state).length} ${words[state]}`)
    .join(', ');
}

/** A square for each run: filled as far as it has trained. */
export function Squares({ runs, style }: { runs: readonly RunRecord[]; style: RuleStyle }) {
  const text = textOf(runs);
  if (runs.length > MOST) return <span className="num">{text}</span>;
  return (
    <span className="squares" role="img" aria-label={text} title={text}>
      {runs.map(({ id, experiment, epoch, spec, state }) => {
        const part = state === 'done' ? 1 : Math.min(1, epoch / spec.epochs);
        const broken = state === 'diverged' || state === 'failed';
        return (
          <span
            key={`${experiment} ${id}`}
            className={broken ? 'square broken' : 'square'}
            style={{
              borderColor: style.line,
              background: `linear-gradient(90deg, ${style.line} ${100 * part}%, transparent 0)`,
            }}
          />
        );
      })}
    </span>
  );
}
