import type { FieldKey } from '../../../experiment/fields/field';
import { changedFields } from '../../../store/settings/settings';
import { useLab } from '../../labContext';

const none: readonly FieldKey[] = [];

/** Settings that differ from those of the current run. */
export function useChanges(): readonly FieldKey[] {
  const lab = useLab();
  const draft = lab.settings.useSettings((state) => state.draft);
  const run = lab.runs.useRuns((state) => state.experiment);
  return run ? changedFields(draft, run) : none;
}
export function useChanged(...keys: readonly FieldKey[]): boolean {
  const changes = useChanges();
  return keys.some((key) => changes.includes(key));
}
