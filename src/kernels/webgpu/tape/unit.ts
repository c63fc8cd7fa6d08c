/** A dispatch of a repeated step: one recorded call, or several that became one program. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { arrayOf, type Binding, type Compilable, type Main, mains, reader } from '../program';
import type { Dispatch } from '../record';
import { helpers, type Reading, resident } from './samples';

export type DataId = TensorInfo['dataId'];

/** What a binding stands for. */
export interface Bound {
  readonly binding: Binding;
  readonly tensor: TensorInfo;
  /** Read from the data set instead, so that nothing is bound. */
  readonly instead?: Reading | undefined;
}

/** A uniform: its name in WGSL, and what it holds beside the batch. */
export interface Numbers extends Pick<Dispatch, 'shape'> {
  readonly name: string;
  readonly numbers: Dispatch['numbers'] | undefined;
}

export interface Unit {
  readonly key: string;
  readonly uniforms: readonly Numbers[];
  readonly bound: readonly Bound[];
  /** Functions, without those that read bindings. */
  readonly code: string;
  readonly main: Main;
  /** Replaces (`tiles`) or follows (`output`) the call in `main`, see `mains`. */
  readonly calls?: string;
  readonly workgroups: Dispatch['workgroups'];
  /** The recorded call; absent where it was combined with another. */
  readonly source?: Dispatch;
}

const isRead = ({ access }: Binding): boolean => access === 'read';

/** @param readings of the batch's tensors */
export function unitOf(source: Dispatch, readings: ReadonlyMap<DataId, Reading>): Unit {
  const { program, tensors, shape, numbers, workgroups } = source;
  const { key, bindings, code, main } = program;
  const bound = bindings.map((binding, i): Bound => {
    const tensor = tensors[i] as TensorInfo;
    return { binding, tensor, instead: isRead(binding) ? readings.get(tensor.dataId) : undefined };
  });
  return { key, uniforms: [{ name: 'u', shape, numbers }], bound, code, main, workgroups, source };
}

/** Each tensor once: written, if anything writes it. */
function arraysOf(bound: readonly Bound[]): ReadonlyMap<DataId, Bound> {
  const arrays = new Map<DataId, Bound>();
  for (const one of bound) {
    const { dataId } = one.tensor;
    if (!one.instead && (!arrays.has(dataId) || !isRead(one.binding))) arrays.set(dataId, one);
  }
  return arrays;
}

/** What is bound: tensors, in order, then what stands in for those of the batch. */
export function boundTensors({ bound }: Unit): {
  readonly arrays: readonly Bound[];
  readonly resident: readonly (keyof typeof resident)[];
} {
  const instead = bound.flatMap((one) => one.instead ?? []);
  return {
    arrays: [...arraysOf(bound).values()],
    resident: [
      ...(instead.some(({ inputs }) => inputs) ? (['samples'] as const) : []),
      ...(instead.length > 0 ? (['order'] as const) : []),
    ],
  };
}

/** Storage buffers that it binds. */
export function buffersOf(unit: Unit): number {
  const { arrays, resident: more } = boundTensors(unit);
  return arrays.length + more.length;
}

function readerOf({ binding, tensor, instead }: Bound, arrays: ReadonlyMap<DataId, Bound>): string {
  if (instead) return instead.code(binding.name);
  const array = (arrays.get(tensor.dataId) as Bound).binding;
  return reader(binding, isRead(array) ? arrayOf(array.name) : array.name);
}

export function compilableOf(unit: Unit): Compilable {
  const { key, uniforms, bound, code, main, calls } = unit;
  const arrays = arraysOf(bound);
  const { resident: others } = boundTensors(unit);
  const from = bound.flatMap(({ binding, instead }) => (instead ? `${binding.name}: ${instead.key}` : []));
  const shared = bound.flatMap((one) => {
    const array = arrays.get(one.tensor.dataId);
    return one.instead || array === one ? [] : `${one.binding.name} = ${array?.binding.name}`;
  });
  const more = [...from, ...shared];
  return {
    key: more.length > 0 ? `${key} | ${more.join(', ')}` : key,
    uniforms: uniforms.map(({ name }) => name),
    bindings: [...[...arrays.values()].map(({ binding }) => binding), ...others.map((one) => resident[one])],
    readers: [
      ...(others.length > 0 ? helpers(others.includes('samples')) : []),
      ...bound.filter(({ binding }) => isRead(binding)).map((one) => readerOf(one, arrays)),
    ],
    code: `${code}\n${mains[main](calls)}`,
  };
}

const idsOf = (unit: Unit, isWanted: (binding: Binding) => boolean): ReadonlySet<DataId> =>
  new Set(
    unit.bound.flatMap(({ binding, tensor, instead }) =>
      !instead && isWanted(binding) ? tensor.dataId : [],
    ),
  );
export const readsOf = (unit: Unit): ReadonlySet<DataId> => idsOf(unit, () => true);
export const writesOf = (unit: Unit): ReadonlySet<DataId> => idsOf(unit, (binding) => !isRead(binding));

const meet = (a: ReadonlySet<DataId>, b: ReadonlySet<DataId>): boolean => [...a].some((one) => b.has(one));

/** Whether their order matters. */
export const conflict = (a: Unit, b: Unit): boolean =>
  meet(writesOf(a), readsOf(b)) || meet(writesOf(b), readsOf(a));
