import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './figures/theme/tokens.css';
import './views/theme/base.css';
import './views/theme/progress.css';
import './views/theme/controls.css';
import './views/theme/numbers.css';
import './views/theme/paper.css';
import './views/theme/touch.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { watchDataset } from './store/data/data';
import { refreshOwnSets, watchFolders } from './store/data/folders';
import { createLab } from './store/lab';
import { readClassServer } from './store/page/classServer';
import { firstScreen } from './store/page/firstScreen';
import { keepPage, usePage } from './store/page/page';
import { keepPreferences } from './store/page/preferences';
import { warnBeforeLeaving } from './store/page/unsavedWork';
import { watchNotKept } from './store/run/kept/notKept';
import { restoreShown } from './store/run/kept/restore';
import { keepWorkersReady } from './store/run/spares';
import { keepAddress, namesOwnSet, namesWeights } from './store/settings/address';
import { useView } from './store/settings/view';
import { refreshWeights } from './store/settings/weights';
import { App } from './views/app/App';
import { keepScroll } from './views/app/page/scroll';
import { labPage } from './views/lab/page';
import { LabContext } from './views/labContext';
import { pages } from './views/pages';
import { adoptLooks } from './views/theme/adoptLooks';

/** A browser that does not answer about its storage must not keep the page from opening. */
const LONGEST_WAIT = 4000;

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

adoptLooks();
readClassServer();
const lab = createLab({ keeps: true });

keepPreferences();
keepPage(pages.map(({ main, ...page }) => ({ ...page, main: main.id })));
keepScroll();
// Own sets and weights must be known before the link is read; the wait is bounded.
const weightsKnown = refreshWeights();
await Promise.race([
  Promise.all([
    ...(namesOwnSet(location.search) ? [refreshOwnSets()] : []),
    ...(namesWeights(location.search) ? [weightsKnown] : []),
  ]),
  new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT)),
]);
/** A link that says what to show; an address without settings shows what was there last. */
const given = location.search !== '';
keepAddress(lab.settings);
lab.runs.syncRecord();
watchNotKept();
await Promise.race([
  restoreShown(lab, given).catch(() => undefined),
  new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT)),
]);
// Backend test, data set and spare workers are for the Lab: they must not delay the first screen of another page.
const ready = usePage.getState().page === labPage.id ? Promise.resolve() : firstScreen();
watchDataset(lab.settings, ready);
watchFolders();
keepWorkersReady(lab);
void ready.then(lab.backend.watchBackend);
lab.inside.startInside();
warnBeforeLeaving(lab);
if (useView.getState().autostart) void lab.actions.train();

createRoot(root).render(
  <StrictMode>
    <LabContext value={lab}>
      <App />
    </LabContext>
  </StrictMode>,
);
