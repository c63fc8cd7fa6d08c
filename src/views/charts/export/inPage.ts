/** What a browser knows for the making of files. */
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Surroundings } from './svg';

/** Drawn apart from the page. Not while React renders. */
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
