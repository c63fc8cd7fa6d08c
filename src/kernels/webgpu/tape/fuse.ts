/**
 * Makes fewer dispatches of a recorded step: each costs as much as thousands of multiplications. What a layer only needs
 * entry by entry is computed where it is read; what goes over the samples goes over them once; and neighbours that do not
 * depend on each other share a dispatch.
 */
import { type Bound, buffersOf, conflict, type DataId, readsOf, type Unit, writesOf } from './unit';

export interface FusingLimits {
  /** Storage buffers of a program. */
  readonly buffers: number;
  /** Workgroups in one direction. */
  readonly workgroups: number;
}

/** Terms of an entry that is computed where it is read: each workgroup of a column computes it again. */
const MOST_TERMS = 16;

/** Names that WGSL declares outside functions, and the functions'. */
const declaredIn = (code: string): string[] =>
  [...code.matchAll(/\bfn (\w+)|\bvar<\w+> (\w+)/g)].flatMap(([, fn, variable]) => fn ?? variable ?? []);

interface Renamed {
  readonly code: string;
  readonly bound: readonly Bound[];
  readonly name: (old: string) => string;
}

/** Code and bindings with names of their own. */
function renamed(code: string, bound: readonly Bound[], suffix: string): Renamed {
  const names = ['u', ...declaredIn(code), ...bound.map(({ binding }) => binding.name)];
  const name = (old: string): string => `${old}${suffix}`;
  return {
    code: code.replaceAll(new RegExp(`\\b(?:${names.join('|')})\\b`, 'g'), name),
    bound: bound.map((one) => ({ ...one, binding: { ...one.binding, name: name(one.binding.name) } })),
    name,
  };
}

/** Suffixes of the names in programs that become part of another. */
function createSuffixes(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `_${count}`;
  };
}

interface Fusing {
  readonly units: Unit[];
  readonly temporary: ReadonlySet<DataId>;
  readonly fits: (unit: Unit) => boolean;
  readonly suffix: () => string;
}

/** One unit that computes what two did; the second's names are changed. */
function joined(a: Unit, b: Unit, { suffix }: Fusing, calls: (renamed: Renamed) => string): Unit {
  const own = suffix();
  const second = renamed(b.code, b.bound, own);
  const names = b.uniforms.map((one) => ({ ...one, name: `${one.name}${own}` }));
  return {
    key: `(${a.key}) and (${b.key})`,
    uniforms: [...a.uniforms, ...names],
    bound: [...a.bound, ...second.bound],
    code: `${a.code}\n${second.code}`,
    main: a.main,
    calls: calls(second),
    workgroups: a.workgroups,
  };
}

/** What goes over the samples after the output goes over them with it. */
function joinSamples(fusing: Fusing): void {
  const { units, fits } = fusing;
  const at = units.findIndex(({ main, calls }) => main === 'output' && !calls);
  const output = units[at];
  if (!output) return;
  for (let i = at + 1; i < units.length; i++) {
    const own = units[i] as Unit;
    const same = own.uniforms[0]?.shape[0] === output.uniforms[0]?.shape[0];
    if (own.main !== 'samples' || !same || units.slice(at, i).some((other) => conflict(other, own))) continue;
    const both = joined(output, own, fusing, ({ name }) => `${name('sample')}(n);`);
    if (!fits(both)) continue;
    units[at] = both;
    units.splice(i, 1);
    return;
  }
}

/** The one unit that reads a unit's result, after it. */
function onlyReader(units: readonly Unit[], from: number, result: DataId): number | undefined {
  const uses = (unit: Unit): boolean => unit.bound.some(({ tensor }) => tensor.dataId === result);
  const places = [...units.keys()].filter((i) => i !== from && uses(units[i] as Unit));
  const [only] = places;
  if (only === undefined || places.length > 1 || only < from) return undefined;
  return writesOf(units[only] as Unit).has(result) ? undefined : only;
}

/** Computes the result of `producer` in `unit`, entry by entry. */
function inlined(unit: Unit, result: DataId, producer: Unit, code: string, { suffix }: Fusing): Unit {
  const isResult = ({ tensor }: Bound): boolean => tensor.dataId === result;
  const names = unit.bound.filter(isResult).map(({ binding }) => binding.name);
  const own = renamed(code, producer.bound.slice(0, -1), suffix());
  const { shape } = producer.uniforms[0] as Unit['uniforms'][number];
  const readers = names.map((name) => `fn ${name}(i: u32) -> f32 { return ${own.name('entry')}(i); }`);
  const { source: _changed, ...others } = unit;
  return {
    ...others,
    key: `${unit.key} | ${names.join(', ')}: (${producer.key} ${shape.join(' ')})`,
    bound: [...unit.bound.filter((one) => !isResult(one)), ...own.bound],
    code: [unit.code, own.code, ...readers].join('\n'),
  };
}

/**
 * Where units between two places change what the first reads, they can come after the second.
 * @returns the units without the first, the changers behind the second; undefined where the order matters
 */
function without(units: readonly Unit[], first: number, second: number): Unit[] | undefined {
  const producer = units[first] as Unit;
  const needed = readsOf(producer);
  const changes = (unit: Unit): boolean => [...writesOf(unit)].some((id) => needed.has(id));
  if (changes(units[second] as Unit)) return undefined;
  const between = units.slice(first + 1, second);
  const [late, stay] = [between.filter(changes), between.filter((one) => !changes(one))];
  const passed = [...stay, units[second] as Unit];
  if (late.some((one, i) => [...passed, ...late.slice(i + 1)].some((other) => conflict(one, other))))
    return undefined;
  return [...units.slice(0, first), ...passed, ...late, ...units.slice(second + 1)];
}

/** Computes a result where it is read. @returns whether one was found */
function inlineOne(fusing: Fusing): boolean {
  const { units, temporary, fits } = fusing;
  for (const [i, producer] of units.entries()) {
    const { source } = producer;
    const result = producer.bound.at(-1)?.tensor.dataId;
    const entry = source?.program.entry?.(source.shape);
    if (!entry || result === undefined || entry.terms > MOST_TERMS || !temporary.has(result)) continue;
    const at = onlyReader(units, i, result);
    const next = at === undefined ? undefined : without(units, i, at);
    if (at === undefined || !next) continue;
    const consumer = units[at] as Unit;
    const both = inlined(consumer, result, producer, entry.code, fusing);
    if (!fits(both)) continue;
    next[next.indexOf(consumer)] = both;
    units.splice(0, units.length, ...next);
    return true;
  }
  return false;
}

/** The workgroups of two units, one after the other in one row. */
function joinTiles(a: Unit, b: Unit, fusing: Fusing): Unit {
  const [[ax, ay], [bx, by]] = [a.workgroups, b.workgroups];
  const first = ax * ay;
  const both = joined(
    a,
    b,
    fusing,
    ({ name }) => `
  if (group.x < ${first}u) { tile(vec3<u32>(group.x % ${ax}u, group.x / ${ax}u, 0u), own); }
  else { let at = group.x - ${first}u; ${name('tile')}(vec3<u32>(at % ${bx}u, at / ${bx}u, 0u), own); }
`,
  );
  return { ...both, key: `${both.key} ${ax} ${ay} ${bx}`, workgroups: [first + bx * by, 1] };
}

/** Neighbours that do not depend on each other share a dispatch. */
function pairTiles(fusing: Fusing, limits: FusingLimits): void {
  const { units, fits } = fusing;
  const isSingle = ({ main, calls }: Unit): boolean => main === 'tiles' && calls === undefined;
  for (let i = 0; i + 1 < units.length; i++) {
    const [a, b] = [units[i] as Unit, units[i + 1] as Unit];
    if (!isSingle(a) || !isSingle(b) || conflict(a, b)) continue;
    const both = joinTiles(a, b, fusing);
    if (both.workgroups[0] > limits.workgroups || !fits(both)) continue;
    units.splice(i, 2, both);
  }
}

/**
 * @param temporary data that nothing outside the step reads
 * @returns units that do the same in this order
 */
export function fuse(all: readonly Unit[], temporary: ReadonlySet<DataId>, limits: FusingLimits): Unit[] {
  const fusing: Fusing = {
    ...{ units: [...all], temporary, suffix: createSuffixes() },
    fits: (unit) => buffersOf(unit) <= limits.buffers,
  };
  joinSamples(fusing);
  while (inlineOne(fusing));
  pairTiles(fusing, limits);
  return fusing.units;
}
