/** Names cut to a number of letters that can still be told apart. */

const isDigit = (letter: string | undefined): boolean => letter !== undefined && /\d/.test(letter);

/** "3.14" and "−5" are each one thing; "grade-1" and "v.1" are two. */
function insideNumber(name: readonly string[], at: number): boolean {
  const [before, mark, next] = [name[at - 2], name[at - 1] ?? '', name[at]];
  if (isDigit(mark) && /[.,]/.test(next ?? '') && isDigit(name[at + 1])) return true;
  if (!isDigit(next)) return false;
  if (/[.,]/.test(mark)) return isDigit(before);
  return /[-+\u2212]/.test(mark) && (before === undefined || !/[\p{L}\p{N}]/u.test(before));
}

const kindOf = (letter: string): string => {
  if (/\p{N}/u.test(letter)) return 'digit';
  if (/\p{Lu}/u.test(letter)) return 'upper';
  return /\p{L}/u.test(letter) ? 'lower' : letter;
};

function canPart(name: readonly string[], at: number): boolean {
  const [before, next] = [name[at - 1], name[at]];
  if (before === undefined || next === undefined || insideNumber(name, at)) return false;
  const [a, b] = [kindOf(before), kindOf(next)];
  // "Word" is not "W" and "ord".
  return a !== b && !(a === 'upper' && b === 'lower');
}

/** Length of the common beginning of all names at which every one of them can be split. */
function sharedBeginning(names: readonly (readonly string[])[]): number {
  const [first = [], ...others] = names;
  if (others.length === 0) return 0;
  let shared = 0;
  while (shared < first.length && others.every((name) => name[shared] === first[shared])) shared++;
  while (shared > 0 && !names.every((name) => canPart(name, shared))) shared--;
  return shared;
}

type Cut = (name: readonly string[], letters: number, group: readonly (readonly string[])[]) => string;

const head: Cut = (name, letters) => `${name.slice(0, letters - 1).join('')}…`;

const middle: Cut = (name, letters) => {
  const end = Math.ceil((letters - 1) / 2);
  return `${name.slice(0, letters - 1 - end).join('')}…${name.slice(name.length - end).join('')}`;
};

/** Cut at the beginning, to where names with the same beginning differ. */
const differing: Cut = (name, letters, group) => {
  const [first = []] = group;
  let same = 0;
  while (same < name.length && group.every((one) => one[same] === first[same])) same++;
  const rest = name.slice(same);
  return rest.length < letters
    ? `…${rest.join('')}`
    : `…${rest.slice(0, Math.max(1, letters - 2)).join('')}…`;
};

/** Groups of indices with equal texts. */
function alike(texts: readonly string[]): number[][] {
  const places = new Map<string, number[]>();
  for (const [i, text] of texts.entries()) places.set(text, [...(places.get(text) ?? []), i]);
  return [...places.values()].filter((group) => group.length > 1);
}

/**
 * Each cut at its end; if that leaves several alike, in the middle, else at its beginning, and as a last resort replaced
 * by its number.
 */
function cutDistinct(names: readonly (readonly string[])[], letters: number): string[] {
  const texts = names.map((name) => (name.length <= letters ? name.join('') : head(name, letters, [])));
  for (const cut of [middle, differing])
    for (const group of alike(texts)) {
      const members = group.map((i) => names[i] as readonly string[]);
      for (const i of group)
        if ((names[i] as readonly string[]).length > letters)
          texts[i] = cut(names[i] as readonly string[], letters, members);
    }
  for (const group of alike(texts)) {
    // Equal names may look equal.
    const different = new Set(group.map((i) => (names[i] ?? []).join(''))).size > 1;
    if (different) for (const i of group) texts[i] = String(i);
  }
  return texts;
}

/**
 * @param letters that fit
 * @param drop whether a common beginning may be dropped: "grade 1", "grade 2" become "1", "2" where they do not fit
 */
export function shortNames(names: readonly string[], letters: number, drop: boolean): readonly string[] {
  const all = names.map((name) => Array.from(name));
  if (all.every((name) => name.length <= letters)) return names;
  const shared = drop ? sharedBeginning(all) : 0;
  return cutDistinct(
    all.map((name) => name.slice(shared)),
    letters,
  );
}
