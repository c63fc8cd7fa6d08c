import { Check, Minus } from 'lucide-react';
import { useId } from 'react';
import { progressOf, setAnswer, useProgress } from '../../../store/learn/progress';
import type { Lesson, QuizWords } from '../lesson';
import { rightAnswers } from '../steps';

interface QuestionProps {
  words: QuizWords;
  /** Place of the right answer. */
  right: number;
  chosen: number | null | undefined;
  onChoose: (answer: number) => void;
}

/** A question; once it is answered, it says which answer is right, and why. */
function Question({ words: { question, answers, because }, right, chosen, onChoose }: QuestionProps) {
  const name = useId();
  const answered = typeof chosen === 'number';
  return (
    <fieldset className="question">
      <legend>{question}</legend>
      {answers.map((answer, place) => (
        <label key={answer} className="choice">
          <input type="radio" name={name} checked={chosen === place} onChange={() => onChoose(place)} />
          <span>{answer}</span>
          {answered && place === right && (
            <span className="choice-mark">
              <Check size={16} strokeWidth={1.75} aria-hidden="true" />
              right
            </span>
          )}
          {chosen === place && place !== right && (
            <span className="choice-mark">
              <Minus size={16} strokeWidth={1.75} aria-hidden="true" />
              not this
            </span>
          )}
        </label>
      ))}
      <p className="question-because" aria-live="polite">
        {answered && (
          <>
            <b>{chosen === right ? 'Right. ' : 'Not quite. '}</b>
            {because}
          </>
        )}
      </p>
    </fieldset>
  );
}

export function Quiz({ lesson }: { lesson: Lesson }) {
  const progress = useProgress((state) => progressOf(state, lesson.id));
  const { answers, words } = lesson;
  const done = answers.every((_, i) => typeof progress.answers?.[i] === 'number');
  const id = useId();
  return (
    <section className="quiz" aria-labelledby={id}>
      <h2 id={id}>
        Check yourself
        {done && (
          <span className="quiet num">{`${rightAnswers(lesson, progress)} of ${answers.length} right`}</span>
        )}
      </h2>
      {words.quiz.map((one, place) => (
        <Question
          key={one.question}
          words={one}
          right={answers[place] ?? 0}
          chosen={progress.answers?.[place]}
          onChoose={(answer) => setAnswer(lesson.id, place, answer, answers.length)}
        />
      ))}
    </section>
  );
}
