interface Named {
  readonly name: string;
  readonly mean?: string;
}

/** States which lines are means, and over how many seeds; empty if every rule has one run. */
export function meansText(lines: readonly Named[]): string {
  const means = lines.flatMap(({ name, mean }) => (mean === undefined ? [] : [{ name, mean }]));
  const [first, ...others] = means;
  if (!first) return '';
  const same = others.every(({ mean }) => mean === first.mean);
  const of = same ? first.mean : means.map(({ name, mean }) => `${name} ${mean}`).join(', ');
  return `Bold: ${of}; thin: single seeds.`;
}
