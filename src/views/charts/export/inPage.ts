/** Renders and resolves styles in the browser, for exported files. */
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Surroundings } from './svg';

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

const variable = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const inPage: Surroundings = { markup, variable };
