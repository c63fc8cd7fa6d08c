import { beforeEach, expect, it } from 'vitest';
import type { RunId } from '../../../core/run/spec';
import { createLab } from '../../../store/lab';
import type { Note } from '../../../store/run/runs';
import { refs } from '../../../store/testSupport';
import { othersContinue, trainsOn } from './othersContinue';

const lab = createLab();
const { useRuns } = lab.runs;
const { end: endSeries, reset: resetSeries } = lab.series;

const noteOf = (run: RunId, kind: Note['kind']): Note => ({ run, kind, step: 1 });
const failed = noteOf('bp-0', 'failed');
const ON = ' The others continue.';

beforeEach(() => {
  resetSeries(refs('bp', 'dfa', 'drtp'));
  useRuns.setState({ alive: true, notes: [failed] });
});

it('is added while another run trains, until the last has ended', () => {
  expect(othersContinue(lab, failed)).toBe(ON);
  endSeries('dfa-0', 'done');
  expect(othersContinue(lab, failed)).toBe(ON);
  endSeries('drtp-0', 'diverged');
  expect(othersContinue(lab, failed)).toBe('');
});

it('is not added after Stop, although the runs have no end event', () => {
  useRuns.setState({ alive: false });
  expect(othersContinue(lab, failed)).toBe('');
});

it('does not count unresponsive runs', () => {
  useRuns.setState({ notes: [failed, noteOf('dfa-0', 'silent')] });
  expect(othersContinue(lab, failed)).toBe(ON);
  useRuns.setState({ notes: [failed, noteOf('dfa-0', 'silent'), noteOf('drtp-0', 'silent')] });
  expect(othersContinue(lab, failed)).toBe('');
});

it('a run trains until it ends or Stop is pressed', () => {
  expect(trainsOn(lab, 'dfa-0')).toBe(true);
  endSeries('dfa-0', 'done');
  expect(['dfa-0', 'drtp-0'].map((run) => trainsOn(lab, run))).toEqual([false, true]);
  useRuns.setState({ alive: false });
  expect(trainsOn(lab, 'drtp-0')).toBe(false);
});
