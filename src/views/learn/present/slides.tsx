/** The slides of a lesson, from its data: one thing each. */
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Lesson } from '../lesson';
import { FigurePart } from '../lesson/FigurePart';
import { References } from '../lesson/References';
import { lessons } from '../lessons';
import { Fit } from './Fit';
import type { Shown, Slide } from './slide';
import { ChartSlide } from './slides/ChartSlide';
import { Choices } from './slides/Choices';
import { CoverSlide } from './slides/CoverSlide';
import { HappenedSlide } from './slides/HappenedSlide';
import { split } from './split';

/** Letters of a slide of text. */
const MOST_LETTERS = 640;

const PREDICT = 'predict';

/** Which option came out is known after the run. */
function Poll({ lesson: { words, prediction }, outcome, answered, votes, onVote }: Shown) {
  const vote = votes[PREDICT];
  const right = outcome && prediction.actual(outcome);
  const options = prediction.options.map(({ id }) => ({ id, text: words.options[id] ?? id }));
  const said = outcome
    ? right === undefined && 'This time none of these came out.'
    : 'The next slide runs it; then come back for the answer.';
  const ask = 'The class votes by show of hands. Press the number with the most: the chart will show it.';
  return (
    <Choices
      options={options}
      right={answered ? right : undefined}
      mark="came out"
      about={answered ? said : vote === undefined && ask}
      vote={{ chosen: vote, onChoose: onVote }}
    />
  );
}

const questions = ({ words, answers }: Lesson): readonly Slide[] =>
  words.quiz.map(({ question, answers: texts, because }, i) => ({
    id: `question ${i}`,
    title: question,
    answers: true,
    options: texts,
    render: ({ answered, votes, onVote }) => (
      <Choices
        options={texts.map((text) => ({ id: text, text }))}
        right={answered ? texts[answers[i] ?? 0] : undefined}
        mark="right"
        about={answered && because}
        vote={{ chosen: votes[`question ${i}`], onChoose: onVote }}
      />
    ),
  }));

/** A text of the lesson, on as many slides as it needs. */
const texts = (id: string, title: string, text: ReactNode): readonly Slide[] =>
  split(text, MOST_LETTERS).map((blocks, i, { length }) => ({
    id: `${id} ${i}`,
    title: length === 1 ? title : `${title}, ${i + 1} of ${length}`,
    render: () => <div className="prose">{blocks}</div>,
  }));

function Next({ lesson }: { lesson: Lesson }) {
  const next = lessons[lessons.indexOf(lesson) + 1];
  return (
    next && (
      <a className="present-button" href={`#learn/${next.id}/present`}>
        {`Next: ${next.words.title}`}
        <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
      </a>
    )
  );
}

const charts = ({ miniLab, words }: Lesson): readonly Slide[] =>
  miniLab.charts.map((chart, i) => ({
    id: `chart ${i}`,
    title: words.title,
    runs: true,
    render: ({ lesson, miniLab, votes }) => {
      const range = lesson.prediction.options.find(({ id }) => id === votes[PREDICT])?.range;
      const guess = i === 0 && range ? ({ range, whose: 'the class’s' } as const) : undefined;
      return <ChartSlide {...{ lesson, miniLab, chart, guess }} />;
    },
  }));

export function slidesOf(lesson: Lesson): readonly Slide[] {
  const { words, figure, sources, prediction } = lesson;
  return [
    { id: 'cover', title: words.title, render: (shown) => <CoverSlide {...shown} /> },
    ...texts('intro', words.topic, words.intro),
    {
      id: 'figure',
      title: words.title,
      render: () => (
        <Fit>
          <FigurePart figure={figure} />
        </Fit>
      ),
    },
    {
      ...{ id: PREDICT, title: words.question, answers: true },
      options: prediction.options.map(({ id }) => id),
      render: (shown) => <Poll {...shown} />,
    },
    ...charts(lesson),
    {
      id: 'happened',
      title: 'What happened',
      runs: true,
      render: (shown) => <HappenedSlide {...shown} vote={shown.votes[PREDICT]} />,
    },
    ...texts('why', 'Why', words.why),
    ...questions(lesson),
    {
      ...{ id: 'sources', title: 'Sources' },
      render: () => (
        <>
          <References ids={sources} />
          <Next lesson={lesson} />
        </>
      ),
    },
  ];
}
