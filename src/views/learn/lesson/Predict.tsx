import { Check, Play } from 'lucide-react';
import { useId } from 'react';
import type { Outcome } from '../../../store/learn/outcome';
import { progressOf, setGuess, useProgress } from '../../../store/learn/progress';
import type { Lesson } from '../lesson';

interface Props {
  lesson: Lesson;
  /** Once the mini-lab has run. */
  outcome: Outcome | undefined;
  running: boolean;
  onRun: () => void;
}

/** One sentence that compares the guess with the result. */
function comparison({ words, prediction }: Lesson, guess: string | undefined, outcome: Outcome): string {
  const actual = prediction.actual(outcome);
  if (actual === undefined) return 'This time none of these came out.';
  const came = `“${words.options[actual]}”`;
  if (guess === undefined) return `It came out as ${came}.`;
  if (guess === actual) return `You guessed ${came}, and so it came out.`;
  return `You guessed “${words.options[guess]}”. It came out as ${came}.`;
}

/** The question before the run. A guess is never scored. */
export function Predict({ lesson, outcome, running, onRun }: Props) {
  const { words, prediction } = lesson;
  const guess = useProgress((state) => progressOf(state, lesson.id).guess);
  const id = useId();
  const known = guess !== undefined && guess in words.options ? guess : undefined;
  const actual = outcome && prediction.actual(outcome);
  return (
    <section className="predict" aria-labelledby={id}>
      <p className="predict-label">Predict first</p>
      <fieldset>
        <legend id={id}>{words.question}</legend>
        {prediction.options.map((option) => (
          <label key={option.id} className="choice">
            <input
              type="radio"
              name={id}
              checked={option.id === known}
              onChange={() => setGuess(lesson.id, option.id)}
            />
            <span>{words.options[option.id]}</span>
            {option.id === actual && (
              <span className="choice-mark">
                <Check size={16} strokeWidth={1.75} aria-hidden="true" />
                came out
              </span>
            )}
          </label>
        ))}
      </fieldset>
      <div className="predict-foot">
        <button
          type="button"
          className="button primary large"
          disabled={known === undefined || running}
          onClick={onRun}
        >
          <Play size={16} strokeWidth={1.75} aria-hidden="true" />
          {outcome ? 'Run it again' : 'Run it and see'}
        </button>
        <span className="quiet">
          {known === undefined ? 'Choose one first.' : 'Your guess stays on this device.'}
        </span>
      </div>
      <p className="predict-result" aria-live="polite">
        {outcome && comparison(lesson, known, outcome)}
      </p>
    </section>
  );
}
