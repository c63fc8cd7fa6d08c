/** Colours as the design's tokens write them, before a theme or forced colours choose. */
import { lookTokens } from './looks';

/**
 * @param tokens the text of `tokens.css`
 * @returns the value of a custom property by its name: "light-dark(#fff, #000)"; undefined if the tokens have none
 */
export function writtenIn(tokens: string): (name: string) => string | undefined {
  const written = tokens + lookTokens();
  return (name) => new RegExp(`\\s${name}:\\s*([^;]+);`).exec(written)?.[1];
}
