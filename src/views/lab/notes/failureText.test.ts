import { describe, expect, it } from 'vitest';
import { shortTexts } from '../../../client/failures';
import { againWords, failureText } from './failureText';

type Kind = keyof typeof shortTexts;
const kinds = Object.keys(shortTexts) as Kind[];
const details = 'Uncaught (in promise) OperationError: Device was lost before mapping was resolved';

describe('what is said of a rule that broke off', () => {
  it.each(kinds.filter((kind) => kind !== 'refused'))(
    '%s: our words, what is kept, and nothing raw, at any moment',
    (kind) => {
      for (const [epoch, finished] of [
        [undefined, 0],
        [1, 0],
        [7, 6],
      ] as const) {
        const { title, text } = failureText('DFA', { kind, details }, epoch, finished);
        expect(`${title} ${text}`).not.toMatch(/Uncaught|OperationError|undefined|reload/i);
        expect(title).toMatch(epoch === undefined ? /[A-Za-z]\.$/ : new RegExp(` in epoch ${epoch}\\.$`));
        expect(text).toMatch(/settings and the seed/);
        expect(text.includes('curves')).toBe(epoch !== undefined);
        expect(text.includes('results up to epoch 6')).toBe(finished === 6);
      }
    },
  );

  it('what the engine refuses is told in its own words', () => {
    const { title, text } = failureText(
      'DFA',
      { kind: 'refused', details: 'Hidden layers: x.' },
      undefined,
      0,
    );
    expect(title).toBe('DFA did not start.');
    expect(text).toBe('Hidden layers: x. The settings and the seed are kept.');
  });

  it('promises the same bits on the same backend only', () => {
    expect(againWords(true)).toMatch(/to rounding\.$/);
    expect(againWords(false)).toMatch(/the curve is the same\.$/);
  });

  it('speaks of several as several', () => {
    const { title, text } = failureText('4 networks', { kind: 'device-lost', details }, 7, 6, true);
    expect(title).toBe('The graphics device was lost. 4 networks stopped in epoch 7.');
    expect(text).toMatch(
      /^The driver or the operating system reset it\. Their curves.*; their networks are gone\.$/,
    );
  });
});
