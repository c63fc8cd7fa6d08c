import { describe, expect, it } from 'vitest';
import { shortTexts } from '../../../client/failures';
import { againText, failureText } from './failureText';

type Kind = keyof typeof shortTexts;
const kinds = Object.keys(shortTexts) as Kind[];
const details = 'Uncaught (in promise) OperationError: Device was lost before mapping was resolved';

describe('the texts of a failed run', () => {
  it.each(kinds.filter((kind) => kind !== 'refused'))(
    '%s: explains what is kept, without raw error messages, at any time',
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

  it("a refused experiment shows the engine's message", () => {
    const { title, text } = failureText(
      'DFA',
      { kind: 'refused', details: 'Hidden layers: x.' },
      undefined,
      0,
    );
    expect(title).toBe('DFA did not start.');
    expect(text).toBe('Hidden layers: x. The settings and the seed are kept.');
  });

  it('promises identical results on the same backend only', () => {
    expect(againText(true)).toMatch(/to rounding\.$/);
    expect(againText(false)).toMatch(/the curve is the same\.$/);
    expect(againText(true, true)).toMatch(/to rounding\.$/);
    expect(againText(false, true)).toMatch(/from its last checkpoint: the curve is the same\.$/);
  });

  it('uses the plural for several networks', () => {
    const { title, text } = failureText('4 networks', { kind: 'device-lost', details }, 7, 6, true);
    expect(title).toBe('The graphics device was lost. 4 networks stopped in epoch 7.');
    expect(text).toMatch(
      /^The driver or the operating system reset it\. Their curves.*; their networks are gone\.$/,
    );
  });
});
