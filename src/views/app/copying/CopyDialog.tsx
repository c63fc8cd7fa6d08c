import { endCopying, useCopying } from '../../../store/page/copying';
import { showToast } from '../../../store/page/toast';
import { Dialog } from '../../parts/Dialog';
import './copyDialog.css';

/** A dialog focuses what has this attribute, which React does not write. */
const focusFirst = (field: HTMLTextAreaElement | null): void => field?.setAttribute('autofocus', '');

const why = (): string =>
  isSecureContext
    ? 'The browser does not allow this page to use the clipboard.'
    : 'Opened over plain http, a page cannot use the clipboard.';

function onCopy(): void {
  showToast({ text: 'Copied.' });
  // The copied text is read from the field once the event is over.
  setTimeout(endCopying);
}

/** Text that could not be copied, selected for the person to copy. */
export function CopyDialog() {
  const byHand = useCopying((state) => state.byHand);
  return (
    <Dialog
      title={`Copy ${byHand?.what ?? ''}`}
      className="copying"
      open={byHand !== undefined}
      onClose={endCopying}
    >
      <label htmlFor="copy-by-hand">
        {why()} The text is selected: press Ctrl+C (⌘C on a Mac), or on a touch screen hold it and choose
        Copy.
      </label>
      <textarea
        id="copy-by-hand"
        ref={focusFirst}
        readOnly
        spellCheck={false}
        rows={Math.min(12, Math.max(3, (byHand?.text ?? '').split('\n').length))}
        value={byHand?.text ?? ''}
        onFocus={(event) => event.currentTarget.select()}
        onCopy={onCopy}
      />
    </Dialog>
  );
}
