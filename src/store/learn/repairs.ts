/** What the reader did in each "repair the rule" exercise, kept in the browser. */
import { createKept, isObject } from './kept';

export interface RepairProgress {
  /** Id of the option chosen for each blank. */
  readonly choice?: Readonly<Record<string, string>>;
  /** How often it was checked. */
  readonly tries?: number;
  /** Every formula had the rule's numbers. */
  readonly solved?: true;
}

const isChoice = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';

const kept = createKept<RepairProgress>('f3-lab.repairs', ({ choice, tries, solved }) => {
  const texts = isObject(choice) ? Object.entries(choice).filter(isChoice) : [];
  return {
    ...(texts.length > 0 ? { choice: Object.fromEntries(texts) } : {}),
    ...(typeof tries === 'number' && Number.isInteger(tries) && tries > 0 ? { tries } : {}),
    ...(solved === true ? { solved } : {}),
  };
});
export const { useKept: useRepairs, entryOf: repairOf, restart: restartRepair } = kept;

export const setChoice = (id: string, choice: Readonly<Record<string, string>>): void =>
  kept.change(id, { choice });
export const setSolved = (id: string): void => kept.change(id, { solved: true });
export const addTry = (id: string): void =>
  kept.change(id, { tries: (repairOf(useRepairs.getState(), id).tries ?? 0) + 1 });
