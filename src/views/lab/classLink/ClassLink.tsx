import { GraduationCap } from 'lucide-react';
import { useState } from 'react';
import { type Part, partIds, parts } from '../../../experiment/files/view';
import { copyText } from '../../../store/page/copying';
import { classLinkTo } from '../../../store/settings/address';
import { useLab } from '../../labContext';
import { Dialog } from '../../parts/Dialog';
import { LazyPart, partFrom } from '../../parts/LazyPart';
import './classLink.css';

// Lazy: few need the encoder.
const qrCode = partFrom(async () => (await import('../../parts/qr/QrCode')).QrCode);
/** Letters; a phone’s camera no longer reads the small squares of a longer text. */
const MOST_SCANNED = 500;

const abouts: Readonly<Partial<Record<Part, string>>> = {
  settings: 'data set, algorithms, network, training',
  seed: 'and its key N',
  explain: 'the ways to it; a link to one of its figures opens it',
};

function Choices() {
  const lab = useLab();
  const [hidden, setHidden] = useState<readonly Part[]>(['settings']);
  const [autostart, setAutostart] = useState(false);
  const [copied, setCopied] = useState('');
  const toggle = (id: Part): void =>
    setHidden(hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id]);
  const link = classLinkTo(lab.settings, { hidden, autostart });
  return (
    <>
      <fieldset className="class-link-parts">
        <legend>Hide</legend>
        {partIds.map((id) => (
          <label key={id}>
            <input type="checkbox" checked={hidden.includes(id)} onChange={() => toggle(id)} />
            {parts[id]} {abouts[id] && <span className="quiet">{abouts[id]}</span>}
          </label>
        ))}
      </fieldset>
      <label className="class-link-start">
        <input type="checkbox" checked={autostart} onChange={() => setAutostart(!autostart)} />
        Train as soon as it is opened
      </label>
      <p>
        Charts, results, the buttons for the run and the other pages always show. Nothing is locked: “Show all
        controls” brings everything back.
      </p>
      <p className="class-link-address">{link}</p>
      {link.length <= MOST_SCANNED ? (
        <div className="class-link-code">
          <LazyPart name="QR code" from={qrCode} waiting={null} props={{ text: link }} />
        </div>
      ) : (
        <p>This link is too long for a QR code that a phone could read.</p>
      )}
      <button
        type="button"
        className="button primary"
        onClick={async () => setCopied((await copyText('the link', link)) ? link : '')}
      >
        {copied === link ? 'Copied' : 'Copy this link'}
      </button>
    </>
  );
}

/** Makes a link to the current settings that hides controls, and trains by itself. */
export function ClassLink() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Link for a class"
        title="Link for a class: hide controls, train at once"
        onClick={() => setOpen(true)}
      >
        <GraduationCap size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <Dialog title="Link for a class" className="class-link" open={open} onClose={() => setOpen(false)}>
        <Choices />
      </Dialog>
    </>
  );
}
