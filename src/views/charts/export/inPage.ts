/** Renders and resolves styles in the browser, for exported files. */
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Surroundings } from '../../../figures/file/svg';
import tokens from '../../../figures/theme/tokens.css?raw';
import { writtenIn } from '../../../figures/theme/written';

/** Renders outside the page. Must not be called while React renders (flushSync). */
function markup(element: ReactElement): string {
  const host = document.createElement('div');
  const root = createRoot(host);
  flushSync(() => root.render(element));
  const { firstElementChild: drawn } = host;
  const text = drawn ? new XMLSerializer().serializeToString(drawn) : '';
  root.unmount();
  return text;
}

const written = writtenIn(tokens);

/** The page's own value is that of its theme alone. */
const variable = (name: string): string =>
  written(name) ?? getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const inPage: Surroundings = { markup, variable };
