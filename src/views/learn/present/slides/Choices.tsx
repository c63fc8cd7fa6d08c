import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  options: readonly { readonly id: string; readonly text: string }[];
  /** Id of the option to mark. */
  right: string | undefined;
  /** What the mark says: "came out". */
  mark: string;
  about: ReactNode;
  /** What the class voted for. */
  vote: { readonly chosen: string | undefined; readonly onChoose: (id: string) => void };
}

/** Options to vote for, numbered so that they can be called out. */
export function Choices({ options, right, mark, about, vote }: Props) {
  return (
    <div className="present-choices">
      <ol>
        {options.map(({ id, text }) => (
          <li key={id} className={id === right ? 'right' : undefined}>
            <button type="button" aria-pressed={id === vote.chosen} onClick={() => vote.onChoose(id)}>
              {text}
            </button>
            {id === vote.chosen && <span className="present-vote">the class</span>}
            {id === right && (
              <span className="present-mark">
                <Check size={28} strokeWidth={1.75} aria-hidden="true" />
                {mark}
              </span>
            )}
          </li>
        ))}
      </ol>
      <p className="present-about" aria-live="polite">
        {about}
      </p>
    </div>
  );
}
