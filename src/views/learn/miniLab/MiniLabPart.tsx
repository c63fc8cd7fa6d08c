import { Play, RotateCcw } from 'lucide-react';
import type { Lab } from '../../../store/lab';
import type { MiniLab } from '../../../store/learn/miniLab';
import { progress } from '../../../store/run/results';
import type { Lesson } from '../lesson';
import type { ArmRecord } from './lines';
import { MiniChart } from './MiniChart';
import { type OpenMiniLab, useNews } from './useMiniLab';
import './miniLab.css';

interface Props {
  lesson: Lesson;
  open: OpenMiniLab;
  /** Id of the chosen prediction. */
  guess: string | undefined;
}

const experimentOf = ({ settings }: Lab) => settings.useSettings.getState().draft;

function recordsOf({ words, miniLab: { arms } }: Lesson, { labs }: MiniLab): ArmRecord[] {
  return arms.flatMap(({ id }) => {
    const lab = labs.get(id);
    if (!lab) return [];
    const { epochs } = experimentOf(lab);
    return [{ id, name: words.arms?.[id] ?? id, record: lab.byRule.rules(), epochs }];
  });
}

/** Why the mini-lab could not train. */
function problemOf({ backend, runs }: Lab): string {
  const { problem } = backend.useBackend.getState();
  if (problem !== undefined) return problem;
  const [note] = runs.useRuns.getState().notes;
  if (note?.kind === 'diverged') return 'Its loss is not a number any more.';
  return note?.failure?.details ?? 'Its data set or its worker could not be loaded.';
}

function Status({ lesson, miniLab }: { lesson: Lesson; miniLab: MiniLab }) {
  const { phase, arm } = miniLab.useMiniLab();
  const { arms } = lesson.miniLab;
  const lab = arm === undefined ? undefined : miniLab.labs.get(arm);
  if (phase === 'stopped' && lab)
    return <span className="mini-problem">{`It stopped. ${problemOf(lab)}`}</span>;
  if (phase !== 'running' || !lab) return null;
  if (lab.runs.phase() === 'preparing') return <span>Getting ready</span>;
  const place = arms.findIndex(({ id }) => id === arm);
  const { epochs, batchSize } = experimentOf(lab);
  const epoch = Math.min(epochs, Math.floor(progress(lab.series.record(), epochs, batchSize).now) + 1);
  const which = arms.length > 1 ? `${place + 1} of ${arms.length}, ${lesson.words.arms?.[arm ?? '']}: ` : '';
  return <span className="num">{`${which}epoch ${epoch} of ${epochs}`}</span>;
}

/** The experiment of a lesson: charts that fill while it trains. */
export function MiniLabPart({ lesson, open: { miniLab, run }, guess }: Props) {
  const news = useNews([...miniLab.labs.values()]);
  const phase = miniLab.useMiniLab((state) => state.phase);
  const { charts } = lesson.miniLab;
  const arms = recordsOf(lesson, miniLab);
  const range = lesson.prediction.options.find(({ id }) => id === guess)?.range;
  return (
    <section className="mini-lab" aria-label="Mini-lab">
      <div className="mini-head">
        <h2>Mini-lab</h2>
        <span className="quiet">{lesson.words.setup}</span>
        <span className="mini-status">
          <Status {...{ lesson, miniLab }} />
        </span>
        <button type="button" className="button small" disabled={phase === 'running'} onClick={run}>
          {phase === 'ready' ? (
            <Play size={16} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <RotateCcw size={16} strokeWidth={1.75} aria-hidden="true" />
          )}
          {phase === 'ready' ? 'Run' : 'Run again'}
        </button>
      </div>
      <div className={charts.length > 1 ? 'mini-charts two' : 'mini-charts'}>
        {charts.map((chart, place) => (
          <MiniChart
            key={chart.of.kind + (chart.of.kind === 'measure' ? chart.of.title : '')}
            {...{ arms, chart, news }}
            guess={place === 0 ? range : undefined}
          />
        ))}
      </div>
    </section>
  );
}
