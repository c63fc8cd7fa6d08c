import { useCallback, useState } from 'react';
import { usePreferences } from '../../store/page/preferences';
import { FigureAboutContext } from '../charts/export/mounted';
import { useLab } from '../labContext';
import { Dialog } from '../parts/Dialog';
import { PHONE, useMedia, WIDE } from '../useMedia';
import { useHidden } from './classLink/useHidden';
import { Explain } from './explain/Explain';
import type { ExplainFigure } from './explain/figures';
import { InsidePart } from './InsidePart';
import { Lab } from './Lab';
import { RunNotes } from './notes/RunNotes';
import { PrintSheet } from './print/PrintSheet';
import { usePrinting } from './print/usePrinting';
import { labAbout } from './results/share/labAbout';
import { RunBar } from './run/RunBar';
import { SettingsPanel } from './settings/SettingsPanel';
import './workbench.css';

/** @param figure of Explain, in place of the charts */
export function LabPage({ figure }: { figure: ExplainFigure | undefined }) {
  const lab = useLab();
  const about = useCallback(() => labAbout(lab), [lab]);
  const phone = useMedia(PHONE);
  const wide = useMedia(WIDE);
  const inside = usePreferences((state) => state.inside);
  const printing = usePrinting();
  const [settings, setSettings] = useState(false);
  const noSettings = useHidden('settings');
  const noInside = useHidden('inside');
  return (
    <FigureAboutContext value={about}>
      <RunBar onSettings={() => setSettings(true)} />
      <div className={noSettings ? 'workbench charts-only' : 'workbench'}>
        {noSettings ? null : phone ? (
          <Dialog title="Settings" className="sheet" open={settings} onClose={() => setSettings(false)}>
            <SettingsPanel />
          </Dialog>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <aside className="side" aria-label="Settings" tabIndex={0}>
            <SettingsPanel />
          </aside>
        )}
        {figure ? <Explain figure={figure} /> : <Lab />}
        {inside && !noInside && wide && !figure && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <aside className="inside-side" aria-label="Inside the networks" tabIndex={0}>
            <InsidePart />
          </aside>
        )}
      </div>
      <RunNotes />
      {printing && <PrintSheet />}
    </FigureAboutContext>
  );
}
