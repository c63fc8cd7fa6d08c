import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';

export interface Answer {
  /** On the button. */
  readonly name: string;
  /** What it is about: the rest of its accessible name. */
  readonly about: string;
  readonly act: () => void;
}

interface Props {
  name: string;
  answers: readonly Answer[];
  onAnswer: () => void;
  children: ReactNode;
}

/** A question to the person, and its answers as buttons. */
export function AskBox({ name, answers, onAnswer, children }: Props) {
  return (
    <section className="import-box ask" aria-label={name}>
      <CircleHelp size={16} strokeWidth={1.75} aria-hidden="true" />
      <div>
        <p>{children}</p>
        <div className="import-answers">
          {answers.map((answer) => (
            <button
              key={answer.name}
              type="button"
              className="button small"
              aria-label={`${answer.name}: ${answer.about}`}
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
    </section>
  );
}
