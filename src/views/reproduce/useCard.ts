/** Everything that a card shows. */
import { useMemo } from 'react';
import { type Card, type Measured, sourcesOf } from '../../experiment/papers/card';
import { type Standing, standingOf } from '../../experiment/papers/model/standing';
import { type AllLoaded, rowValue, wanted } from '../../experiment/papers/model/values';
import type { RunRecord } from '../../notebook/records';
import type { Mine } from './useMine';

export interface CardValues {
  /** By the row's id; without an entry nothing is measured. */
  readonly here: ReadonlyMap<string, Measured>;
  readonly mine: ReadonlyMap<string, Measured>;
  /** Finished runs of this repository, of those planned; 0 planned: it records none. */
  readonly have: number;
  readonly planned: number;
  readonly runs: readonly RunRecord[];
  readonly standing: Standing;
}

const valuesOf = (card: Card, loaded: AllLoaded, outcomes: Parameters<typeof rowValue>[1]['outcomes']) =>
  new Map(
    card.rows.flatMap((row) => {
      const value = rowValue(row, { loaded, outcomes });
      return value ? [[row.id, value] as const] : [];
    }),
  );

/** Settings of all runs that the rows need. */
const settingsOfCard = (card: Card, loaded: AllLoaded): ReadonlySet<string> =>
  new Set(
    card.rows
      .flatMap(({ runs, gap }) => [runs, ...(gap ? [gap.bp, gap.drtp] : [])])
      .flatMap((runs) => wanted(runs, loaded) ?? []),
  );

export function useCard(card: Card, loaded: AllLoaded, own: Mine): CardValues {
  const settings = useMemo(() => settingsOfCard(card, loaded), [card, loaded]);
  const here = useMemo(() => valuesOf(card, loaded, (id) => loaded[id]?.outcomes ?? []), [card, loaded]);
  const mine = useMemo(() => valuesOf(card, loaded, () => own.outcomes), [card, loaded, own.outcomes]);
  const records = sourcesOf(card).flatMap((id) => loaded[id] ?? []);
  const runs = own.runsOf(settings);
  return {
    ...{ here, mine, runs },
    have: records.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
    planned: records.reduce((sum, { planned }) => sum + planned, 0),
    standing: standingOf(runs.map(own.standing)),
  };
}
