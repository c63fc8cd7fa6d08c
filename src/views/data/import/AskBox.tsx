import { CircleHelp } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export interface Answer {
  /** Text of the button. */
  readonly name: string;
  readonly act: () => void;
}

interface Props {
  /** Kind of question; the question itself describes each button. */
  name: string;
  answers: readonly Answer[];
  onAnswer: () => void;
  children: ReactNode;
}

/** A question to the user, with its answers as buttons. */
export function AskBox({ name, answers, onAnswer, children }: Props) {
  const id = useId();
  return (
    <fieldset className="import-box ask" aria-label={name}>
      <CircleHelp size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <p id={id}>{children}</p>
        <div className="import-answers">
          {answers.map((answer) => (
            <button
              key={answer.name}
              type="button"
              className="button small"
              aria-describedby={id}
              onClick={() => {
                answer.act();
                onAnswer();
              }}
            >
              {answer.name}
            </button>
          ))}
        </div>
      </div>
    </fieldset>
  );
}
