/** Dummy page: one sentence, with its own shortcut key. */
import { createElement } from 'react';
import { noParts, page } from '../../src/views/app/page/page';

const DummyPage = () => createElement('main', { id: 'dummy-main', tabIndex: -1 }, 'Nothing but a dummy.');

export const dummyPage = page({
  id: 'dummy',
  title: 'Dummy',
  key: 'y',
  main: { id: 'dummy-main', name: 'the dummy' },
  read: noParts,
  from: { here: DummyPage },
});
