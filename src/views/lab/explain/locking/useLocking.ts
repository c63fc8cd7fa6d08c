import { useState } from 'react';
import { type Timeline, timeline, waitsFor } from '../../../../core/cost/timeline';
import { type RuleId, ruleIds, rules } from '../../../../core/rules';
import { useLab } from '../../../labContext';
import { type Player, usePlayer } from '../player/usePlayer';
import { firstRules } from './laneLayout';

const STORY = ['bp', 'dfa', 'f3-error'] as const;
/** Milliseconds that the clock takes for a whole timeline, and the limits of a slot's share. */
const WHOLE = 14_000;
const [QUICKEST, SLOWEST] = [140, 700];

export interface Row {
  readonly rule: RuleId;
  readonly line: Timeline;
}

export interface Locking {
  readonly rows: readonly Row[];
  readonly layers: number;
  readonly batches: number;
  /** Of the rule that takes longest. */
  readonly total: number;
  readonly player: Player;
  /** Milliseconds that the playhead takes for a slot; 0 where it jumps. */
  readonly pace: number;
  readonly setLayers: (layers: number) => void;
  readonly setBatches: (batches: number) => void;
  readonly toggle: (rule: RuleId) => void;
}

export function useLocking(): Locking {
  const lab = useLab();
  const own = lab.settings.useSettings(({ draft }) => draft.rules);
  const [chosen, setChosen] = useState<readonly RuleId[]>();
  const [layers, setLayers] = useState(4);
  const [batches, setBatches] = useState(4);
  const shown = chosen ?? firstRules<RuleId>(own, (id) => waitsFor(rules[id]), STORY);
  const rows = ruleIds
    .filter((id) => shown.includes(id))
    .map((rule) => ({ rule, line: timeline(rules[rule], layers, batches) }));
  const total = Math.max(1, ...rows.map(({ line }) => line.total));
  const slot = Math.min(SLOWEST, Math.max(QUICKEST, WHOLE / total));
  // The whole timeline first: the sliders show at once what waiting costs.
  const player = usePlayer(total, { start: Number.POSITIVE_INFINITY, pace: slot });
  return {
    ...{ rows, layers, batches, total, player, setLayers, setBatches },
    pace: player.playing ? slot / player.speed : 0,
    toggle: (rule) =>
      setChosen(shown.includes(rule) ? shown.filter((one) => one !== rule) : [...shown, rule]),
  };
}
