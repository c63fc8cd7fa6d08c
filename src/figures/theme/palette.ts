/** Colours that a line can be given: those of the algorithms, readable in both themes, under names of their own. */
import type { RuleId } from '../../core/rules';
import { type RuleStyle, ruleStyle } from './ruleStyle';

export const palette = {
  ink: { name: 'Ink', rule: 'bp' },
  blue: { name: 'Blue', rule: 'dfa' },
  sky: { name: 'Sky', rule: 'sdfa' },
  green: { name: 'Green', rule: 'f3-error' },
  olive: { name: 'Olive', rule: 'f3-loss' },
  orange: { name: 'Orange', rule: 'drtp' },
  magenta: { name: 'Magenta', rule: 'pepita' },
  violet: { name: 'Violet', rule: 'fa' },
  grey: { name: 'Grey', rule: 'llo' },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly rule: RuleId }>>;

export type ColourId = keyof typeof palette;
export const colourIds = Object.keys(palette) as ColourId[];
export const isColour = (text: string): text is ColourId => Object.hasOwn(palette, text);

/** The colour of another line; dash and marker stay. @param colour undefined: its usual one */
export function coloured(style: RuleStyle, colour: ColourId | undefined): RuleStyle {
  if (colour === undefined) return style;
  const { line, text } = ruleStyle(palette[colour].rule);
  return { ...style, line, text };
}
