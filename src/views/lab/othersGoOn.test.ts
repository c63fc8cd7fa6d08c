import { beforeEach, expect, it } from 'vitest';
import type { RuleId } from '../../core/rules';
import { type Note, useRuns } from '../../store/runs';
import { endSeries, resetSeries } from '../../store/series';
import { othersGoOn, trainsOn } from './othersGoOn';

const noteOf = (rule: RuleId, kind: Note['kind']): Note => ({ rule, kind, step: 1 });
const failed = noteOf('bp', 'failed');
const ON = ' The others go on.';

beforeEach(() => {
  resetSeries(['bp', 'dfa', 'drtp']);
  useRuns.setState({ alive: true, notes: [failed] });
});

it('is said while another trains, until the last has ended', () => {
  expect(othersGoOn(failed)).toBe(ON);
  endSeries('dfa', 'done');
  expect(othersGoOn(failed)).toBe(ON);
  endSeries('drtp', 'diverged');
  expect(othersGoOn(failed)).toBe('');
});

it('is not said after Stop, though their curves have no end', () => {
  useRuns.setState({ alive: false });
  expect(othersGoOn(failed)).toBe('');
});

it('is not said of those that do not answer', () => {
  useRuns.setState({ notes: [failed, noteOf('dfa', 'silent')] });
  expect(othersGoOn(failed)).toBe(ON);
  useRuns.setState({ notes: [failed, noteOf('dfa', 'silent'), noteOf('drtp', 'silent')] });
  expect(othersGoOn(failed)).toBe('');
});

it('a rule trains on until it has ended, or Stop', () => {
  expect(trainsOn('dfa')).toBe(true);
  endSeries('dfa', 'done');
  expect(['dfa', 'drtp'].map((rule) => trainsOn(rule as RuleId))).toEqual([false, true]);
  useRuns.setState({ alive: false });
  expect(trainsOn('drtp')).toBe(false);
});
