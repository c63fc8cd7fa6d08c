/** Frozen layers are named by their place, and follow the layers that the editor moves, adds and removes. */
import type { Freeze } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { listOf } from '../../experiment/fields/field';
import { fields } from '../../experiment/fields/fields';
import type { Layers } from './layers';

/** The layer's new place, counted from 1; undefined if it was removed. The output layer stays the last. */
function newPlace(layer: number, before: Layers, after: Layers): number | undefined {
  if (layer === before.rows.length + 1) return after.rows.length + 1;
  const row = before.rows[layer - 1];
  // Not a layer: a conflict, which stays one.
  if (row === undefined) return layer;
  const place = after.rows.indexOf(row);
  return place < 0 ? undefined : place + 1;
}

const follow = (freeze: readonly Freeze[], before: Layers, after: Layers): Freeze[] =>
  freeze.flatMap((entry) => {
    const layer = newPlace(entry.layer, before, after);
    return layer === undefined ? [] : [{ ...entry, layer }];
  });

/** Whether a text is about all hidden layers, however many there are. */
export const isOfHidden = (text: string): boolean => text.toLowerCase().includes('hidden');

/** "hidden" stays, for whatever hidden layers there are; other parts follow their layers. */
function followText(text: string, draft: Experiment, before: Layers, after: Layers): string {
  const parts = listOf(text).flatMap((part) => {
    const parsed = fields.freeze.parse(part, draft);
    if (isOfHidden(part) || !parsed.ok) return [part];
    const followed = follow(parsed.value, before, after);
    return followed.length === 0 ? [] : [fields.freeze.format(followed, draft)];
  });
  return parts.length === 0 ? 'none' : parts.join(',');
}

/**
 * Frozen layers after the hidden layers were changed.
 * @param text as typed; kept if invalid
 */
export function frozenAfter(
  draft: Experiment,
  text: string,
  before: Layers,
  after: Layers,
): { readonly freeze: Experiment['freeze']; readonly text: string } {
  const freeze = follow(draft.freeze, before, after);
  if (JSON.stringify(freeze) === JSON.stringify(draft.freeze) && !isOfHidden(text))
    return { freeze: draft.freeze, text };
  const isValid = fields.freeze.parse(text, draft).ok;
  return { freeze, text: isValid ? followText(text, draft, before, after) : text };
}
