/** What the reader did in each "repair the rule" exercise, kept in the browser. */
import { create } from 'zustand';

export interface RepairProgress {
  /** Id of the option chosen for each blank. */
  readonly choice?: Readonly<Record<string, string>>;
  /** How often it was checked. */
  readonly tries?: number;
  /** Every formula had the rule's numbers. */
  readonly solved?: true;
}
interface Repairs {
  readonly repairs: Readonly<Record<string, RepairProgress>>;
  /** How many exercises were started over in this visit: an open one then starts with a new network. */
  readonly restarts: number;
}
const KEY = 'f3-lab.repairs';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Damaged progress must not keep an exercise from opening: what is not understood is left out. */
function repairFrom(kept: unknown): RepairProgress {
  if (!isObject(kept)) return {};
  const { choice, tries, solved } = kept;
  const texts = isObject(choice)
    ? Object.entries(choice).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    : [];
  return {
    ...(texts.length > 0 ? { choice: Object.fromEntries(texts) } : {}),
    ...(typeof tries === 'number' && Number.isInteger(tries) && tries > 0 ? { tries } : {}),
    ...(solved === true ? { solved } : {}),
  };
}

function read(): Repairs['repairs'] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (!isObject(kept)) return {};
    return Object.fromEntries(Object.entries(kept).map(([id, one]) => [id, repairFrom(one)]));
  } catch {
    return {};
  }
}

export const useRepairs = create<Repairs>(() => ({ repairs: read(), restarts: 0 }));

const nothing: RepairProgress = {};
export const repairOf = ({ repairs }: Pick<Repairs, 'repairs'>, id: string): RepairProgress =>
  repairs[id] ?? nothing;

function keep(repairs: Repairs['repairs']): void {
  useRepairs.setState({ repairs });
  try {
    localStorage.setItem(KEY, JSON.stringify(repairs));
  } catch {
    // Storage is full or blocked: progress lasts until the page is closed.
  }
}

function change(id: string, part: RepairProgress): void {
  const { repairs } = useRepairs.getState();
  keep({ ...repairs, [id]: { ...repairs[id], ...part } });
}

export const setChoice = (id: string, choice: Readonly<Record<string, string>>): void =>
  change(id, { choice });
export const setSolved = (id: string): void => change(id, { solved: true });
export const addTry = (id: string): void =>
  change(id, { tries: (repairOf(useRepairs.getState(), id).tries ?? 0) + 1 });

/** Forgets everything about an exercise. @returns a function that brings it back */
export function restartRepair(id: string): () => void {
  const { [id]: before, ...others } = useRepairs.getState().repairs;
  keep(others);
  useRepairs.setState(({ restarts }) => ({ restarts: restarts + 1 }));
  return () => keep({ ...useRepairs.getState().repairs, ...(before ? { [id]: before } : {}) });
}
