/** The parts of a link that are no settings of an experiment: which controls the Lab hides, and whether it trains at once. */

/** Controls that a link can hide, by their name in it. */
export const parts = {
  settings: 'Settings',
  seed: 'New seed',
  inside: 'Inside',
  explain: 'Explain',
  link: 'Copy link',
} as const;
export type Part = keyof typeof parts;
export const partIds = Object.keys(parts) as readonly Part[];

export interface View {
  /** In the order of `parts`. */
  readonly hidden: readonly Part[];
  /** Trains as soon as the page is open. */
  readonly autostart: boolean;
}

const [HIDE, AUTOSTART] = ['hide', 'autostart'];
/** Their keys in a query. */
export const viewKeys: readonly string[] = [HIDE, AUTOSTART];

const isPart = (name: string): name is Part => Object.hasOwn(parts, name);

/** A query with only defaults is empty. */
export function toViewQuery({ hidden, autostart }: View): string {
  const hide = partIds.filter((id) => hidden.includes(id));
  return [
    ...(hide.length > 0 ? [`${HIDE}=${hide.join(',')}`] : []),
    ...(autostart ? [`${AUTOSTART}=1`] : []),
  ].join('&');
}

/** What is not understood is named in `problems`, and left out. */
export function fromViewQuery(query: string): View & { readonly problems: readonly string[] } {
  const given = new URLSearchParams(query);
  const names = given.getAll(HIDE).flatMap((text) => text.split(',').map((name) => name.trim()));
  const unknown = [...new Set(names.filter((name) => name !== '' && !isPart(name)))];
  const starts = given.getAll(AUTOSTART);
  const strange = starts.filter((text) => text !== '1' && text !== '0');
  return {
    hidden: partIds.filter((id) => names.includes(id)),
    autostart: starts.includes('1'),
    problems: [
      ...unknown.map((name) => `${HIDE}: “${name}” cannot be hidden. It takes ${partIds.join(', ')}.`),
      ...strange.map((text) => `${AUTOSTART} = ${text}: write 1 to train at once, or leave it out.`),
    ],
  };
}
