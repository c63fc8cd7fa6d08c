import { expect, it, vi } from 'vitest';
import { listen, type NotebookNews, tell } from './channel';

it('a change is heard by this thread and by others, until they stop listening', async () => {
  const heard: NotebookNews[] = [];
  const stop = listen((change) => heard.push(change));
  vi.resetModules();
  const other = await import('./channel');
  const elsewhere: NotebookNews[] = [];
  other.listen((change) => elsewhere.push(change));
  const changes: NotebookNews[] = [
    { what: 'changed', keys: [['e1', 'bp-0']] },
    { what: 'refused', key: ['e1', 'bp-0'], problem: { title: 'Full.', detail: 'No space.' } },
  ];
  for (const change of changes) tell(change);
  await vi.waitFor(() => expect([heard, elsewhere]).toEqual([changes, changes]));
  stop();
  tell({ what: 'changed' });
  await vi.waitFor(() => expect(elsewhere).toHaveLength(3));
  expect(heard).toHaveLength(2);
});
