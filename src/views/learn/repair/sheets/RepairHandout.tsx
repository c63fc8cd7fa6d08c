import { ChevronLeft, Printer } from 'lucide-react';
import { sharedAddress } from '../../../../store/page/classServer';
import { Formula } from '../../../formula/Formula';
import { fillingOf } from '../algebra/check';
import { plainOf, texOf } from '../algebra/print';
import type { Exercise } from '../exercise';
import { exercises } from '../exercises';
import { TeacherSwitch } from '../TeacherSwitch';
import { BlankFormula } from '../view/BlankFormula';
import '../../lesson/lesson.css';
import '../../handout/handout.css';
import '../../handout/sheet.css';
import '../index/repairCards.css';
import './repairSheet.css';

const linkTo = (id: string): string =>
  sharedAddress(`${location.origin}${location.pathname}#learn/repair/${id}`);

/** An exercise to fill in by hand. */
function Questions({ exercise, number }: { exercise: Exercise; number: number }) {
  const { words, equations, blanks } = exercise;
  return (
    <section className="repair-sheet">
      <h3>{`${number}. ${words.title}: ${words.topic}`}</h3>
      <div className="prose">{words.intro}</div>
      {equations.map((equation) => (
        <BlankFormula key={equation.left.plain} {...{ equation, blanks }} />
      ))}
      {blanks.map(({ id, options }, place) => (
        <div key={id} className="sheet-question">
          <p>{`${place + 1}. ${words.blanks[id]}`}</p>
          <ul className="sheet-boxes">
            {options.map((option) => (
              <li key={option.id}>
                <Formula tex={texOf(option.is)} plain={plainOf(option.is)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** Its answer, and why. */
function Answers({ exercise, number }: { exercise: Exercise; number: number }) {
  const { words, equations, blanks, answer, id } = exercise;
  const filling = fillingOf(blanks, answer);
  return (
    <section className="repair-sheet">
      <h3>{`${number}. ${words.title}: ${words.topic}`}</h3>
      {equations.map((equation) => (
        <BlankFormula key={equation.left.plain} {...{ equation, blanks, filling }} />
      ))}
      <div className="prose">{words.why}</div>
      <p className="sheet-link">{linkTo(id)}</p>
    </section>
  );
}

/** All exercises on paper: a sheet to fill in, and in teacher mode one with the answers. */
export function RepairHandout({ answers }: { answers: boolean }) {
  return (
    <main className="handout" id="lessons" tabIndex={-1}>
      <div className="handout-head">
        <a className="lesson-back" href="#learn/repair">
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
          Repair the rule
        </a>
        <h1>Handout</h1>
        <TeacherSwitch />
        <span className="quiet">
          {answers
            ? 'A sheet to fill in, and one with the answers'
            : 'Teacher mode adds a sheet with the answers'}
        </span>
        <button type="button" className="button primary" onClick={() => print()}>
          <Printer size={16} strokeWidth={1.75} aria-hidden="true" />
          Print
        </button>
      </div>
      <article className="sheet repair-questions" aria-label="Questions">
        <header>
          <div>
            <p>F³ Lab · Exercises</p>
            <h2>Repair the rule</h2>
            <p className="sheet-name">Name</p>
          </div>
        </header>
        {exercises.map((exercise, place) => (
          <Questions key={exercise.id} exercise={exercise} number={place + 1} />
        ))}
      </article>
      {answers && (
        <article className="sheet answers" aria-label="Answers">
          <header>
            <div>
              <p>F³ Lab · Exercises</p>
              <h2>Answers: Repair the rule</h2>
            </div>
          </header>
          {exercises.map((exercise, place) => (
            <Answers key={exercise.id} exercise={exercise} number={place + 1} />
          ))}
        </article>
      )}
    </main>
  );
}
