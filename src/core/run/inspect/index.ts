/**
 * Registry of inspections: read-only queries of a run between its events. Results are plain data, small enough to be
 * sent to the page twice a second. To add one: a file and a line here. Inspections never change training.
 */
import type { RunState } from '../state';
import { answer } from './answers';
import { inspectMemory } from './memory';
import { inspectMistakes } from './mistakes';
import { inspectNetwork } from './network';
import { inspectParameters } from './parameters';
import { inspectSurface } from './surface';
import { inspectTerms } from './terms';
import { traceSample } from './trace';

const inspections = {
  answers: answer,
  memory: inspectMemory,
  mistakes: inspectMistakes,
  network: inspectNetwork,
  parameters: inspectParameters,
  surface: inspectSurface,
  terms: inspectTerms,
  trace: traceSample,
} as const satisfies Record<string, (run: RunState, request: never) => Promise<object | undefined>>;

export type InspectionId = keyof typeof inspections;
type Requests = { [K in InspectionId]: Parameters<(typeof inspections)[K]>[1] };
type Answers = { [K in InspectionId]: Awaited<ReturnType<(typeof inspections)[K]>> };
/** Parameters of an inspection. */
export type RequestOf<K extends InspectionId> = Requests[K];
export type InspectionOf<K extends InspectionId> = Answers[K];

const byId: { readonly [K in InspectionId]: (run: RunState, request: Requests[K]) => Promise<Answers[K]> } =
  inspections;

/** Does not change training. */
export const inspectRun = <K extends InspectionId>(
  run: RunState,
  what: K,
  request: Requests[K],
): Promise<Answers[K]> => byId[what](run, request);

/**
 * Inspects a run, directly or through a proxy. Undefined without a network: before the first event, and once an event
 * after the last one was asked for; until then a finished run can still be inspected.
 */
export type Inspect = <K extends InspectionId>(
  what: K,
  request: RequestOf<K>,
) => Promise<InspectionOf<K> | undefined>;
