import { useState } from 'react';
import { usePreferences } from '../../store/page/preferences';
import { InsidePart } from '../lab/InsidePart';
import { Lab } from '../lab/Lab';
import { PrintSheet } from '../lab/print/PrintSheet';
import { usePrinting } from '../lab/print/usePrinting';
import { RunBar } from '../lab/RunBar';
import { RunNotes } from '../lab/RunNotes';
import { SettingsPanel } from '../lab/settings/SettingsPanel';
import { Dialog } from '../parts/Dialog';
import { PHONE, useMedia, WIDE } from '../useMedia';

export function LabPage() {
  const phone = useMedia(PHONE);
  const wide = useMedia(WIDE);
  const inside = usePreferences((state) => state.inside);
  const printing = usePrinting();
  const [settings, setSettings] = useState(false);
  return (
    <>
      <RunBar onSettings={() => setSettings(true)} />
      <div className="workbench">
        {phone ? (
          <Dialog title="Settings" className="sheet" open={settings} onClose={() => setSettings(false)}>
            <SettingsPanel />
          </Dialog>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <aside className="side" aria-label="Settings" tabIndex={0}>
            <SettingsPanel />
          </aside>
        )}
        <Lab />
        {inside && wide && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <aside className="inside-side" aria-label="Inside the networks" tabIndex={0}>
            <InsidePart />
          </aside>
        )}
      </div>
      <RunNotes />
      {printing && <PrintSheet />}
    </>
  );
}
