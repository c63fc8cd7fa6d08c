import type { FieldKey } from '../../../experiment/field';
import { useRuns } from '../../../store/runs';
import { changedFields, useSettings } from '../../../store/settings';

const none: readonly FieldKey[] = [];

/** Settings that differ from what trains or has trained. */
export function useChanges(): readonly FieldKey[] {
  const draft = useSettings((state) => state.draft);
  const run = useRuns((state) => state.experiment);
  return run ? changedFields(draft, run) : none;
}
export function useChanged(...keys: readonly FieldKey[]): boolean {
  const changes = useChanges();
  return keys.some((key) => changes.includes(key));
}
