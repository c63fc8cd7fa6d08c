import { noParts, page } from '../app/page/page';

export const reproducePage = page({
  id: 'reproduce',
  title: 'Reproduce',
  key: 'o',
  main: { id: 'papers', name: 'the papers’ results' },
  read: noParts,
  from: { load: async () => (await import('./ReproducePage')).ReproducePage },
});
