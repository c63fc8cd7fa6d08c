/** Look of every algorithm: from its registry entry, or generated to differ from all others. */
import { type RuleId, ruleIds, rules } from '../../core/rules';
import { type Look, markerShapes } from '../../core/rules/look';
import { distance, hexOf } from './oklab';

const themes = ['light', 'dark'] as const;

/** Candidate colours, dark enough for text on light surfaces and bright enough for text on dark ones. */
const candidates = Array.from({ length: 24 }, (_, i) => ({
  light: { line: hexOf(0.47, 0.13, 15 * i) },
  dark: { line: hexOf(0.78, 0.13, 15 * i) },
}));

const dashes = ['14 4 2 4', '7 2', '4 2 1 2', '12 2 5 2', '10 2 2 2 2 2', '3 2', '16 2 4 2', '6 2 6 5'];

/** Distance to the nearest other look, in the theme where it is smaller. */
const apart = (one: Pick<Look, (typeof themes)[number]>, others: readonly Look[]): number =>
  Math.min(...others.flatMap((other) => themes.map((theme) => distance(one[theme].line, other[theme].line))));

/** @param taken looks from which it must differ */
function generatedLook(taken: readonly Look[]): Look {
  const colours = candidates
    .map((colour) => ({ ...colour, apart: apart(colour, taken) }))
    .reduce((best, one) => (one.apart > best.apart ? one : best));
  const isFree = (dash: string): boolean => taken.every((look) => look.dash !== dash);
  const marker = markerShapes.find((shape) => taken.every((look) => look.marker !== shape));
  return {
    light: colours.light,
    dark: colours.dark,
    dash: dashes.find(isFree) ?? `${20 + taken.length} 3`,
    marker: marker ?? (markerShapes[taken.length % markerShapes.length] as Look['marker']),
  };
}

interface Drawn {
  readonly look?: Look | undefined;
}

/** Declared looks are assigned first, so that adding an entry without one does not change them. */
export function looksOf<Id extends string>(entries: Readonly<Record<Id, Drawn>>): Readonly<Record<Id, Look>> {
  const ids = Object.keys(entries) as Id[];
  const looks = new Map<Id, Look>();
  for (const id of ids) {
    const { look } = entries[id];
    if (look) looks.set(id, look);
  }
  for (const id of ids) if (!looks.has(id)) looks.set(id, generatedLook([...looks.values()]));
  return Object.fromEntries(looks) as Record<Id, Look>;
}

/** Describes each pair of looks that could be confused, with the fix. */
export function confusable(looks: Readonly<Record<string, Look>>): string[] {
  const all = Object.entries(looks);
  return all.flatMap(([id, look], place) =>
    all.slice(0, place).flatMap(([other, its]) => {
      const same = [
        ...themes
          .filter((theme) => distance(look[theme].line, its[theme].line) < 5)
          .map((theme) => `the ${theme} colour ${look[theme].line}`),
        ...(look.dash === its.dash ? [`the dash ${look.dash ?? 'solid'}`] : []),
        ...(look.marker === its.marker ? [`the marker ${look.marker}`] : []),
      ];
      return same.map((what) => `${other} and ${id} share ${what}: change the look of one of them`);
    }),
  );
}

export const looks: Readonly<Record<RuleId, Look>> = looksOf(rules);

/** CSS tokens: `--rule-bp` for lines, `--rule-bp-text` for text. */
export function lookTokens(): string {
  const declared = ruleIds.flatMap((id) => {
    const { light, dark } = looks[id];
    return [
      `--rule-${id}: light-dark(${light.line}, ${dark.line});`,
      `--rule-${id}-text: light-dark(${light.text ?? light.line}, ${dark.text ?? dark.line});`,
    ];
  });
  const forced = ruleIds.flatMap((id) => [`--rule-${id}: CanvasText;`, `--rule-${id}-text: CanvasText;`]);
  // With forced colours, system colours apply; dash and marker distinguish the rules.
  return `:root { ${declared.join(' ')} } @media (forced-colors: active) { :root { ${forced.join(' ')} } }`;
}
