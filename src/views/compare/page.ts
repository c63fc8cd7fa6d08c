import { page } from '../app/page/page';
import { readPlace } from './place';

export const comparePage = page({
  id: 'compare',
  title: 'Compare',
  key: 'c',
  main: { id: 'runs', name: 'the runs' },
  read: readPlace,
  from: { load: async () => (await import('./ComparePage')).ComparePage },
});
