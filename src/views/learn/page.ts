import { page } from '../app/page/page';
import { learnKeys } from './keys';
import { type LearnPlace, readPlace } from './place';

export const learnPage = page<LearnPlace>({
  id: 'learn',
  title: 'Learn',
  key: 'e',
  keys: learnKeys,
  main: { id: 'lessons', name: 'the lessons' },
  read: readPlace,
  from: { load: async () => (await import('./LearnPage')).LearnPage },
});
