import { Check } from 'lucide-react';
import { progressOf, useProgress } from '../../../store/learn/progress';
import type { Lesson } from '../lesson';
import { LAST_STEP, rightAnswers, stepOf } from '../steps';

/** How far the reader is: minutes before the first step, the step, then the right answers. */
function State({ lesson }: { lesson: Lesson }) {
  const progress = useProgress((state) => progressOf(state, lesson.id));
  const step = stepOf(lesson, progress);
  if (step === 0) return <span className="num">{lesson.minutes} min</span>;
  if (step < LAST_STEP) return <b className="num">{`step ${step} of ${LAST_STEP}`}</b>;
  const right = rightAnswers(lesson, progress);
  return (
    <b className="lesson-done num">
      <Check size={16} strokeWidth={1.75} aria-hidden="true" />
      {`${right} of ${lesson.answers.length}`}
      <span className="sr-only"> answers right</span>
    </b>
  );
}

export function LessonCard({ lesson, number, isNext }: { lesson: Lesson; number: number; isNext: boolean }) {
  const { id, words, Pictogram } = lesson;
  return (
    <a className={isNext ? 'lesson-card is-next' : 'lesson-card'} href={`#learn/${id}`}>
      <span className="lesson-picture" aria-hidden="true">
        <Pictogram />
      </span>
      <span className="lesson-number num">{number}</span>
      <span className="lesson-title">{words.title}</span>
      <span className="lesson-topic">{words.topic}</span>
      <span className="lesson-state">
        <State lesson={lesson} />
      </span>
    </a>
  );
}
