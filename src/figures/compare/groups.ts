/** Groups of kept runs as charts and table show them. */
import type { ExperimentRecord } from '../../notebook/records';
import type { Group } from '../../notebook/stats/group';
import type { GroupResult } from '../../notebook/stats/reached';
import { type ColourId, coloured } from '../theme/palette';
import { partStyle, type RuleStyle, ruleStyle } from '../theme/ruleStyle';

/** A group as charts and table show it. */
export interface ShownGroup extends Group {
  readonly name: string;
  readonly style: RuleStyle;
  /** Undefined: its usual one. */
  readonly colour?: ColourId | undefined;
  readonly result: GroupResult;
  readonly isHidden: boolean;
  readonly isBaseline: boolean;
  /** Class that its line and row share, to be highlighted together. */
  readonly mark: string;
}

/** What a viewer chose, by key of a group. */
interface Looks {
  readonly hidden: readonly string[];
  readonly colours: Readonly<Record<string, ColourId>>;
  readonly baseline: string | undefined;
}

const nameOf = ({ parts }: Group, experiments: readonly ExperimentRecord[]): string =>
  parts
    .map(({ key, text }) =>
      key === 'experiment'
        ? (experiments.find(({ id }) => id === text)?.name ?? text)
        : key === 'seed'
          ? `seed ${text}`
          : text,
    )
    .join(' · ');

export function shownGroups(
  groups: readonly Group[],
  view: Looks,
  experiments: readonly ExperimentRecord[],
  results: ReadonlyMap<string, GroupResult>,
): readonly ShownGroup[] {
  const places = new Map<string, number>();
  return groups.map((group, place) => {
    const nth = places.get(group.rule) ?? 0;
    places.set(group.rule, nth + 1);
    const colour = view.colours[group.key];
    return {
      ...group,
      name: nameOf(group, experiments),
      style: coloured(nth === 0 ? ruleStyle(group.rule) : partStyle(group.rule, nth), colour),
      colour,
      result: results.get(group.key) as GroupResult,
      isHidden: view.hidden.includes(group.key),
      isBaseline: view.baseline === group.key,
      mark: `compared-${place}`,
    };
  });
}
