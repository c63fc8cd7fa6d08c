/** A page with two labs, as a lesson would embed them: each with its own settings from ?a=… and b=… in the address. */
import '../../src/figures/theme/tokens.css';
import '../../src/views/theme/base.css';
import { createRoot } from 'react-dom/client';
import { watchDataset } from '../../src/store/data/data';
import { createLab, type Lab } from '../../src/store/lab';
import { openLink } from '../../src/store/settings/address';
import { exportFigure, figureNames } from '../../src/views/charts/export/mounted';
import { InsidePart } from '../../src/views/lab/InsidePart';
import { Lab as Charts } from '../../src/views/lab/Lab';
import { RunBar } from '../../src/views/lab/run/RunBar';
import { LabContext } from '../../src/views/labContext';
import './twoLabs.css';

const links = new URLSearchParams(location.search);

function openLab(name: string): Lab {
  const lab = createLab();
  openLink(lab.settings, links.get(name) ?? '');
  lab.runs.syncRecord();
  watchDataset(lab.settings);
  lab.backend.watchBackend();
  return lab;
}

const labs = { A: openLab('a'), B: openLab('b') };

/** Every figure of a lab as files, by name: for the tests. */
const filesOf = (name: keyof typeof labs) =>
  Object.fromEntries(figureNames(labs[name]).map((title) => [title, exportFigure(labs[name], title)]));
Object.assign(window, { filesOf });

createRoot(document.getElementById('root') as HTMLElement).render(
  <>
    {Object.entries(labs).map(([name, lab]) => (
      <LabContext key={name} value={lab}>
        <section aria-label={`Lab ${name}`}>
          <RunBar onSettings={() => undefined} />
          <Charts />
        </section>
      </LabContext>
    ))}
    <LabContext value={labs.A}>
      <InsidePart />
    </LabContext>
  </>,
);
