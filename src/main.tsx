import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './views/theme/tokens.css';
import './views/theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepAddress } from './store/address';
import { keepBackend } from './store/backend';
import { keepDataset } from './store/data';
import { keepInside } from './store/inside';
import { keepPreferences } from './store/preferences';
import { keepRecord } from './store/runs';
import { App } from './views/app/App';

keepPreferences();
keepAddress();
keepRecord();
keepDataset();
keepBackend();
keepInside();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
