import { beforeEach, expect, it, vi } from 'vitest';
import { useData } from '../data/data';
import { useImporting } from '../data/importing';
import { createLab } from '../lab';
import { refs } from '../testSupport';
import { warnBeforeLeaving } from './unsavedWork';

const lab = createLab();
const { useRuns } = lab.runs;
const { add: addEvent, reset: resetSeries } = lab.series;

vi.mock('../../client/datasets', () => ({}));

const page = new EventTarget();
/** Whether the browser would ask for confirmation now. */
const asks = (): boolean => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));

vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
warnBeforeLeaving(lab);

beforeEach(() => resetSeries(refs('bp')));

it('does not ask if nothing would be lost', () => {
  expect(asks()).toBe(false);
  useImporting.setState({ phase: 'ready' });
  expect(asks()).toBe(false);
  useImporting.setState({ phase: 'closed' });
});

it.each(['preparing', 'running', 'stepping', 'paused'] as const)('asks while a run is %s', (phase) => {
  useRuns.setState({ phase });
  expect(asks()).toBe(true);
  useRuns.setState({ phase: 'ready' });
  expect(asks()).toBe(false);
});

it('asks if there are curves, also after the end of the run', () => {
  addEvent({ type: 'loss', run: 'bp-0', step: 3, trainingLoss: 1 });
  useRuns.setState({ phase: 'finished' });
  expect(asks()).toBe(true);
  resetSeries(refs('bp'));
  useRuns.setState({ phase: 'ready' });
  expect(asks()).toBe(false);
});

it('asks during an import with decisions, while storing a set, and for sets of this visit only', () => {
  useImporting.setState({ phase: 'ready', texts: { name: 'Iris' } });
  expect(asks()).toBe(true);
  useImporting.setState({ phase: 'storing', texts: {} });
  expect(asks()).toBe(true);
  useImporting.setState({ phase: 'closed' });
  expect(asks()).toBe(false);
  useData.setState({ own: [{ info: {} as never, bytes: 1, stored: false }] });
  expect(asks()).toBe(true);
  useData.setState({ own: [] });
  expect(asks()).toBe(false);
});
