import { expect, it } from 'vitest';
import { timeline, waitsFor } from '../../../../core/cost/timeline';
import { type RuleId, rules } from '../../../../core/rules';
import { clockOf, firstRules, inView, NAMES, passed, stateText, xOf } from './laneLayout';

it('slots are 27 px while they fit, then narrow to 12, then the view scrolls with the playhead and stays within its ends', () => {
  expect(clockOf(32, NAMES + 32 * 27 + 8, 32)).toMatchObject({ slot: 27, offset: 0 });
  expect(clockOf(40, NAMES + 40 * 20 + 8, 40)).toMatchObject({ slot: 20, offset: 0 });
  const at = (now: number) => clockOf(160, 700, now);
  expect(at(1)).toMatchObject({ slot: 12, offset: 0 });
  for (let now = 1; now <= 160; now++) {
    const x = xOf(at(now), now);
    expect(x).toBeGreaterThan(NAMES);
    expect(x).toBeLessThanOrEqual(700);
    expect(inView(at(now), now, now)).toBe(true);
  }
  expect(xOf(at(160), 160)).toBe(692);
  expect(inView(at(160), 1, 2)).toBe(false);
});

it('says what every layer does in a slot', () => {
  const bp = timeline(rules.bp, 3, 2);
  expect(stateText(bp, 3, 4)).toBe(
    'layer 1 waits (batch 1), layer 2 waits (batch 1), layer 3 passes the error on and learns (batch 1)',
  );
  expect(stateText(timeline(rules.drtp, 3, 2), 3, 2)).toBe(
    'layer 1 learns (batch 1), layer 2 runs forward (batch 1)',
  );
  expect(stateText(bp, 3, 13)).toBe('done after 12 slots');
});

it('waiting is drawn as far as the clock has come', () => {
  const wait = { layer: 1, batch: 1, from: 2, to: 7 };
  expect(passed(wait, 1)).toBeUndefined();
  expect(passed(wait, 4)).toEqual({ ...wait, to: 4 });
  expect(passed(wait, 9)).toEqual(wait);
});

it('takes up the rules of the settings where these wait differently', () => {
  const first = (own: RuleId[]) =>
    firstRules<RuleId>(own, (id) => waitsFor(rules[id]), ['bp', 'dfa', 'f3-error']);
  expect(first(['bp', 'drtp'])).toEqual(['bp', 'drtp']);
  expect(first(['bp', 'fa'])).toEqual(['bp', 'dfa', 'f3-error']);
  expect(first(['bp', 'fa', 'dfa', 'drtp', 'llo'])).toEqual(['bp', 'dfa', 'f3-error']);
});
