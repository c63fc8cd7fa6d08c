import type { Lesson } from '../lesson';
import { References } from '../lesson/References';
import { lessonAddress } from './lessonAddress';

/** The sheet with the answers. */
export function AnswerSheet({ lesson }: { lesson: Lesson }) {
  const { words, prediction, answers, sources, miniLab } = lesson;
  const link = lessonAddress(lesson.id);
  const came = miniLab.study
    ? 'This is what the recorded runs show'
    : 'This is what comes out with the lesson’s own seed; another seed may give something else';
  return (
    <article className="sheet answers" aria-label="Answers">
      <header>
        <div>
          <p>{`F³ Lab · ${words.topic}`}</p>
          <h2>{`Answers: ${words.title}`}</h2>
        </div>
      </header>
      <section>
        <h3>{words.question}</h3>
        <p>
          <b>{words.options[prediction.expected]}.</b> {`${came} (${words.setup}).`}
        </p>
      </section>
      <section>
        <h3>Why</h3>
        <div className="prose">{words.why}</div>
      </section>
      <section>
        <h3>Check yourself</h3>
        <ol>
          {words.quiz.map(({ question, answers: texts, because }, i) => (
            <li key={question}>
              {question} <b>{texts[answers[i] ?? 0]}.</b> {because}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3>Sources</h3>
        <References ids={sources} />
      </section>
      <p className="sheet-link">{link}</p>
    </article>
  );
}
