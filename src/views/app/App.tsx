import { useState } from 'react';
import { usePreferences } from '../../store/preferences';
import { InsidePart } from '../lab/InsidePart';
import { Lab } from '../lab/Lab';
import { RunBar } from '../lab/RunBar';
import { RunNotes } from '../lab/RunNotes';
import { SettingsPanel } from '../lab/settings/SettingsPanel';
import { Dialog } from '../parts/Dialog';
import { PHONE, useMedia, WIDE } from '../useMedia';
import { DropOverlay } from './DropOverlay';
import { Header } from './Header';
import { HelpDialog } from './HelpDialog';
import { useShortcuts } from './useShortcuts';
import './app.css';

export function App() {
  const phone = useMedia(PHONE);
  const wide = useMedia(WIDE);
  const inside = usePreferences((state) => state.inside);
  const [help, setHelp] = useState(false);
  const [settings, setSettings] = useState(false);
  useShortcuts(() => setHelp(true));
  return (
    <>
      <a className="skip" href="#charts">
        Skip to the charts
      </a>
      <Header onHelp={() => setHelp(true)} />
      <RunBar onSettings={() => setSettings(true)} />
      <div className="workbench">
        {phone ? (
          <Dialog title="Settings" className="sheet" open={settings} onClose={() => setSettings(false)}>
            <SettingsPanel />
          </Dialog>
        ) : (
          <aside className="side" aria-label="Settings">
            <SettingsPanel />
          </aside>
        )}
        <Lab />
        {inside && wide && (
          <aside className="inside-side" aria-label="Inside the networks">
            <InsidePart />
          </aside>
        )}
      </div>
      <RunNotes />
      <HelpDialog open={help} onClose={() => setHelp(false)} />
      <DropOverlay />
    </>
  );
}
