/**
 * The one registry of inspections: what may be asked of a run between its events, answered in plain data small enough to
 * be sent to a page twice a second. To add one: a file and a line. None changes what is trained.
 */
import type { RunState } from '../state';
import { inspectMemory } from './memory';
import { inspectNetwork } from './network';
import { traceSample } from './trace';

const inspections = {
  memory: inspectMemory,
  network: inspectNetwork,
  trace: traceSample,
} as const satisfies Record<string, (run: RunState, request: never) => Promise<object | undefined>>;

export type InspectionId = keyof typeof inspections;
type Requests = { [K in InspectionId]: Parameters<(typeof inspections)[K]>[1] };
type Answers = { [K in InspectionId]: Awaited<ReturnType<(typeof inspections)[K]>> };
/** What must be said to ask for it. */
export type RequestOf<K extends InspectionId> = Requests[K];
export type InspectionOf<K extends InspectionId> = Answers[K];

const byId: { readonly [K in InspectionId]: (run: RunState, request: Requests[K]) => Promise<Answers[K]> } =
  inspections;

/** Nothing that is trained changes. */
export const inspectRun = <K extends InspectionId>(
  run: RunState,
  what: K,
  request: Requests[K],
): Promise<Answers[K]> => byId[what](run, request);

/** Asks a run, or whoever stands between; undefined where there is no network, before the first event and after the end. */
export type Inspect = <K extends InspectionId>(
  what: K,
  request: RequestOf<K>,
) => Promise<InspectionOf<K> | undefined>;
