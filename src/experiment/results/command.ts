/** The command line of an experiment in a link. */

/** Quoted for a shell where needed. */
const quoted = (text: string): string =>
  /^[\w.,:=%+/@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** @param query as in the page's address; options have the same names */
export const trainCommand = (query: string): string =>
  [
    'npm run -s lab -- train',
    ...[...new URLSearchParams(query)].map(([key, text]) => `--${key} ${quoted(text)}`),
  ].join(' ');
