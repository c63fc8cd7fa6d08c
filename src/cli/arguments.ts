/** Parses command-line options and rejects repeated ones: Node's parser would silently take the last value. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** @throws Error that names the option */
export function parseOnce<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  const parsed = parseArgs({ ...config, tokens: true });
  const given = new Map<string, string>();
  for (const token of parsed.tokens ?? []) {
    if (token.kind !== 'option' || token.value === undefined) continue;
    const before = given.get(token.name);
    if (before !== undefined)
      throw new Error(`--${token.name} is given more than once: “${before}” and “${token.value}”. Keep one.`);
    given.set(token.name, token.value);
  }
  return parsed as ReturnType<typeof parseArgs<T>>;
}
