import { type ReactNode, useRef } from 'react';
import { takeAnyFiles } from '../../store/data/files';

interface Props {
  name?: string;
  className?: string;
  icon?: ReactNode;
  /** Extensions, comma-separated; default: all. */
  accept?: string;
}

/** A custom button: the native file input cannot be labelled. */
export function ChooseFiles({ name = 'Choose files', className = '', icon, accept }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={`button ${className}`} onClick={() => input.current?.click()}>
        {icon}
        {name}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          void takeAnyFiles([...(event.target.files ?? [])]);
          // Allows opening the same file again after it was changed.
          event.target.value = '';
        }}
      />
    </>
  );
}
