import { useId } from 'react';
import { Formula } from '../../../formula/Formula';
import { type Blank, fillingOf } from '../algebra/check';
import { plainOf, texOf } from '../algebra/print';
import { verdictOf } from '../algebra/verdict';
import type { Exercise } from '../exercise';
import { BlankFormula } from './BlankFormula';
import type { ExerciseState } from './useExercise';

interface BlankProps {
  blank: Blank;
  /** From 1. */
  number: number;
  question: string;
  chosen: string | undefined;
  onChoose: (option: string) => void;
}

/** The options of a blank. */
function BlankOptions({ blank, number, question, chosen, onChoose }: BlankProps) {
  const name = useId();
  return (
    <fieldset className="repair-blank">
      <legend>
        <span className="repair-number num" aria-hidden="true">
          {number}
        </span>
        {question}
      </legend>
      {blank.options.map(({ id, is }) => (
        <label key={id} className="choice">
          <input
            type="radio"
            name={name}
            aria-label={plainOf(is)}
            checked={chosen === id}
            onChange={() => onChoose(id)}
          />
          <Formula tex={texOf(is)} plain={plainOf(is)} />
        </label>
      ))}
    </fieldset>
  );
}

/** The verdicts on all equations, and a hint for each that is wrong. */
function Findings({ exercise, state }: { exercise: Exercise; state: ExerciseState }) {
  const { equations, words, rule } = exercise;
  const several = equations.length > 1;
  return (
    <div className="repair-findings" aria-live="polite">
      {equations.map((equation, place) => {
        const check = state.checks[place];
        if (!check) return null;
        const { title, text } = verdictOf(check, equation, rule);
        const { kind } = check.finding;
        return (
          <div key={words.equations[place]} className="repair-finding" data-kind={kind}>
            {several && <p className="quiet">{words.equations[place]}</p>}
            <p>
              <b>{title}.</b>{' '}
              {text.map((part) => (typeof part === 'string' ? part : <Formula key={part.plain} {...part} />))}
            </p>
            {kind !== 'right' && kind !== 'open' && <p>{`Hint: ${words.hints[place]}`}</p>}
          </div>
        );
      })}
    </div>
  );
}

interface Props {
  exercise: Exercise;
  state: ExerciseState;
  /** In teacher mode. */
  answers: boolean;
}

/** The formulas with their blanks, the options, and what the check found. */
export function FillIn({ exercise, state, answers }: Props) {
  const { equations, blanks, words } = exercise;
  const filling = fillingOf(blanks, state.choice);
  return (
    <section className="predict" aria-label="Fill in the blanks">
      {equations.map((equation) => (
        <BlankFormula key={equation.left.plain} {...{ equation, blanks, filling }} />
      ))}
      {blanks.map((blank, place) => (
        <BlankOptions
          key={blank.id}
          blank={blank}
          number={place + 1}
          question={words.blanks[blank.id] ?? ''}
          chosen={state.choice[blank.id]}
          onChoose={(option) => state.choose(blank.id, option)}
        />
      ))}
      <div className="predict-foot">
        <button
          type="button"
          className="button primary large"
          disabled={!state.complete || state.checked}
          onClick={state.check}
        >
          Check it on the network
        </button>
        {answers && (
          <button type="button" className="button large" onClick={state.showAnswer}>
            Show the answer
          </button>
        )}
        <span className="quiet">{state.complete ? '' : 'Fill every blank first.'}</span>
      </div>
      <Findings {...{ exercise, state }} />
      {(state.solved || answers) && (
        <div className="prose repair-why">
          <h2>Why</h2>
          {words.why}
        </div>
      )}
    </section>
  );
}
