import { QrCode } from 'lucide-react';
import { useState } from 'react';
import { useClassServer } from '../../../store/page/classServer';
import { Dialog } from '../../parts/Dialog';
import { LazyPart, partFrom } from '../../parts/LazyPart';
import './forClass.css';

// Lazy: only a server for a class needs the encoder.
const address = partFrom(async () => (await import('./ClassAddress')).ClassAddress);
const waiting = <div className="class-waiting" aria-busy="true" />;

/** A tool of the header, where the page's server was started for a class. */
export function ForClass() {
  const isForClass = useClassServer(({ addresses }) => addresses !== undefined);
  const [open, setOpen] = useState(false);
  if (!isForClass) return null;
  return (
    <>
      <button
        type="button"
        className="button small for-class"
        title="The address for other computers, and its QR code"
        onClick={() => setOpen(true)}
      >
        <QrCode size={16} strokeWidth={1.75} aria-hidden="true" />
        <span>For the class</span>
      </button>
      <Dialog title="For the class" className="for-class-dialog" open={open} onClose={() => setOpen(false)}>
        <LazyPart name="For the class" from={address} waiting={waiting} props={{}} />
      </Dialog>
    </>
  );
}
