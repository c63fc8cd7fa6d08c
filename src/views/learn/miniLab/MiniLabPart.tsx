import { Play, RotateCcw } from 'lucide-react';
import type { MiniLab } from '../../../store/learn/miniLab';
import type { Lesson } from '../lesson';
import { MiniChart } from './MiniChart';
import { recordsOf } from './records';
import { useNews } from './useMiniLab';
import './miniLab.css';

interface Props {
  lesson: Lesson;
  miniLab: MiniLab;
  /** Id of the chosen prediction. */
  guess: string | undefined;
}

/** How far the training is. */
export function MiniStatus({ lesson, miniLab }: { lesson: Lesson; miniLab: MiniLab }) {
  const { phase, arm: id = '' } = miniLab.useMiniLab();
  const arm = miniLab.arms.get(id);
  if (!arm) return null;
  if (phase === 'stopped') return <span className="mini-problem">{`It stopped. ${arm.problem()}`}</span>;
  const epoch = arm.epoch();
  if (epoch === undefined) return <span>Getting ready</span>;
  const all = [...miniLab.arms.keys()];
  const which = all.length > 1 ? `${all.indexOf(id) + 1} of ${all.length}, ${lesson.words.arms?.[id]}: ` : '';
  return <span className="num">{`${which}epoch ${epoch} of ${arm.epochs}`}</span>;
}

/** The experiment of a lesson: charts that fill while it trains. */
export function MiniLabPart({ lesson, miniLab, guess }: Props) {
  const news = useNews([...miniLab.arms.values()]);
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
          <MiniStatus {...{ lesson, miniLab }} />
        </span>
        <button
          type="button"
          className="button small"
          disabled={phase === 'running'}
          onClick={() => void miniLab.run()}
        >
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
            guess={place === 0 && range ? { range, whose: 'your' } : undefined}
          />
        ))}
      </div>
      {miniLab.about && <p className="mini-about quiet">{miniLab.about}</p>}
    </section>
  );
}
