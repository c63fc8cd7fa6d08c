import { useEffect, useRef } from 'react';
import { cancelImport, useImporting } from '../../../store/data/importing';
import { Dialog } from '../../parts/Dialog';
import { PHONE, useMedia } from '../../useMedia';
import { ImportBody } from './ImportBody';
import { ImportFoot } from './ImportFoot';
import './panel.css';

const TITLE = 'Preview before import';

/** Beside the cards; full screen on a phone. */
export function ImportPart() {
  const open = useImporting((state) => state.phase !== 'closed');
  // A new key for every import: a dialog closed with Escape does not reopen by itself.
  const serial = useImporting((state) => state.serial);
  const phone = useMedia(PHONE);
  if (phone)
    return (
      <Dialog key={serial} title={TITLE} className="sheet import-sheet" open={open} onClose={cancelImport}>
        <ImportBody />
        <ImportFoot />
      </Dialog>
    );
  return open ? <ImportPanel key={serial} /> : null;
}

function ImportPanel() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <aside className="import-panel" aria-labelledby="import-title">
      <div className="import-head">
        <h2 id="import-title" ref={title} tabIndex={-1}>
          {TITLE}
        </h2>
      </div>
      <ImportBody />
      <ImportFoot />
    </aside>
  );
}
