import { Download, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { saveSettings, takeAnyFiles } from '../../../store/data/files';
import { useLab } from '../../labContext';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

export function SaveSettings() {
  const { settings } = useLab();
  return (
    <button
      type="button"
      className="button small"
      title="Every setting as a file, for this page or the command line"
      onClick={() => saveSettings(settings)}
    >
      <Download {...icon} />
      Save settings
    </button>
  );
}

interface Props {
  name?: string;
}

/** A custom button: the native file input cannot be labelled. */
export function OpenSettings({ name = 'Open settings' }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="button small"
        title="From a file, which can also be dropped anywhere on this page"
        onClick={() => input.current?.click()}
      >
        <FolderOpen {...icon} />
        {name}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          void takeAnyFiles([...(event.target.files ?? [])]);
          // Allows opening the same file again after it was changed.
          event.target.value = '';
        }}
      />
    </>
  );
}
