import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  options: readonly { readonly id: string; readonly text: string }[];
  /** Id of the option to mark. */
  right: string | undefined;
  /** What the mark says: "came out". */
  mark: string;
  about: ReactNode;
}

/** Options to vote for, lettered so that they can be called out. */
export function Choices({ options, right, mark, about }: Props) {
  return (
    <div className="present-choices">
      <ol>
        {options.map(({ id, text }) => (
          <li key={id} className={id === right ? 'right' : undefined}>
            <span>{text}</span>
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
