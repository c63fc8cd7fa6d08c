/** Which page is shown. It stands in the address after "#", so that the browser's own back and forward work. */
import { create } from 'zustand';

export const pages = ['lab', 'data'] as const;
export type PageId = (typeof pages)[number];
export const pageNames: Readonly<Record<PageId, string>> = { lab: 'Lab', data: 'Data' };

/** Other marks in the address, such as the target of the skip link, lie on the Lab. */
export const pageOf = (hash: string): PageId => (/^#data\b/.test(hash) ? 'data' : 'lab');

export const usePage = create<{ readonly page: PageId }>(() => ({ page: 'lab' }));

function follow(): void {
  const page = pageOf(location.hash);
  if (page !== usePage.getState().page) usePage.setState({ page });
}

/** The Lab is the address without a mark; its settings stay in the query. */
const addressOf = (page: PageId): string =>
  `${location.pathname}${location.search}${page === 'lab' ? '' : `#${page}`}`;

export function goTo(page: PageId): void {
  if (page === pageOf(location.hash)) return;
  history.pushState(null, '', addressOf(page));
  follow();
}

export function keepPage(): void {
  follow();
  addEventListener('hashchange', follow);
  addEventListener('popstate', follow);
}
