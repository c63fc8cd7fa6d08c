/** Times steps of all requested shapes, environments and backends. */
import type { Page } from '@playwright/test';
import { findPython } from '../scripts/python';
import { operations } from '../src/core/cost/cost';
import { rules } from '../src/core/rules';
import type { BackendId } from '../src/core/run/backends';
import { openNodeRunner } from './node/openRunner';
import { openTorchRunner, torchSubjects } from './node/openTorch';
import type { BenchOptions, Environment } from './options';
import { launch, launchWithWebgpu, openBenchPage, openPageRunner, softwareWebgl } from './page/browser';
import type { Skipped } from './results';
import type { Budget } from './rounds';
import type { RemoteRunner } from './runner/remote';
import type { RunnerBackend } from './runner/runner';
import { peersBeside } from './runner/tfjsPeers';
import { costShapeOf, netOf, type Shape } from './shapes';
import { type Place, type StepTimings, timeSteps } from './steps';

export interface StepsPart extends StepTimings {
  readonly skipped: readonly Skipped[];
}

/** Milliseconds for the rounds of one shape; slow ones need more for the fewest rounds. */
const BUDGETS: Record<Environment, Budget> = {
  chromium: { milliseconds: 14_000, fewest: 3, most: 15 },
  node: { milliseconds: 6000, fewest: 3, most: 9 },
};
/** Steps on a software adapter, which takes seconds each: one to run, one to count. */
const SOFTWARE: Budget = { milliseconds: 0, fewest: 1, most: 1 };

/** Multiply-adds of a forward pass that plain JavaScript, or a software adapter, does in well under a second. */
const isSmall = (shape: Shape): boolean => operations(rules.bp, costShapeOf(shape)).forward < 40e6;

/** Where nothing was asked for: what the app would use there, and the others where they are quick enough. */
const usual: Record<Environment, readonly BackendId[]> = {
  chromium: ['wasm', 'webgpu'],
  node: ['wasm', 'cpu'],
};

const isShallow = (shape: Shape): boolean => netOf(shape).hidden.length <= 2;
const isSoftware = ({ note }: Place): boolean => note.startsWith('software');

/** The requested shapes, else those that are fast enough here. @param lab where the rules train */
function plan({ backends, shapes }: BenchOptions, backend: BackendId, lab: Place): readonly Shape[] {
  if (backends) return shapes;
  if (isSoftware(lab)) return shapes.filter(isShallow).filter(isSmall);
  return backend === 'cpu' ? shapes.filter(isSmall) : shapes;
}

export interface Source {
  /** Of the bench's page. */
  readonly address: string;
  /** The folder with mnist/; undefined if there is none. */
  readonly data: string | undefined;
}

/** Someone who opens places of training in an environment, and closes what it is made of. */
interface Host {
  /** Where its runners find MNIST; undefined if it is not there. */
  readonly mnist: string | undefined;
  readonly open: (kind: 'lab' | 'tfjs') => Promise<RemoteRunner>;
  readonly close: () => Promise<void>;
}

async function openHost(
  environment: Environment,
  backend: BackendId,
  { address, data }: Source,
): Promise<Host | string> {
  if (environment === 'node')
    return { mnist: data, open: async (kind) => openNodeRunner(kind), close: async () => undefined };
  const browser = await (backend === 'webgpu' ? launchWithWebgpu(address) : launch(softwareWebgl));
  if (!browser) return 'This Chromium offers no WebGPU adapter, not even in software.';
  const page: Page = await openBenchPage(browser, address);
  const mnist = data === undefined ? undefined : `${address}data/mnist/`;
  return { mnist, open: (kind) => openPageRunner(page, kind), close: () => browser.close() };
}

async function started(
  runner: RemoteRunner,
  backend: RunnerBackend,
  subjects: readonly string[],
  mnist?: string,
): Promise<Pick<Place, 'runner' | 'subjects' | 'note'>> {
  const told = await runner.start(backend, mnist);
  const note = told.startsWith('software') ? `${told}: its milliseconds mean nothing` : told;
  return { runner, subjects, note };
}

/** Where the rules train, and the Python beside them. */
interface Site {
  readonly environment: Environment;
  readonly backend: BackendId;
  /** With PyTorch. */
  readonly python: string | undefined;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What is closed in the end, whatever happens. */
type Track = (runner: RemoteRunner) => RemoteRunner;

/** A peer that cannot start, for want of a GPU say, is told of, and does not stop the others. */
async function tried(what: string, open: () => Promise<Place>): Promise<Place | Skipped> {
  try {
    return await open();
  } catch (error) {
    return { what, why: messageOf(error) };
  }
}

/** TensorFlow.js on the backends that the shapes need, and PyTorch: beside WebGPU, on the same machine's GPU. */
async function openPeers(
  { environment, backend, python }: Site,
  host: Host,
  shapes: readonly Shape[],
  track: Track,
): Promise<(Place | Skipped)[]> {
  const found: (Place | Skipped)[] = [];
  const beside = `beside ${environment}, ${backend}`;
  for (const { subject, backend: own, trains, why } of peersBeside(environment, backend)) {
    if (!shapes.some(trains)) continue;
    const open = async (): Promise<Place> => {
      const place = await started(track(await host.open('tfjs')), own, [subject], host.mnist);
      return { ...place, trains, note: why ? `${subject}: ${own} ${why}; ${place.note}` : place.note };
    };
    found.push(await tried(`${subject} ${beside}`, open));
  }
  if (python !== undefined && backend !== 'cpu') {
    const open = async (): Promise<Place> => ({
      ...(await started(track(openTorchRunner(python)), backend, torchSubjects)),
      environment: 'python',
    });
    found.push(await tried(`PyTorch ${beside}`, open));
  }
  return found;
}

function budgetOf(environment: Environment, lab: Place, quick: boolean): Budget {
  const { milliseconds, fewest, most } = isSoftware(lab) ? SOFTWARE : BUDGETS[environment];
  if (!quick) return { milliseconds, fewest, most };
  return { milliseconds: milliseconds / 5, fewest: Math.min(fewest, 3), most: Math.min(most, 5) };
}

/** One part after the other, so that those before a failure are kept. */
async function* partsOn(
  options: BenchOptions,
  site: Site,
  host: Host,
  track: Track,
  say: (text: string) => void,
): AsyncGenerator<StepsPart> {
  const { environment, backend } = site;
  const lab: Place = await started(track(await host.open('lab')), backend, options.rules, host.mnist);
  const shapes = plan(options, backend, lab);
  const peers = await openPeers(site, host, shapes, track);
  yield { ...nothing, skipped: peers.filter((peer) => 'why' in peer) };
  const places = [lab, ...peers.filter((peer) => 'runner' in peer)];
  const budget = budgetOf(environment, lab, options.quick);
  for (const shape of shapes) {
    say(`${environment}, ${backend}, ${shape.id}`);
    const at = { shape: shape.id, batch: shape.batch, environment, backend };
    const here = places.filter(({ trains }) => trains?.(shape) ?? true);
    yield { ...(await timeSteps(at, shape, here, budget)), skipped: [] };
  }
}

/** All shapes on one backend; a failure is reported and does not stop the others. */
async function onBackend(
  options: BenchOptions,
  site: Site,
  source: Source,
  say: (text: string) => void,
): Promise<StepsPart> {
  const { environment, backend } = site;
  const what = `${environment}, ${backend}`;
  const host = await openHost(environment, backend, source);
  if (typeof host === 'string') return { ...nothing, skipped: [{ what, why: host }] };
  const parts: StepsPart[] = [];
  const opened: RemoteRunner[] = [];
  const track = (runner: RemoteRunner): RemoteRunner => {
    opened.push(runner);
    return runner;
  };
  try {
    for await (const part of partsOn(options, site, host, track, say)) parts.push(part);
  } catch (error) {
    parts.push({ ...nothing, skipped: [{ what, why: messageOf(error) }] });
  } finally {
    for (const runner of opened) runner.close();
    await host.close();
  }
  return joined(parts);
}

const nothing: StepsPart = { results: [], ratios: [], savings: [], skipped: [] };

const joined = (all: readonly StepsPart[]): StepsPart => ({
  results: all.flatMap(({ results }) => results),
  ratios: all.flatMap(({ ratios }) => ratios),
  savings: all.flatMap(({ savings }) => savings),
  skipped: all.flatMap(({ skipped }) => skipped),
});

export async function stepsPart(
  options: BenchOptions,
  source: Source,
  say: (text: string) => void,
): Promise<StepsPart> {
  const python = findPython('torch');
  const missing = { what: 'PyTorch', why: 'No Python with PyTorch was found; F3_PYTHON names one.' };
  const parts: StepsPart[] = [{ ...nothing, skipped: python ? [] : [missing] }];
  for (const environment of options.environments)
    for (const backend of options.backends ?? usual[environment])
      parts.push(await onBackend(options, { environment, backend, python }, source, say));
  return joined(parts);
}
