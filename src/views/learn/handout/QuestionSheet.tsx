import { LineDrawing } from '../../../figures/lines/LineDrawing';
import type { MiniLab } from '../../../store/learn/miniLab';
import type { Lesson } from '../lesson';
import { lessons } from '../lessons';
import { chartSpec } from '../miniLab/lines';
import { recordsOf } from '../miniLab/records';
import { lessonAddress } from './lessonAddress';

/** In SVG units; scaled to the paper. */
const SIZE = { width: 700, height: 210 } as const;
/** Beside the axes there are no lines to name. */
const LABEL_ROOM = 56;
/** To write on. */
const LINES = ['first', 'second', 'third', 'fourth'] as const;

/** The axes of the first chart, to draw the expected curves into. */
function EmptyAxes({ lesson, miniLab }: { lesson: Lesson; miniLab: MiniLab }) {
  const [chart] = lesson.miniLab.charts;
  const spec = chartSpec({ arms: recordsOf(lesson, miniLab), chart, narrow: false });
  const names = spec.lines.map(({ name }) => name).join(', ');
  const layer = chart.of.kind === 'angle' ? `, hidden layer ${chart.of.layer}` : '';
  return (
    <figure>
      <figcaption>
        {`${spec.title}${layer}: draw the curve that you expect${names === '' ? '' : ` for ${names}`}`}
      </figcaption>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} role="img" aria-label={`Empty axes: ${spec.title}`}>
        <LineDrawing spec={{ ...spec, lines: [], labelRoom: LABEL_ROOM }} size={SIZE} />
      </svg>
    </figure>
  );
}

function Boxes({ texts }: { texts: readonly (string | undefined)[] }) {
  return (
    <ul className="sheet-boxes">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

/** The sheet to fill in. */
export function QuestionSheet({ lesson, miniLab }: { lesson: Lesson; miniLab: MiniLab }) {
  const { words, prediction, Pictogram } = lesson;
  return (
    <article className="sheet" aria-label="Questions">
      <header>
        <div>
          <p>{`F³ Lab · Lesson ${lessons.indexOf(lesson) + 1} · ${words.topic}`}</p>
          <h2>{words.title}</h2>
          <p className="sheet-name">Name</p>
        </div>
        <Pictogram />
      </header>
      <section>
        <h3>Predict</h3>
        <p>{words.question}</p>
        <Boxes texts={prediction.options.map(({ id }) => words.options[id])} />
        <EmptyAxes {...{ lesson, miniLab }} />
        <p className="sheet-small">{`The experiment: ${words.setup}. It runs at ${lessonAddress(lesson.id)}`}</p>
      </section>
      <section>
        <h3>What came out, and why?</h3>
        {LINES.map((line) => (
          <div key={line} className="sheet-line" />
        ))}
      </section>
      <section>
        <h3>Check yourself</h3>
        {words.quiz.map(({ question, answers }) => (
          <div key={question} className="sheet-question">
            <p>{question}</p>
            <Boxes texts={answers} />
          </div>
        ))}
      </section>
    </article>
  );
}
