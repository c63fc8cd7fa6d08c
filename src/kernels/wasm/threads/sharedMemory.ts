/**
 * Makes the memory of a compiled wasm module shared, so that several threads can compute in it: a flag in the limits of the
 * memory that the module has or imports. The format: WebAssembly core specification, "Binary format".
 */

/** Ids of sections. */
const IMPORT = 2;
const MEMORY = 5;
/** Kinds of imports. */
const FUNCTION = 0;
const TABLE = 1;
const MEMORY_KIND = 2;
/** Bits of the limits' flag. */
const MAXIMUM = 1;
const SHARED = 3;
/** 4 GiB of 64 KiB. */
const MOST_PAGES = 65_536;

/** Reads a module's bytes from `at` on. */
function createReader(bytes: Uint8Array, from: number) {
  let at = from;
  const byte = (): number => {
    const value = bytes[at];
    if (value === undefined) throw new Error('the module ends too early');
    at += 1;
    return value;
  };
  /** LEB128, at most 32 bits. */
  const number = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const next = byte();
      value += (next & 127) * factor;
      if (next < 128) return value;
      factor *= 128;
    }
  };
  return {
    byte,
    number,
    skip: (count: number): void => {
      at += count;
    },
    position: (): number => at,
  };
}
type Reader = ReturnType<typeof createReader>;

/** LEB128. */
function written(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...written(Math.floor(value / 128))];
}

/** Where the limits of a memory stand, and what they are. */
interface Limits {
  readonly begin: number;
  readonly end: number;
  readonly flag: number;
  readonly minimum: number;
  readonly maximum: number;
}

function limitsAt(reader: Reader): Limits {
  const begin = reader.position();
  const flag = reader.byte();
  const minimum = reader.number();
  const maximum = flag & MAXIMUM ? reader.number() : MOST_PAGES;
  return { begin, end: reader.position(), flag, minimum, maximum };
}

/** Of the imports, the memory; undefined if they have none. */
function importedLimits(reader: Reader): Limits | undefined {
  let found: Limits | undefined;
  for (let left = reader.number(); left > 0; left--) {
    for (let name = 0; name < 2; name++) reader.skip(reader.number());
    const kind = reader.byte();
    if (kind === FUNCTION) reader.number();
    else if (kind === MEMORY_KIND) found ??= limitsAt(reader);
    else if (kind === TABLE) {
      reader.byte();
      limitsAt(reader);
    } else reader.skip(2);
  }
  return found;
}

/** A section: where it begins, and where its contents do. */
interface Section {
  readonly id: number;
  readonly begin: number;
  readonly contents: number;
  readonly end: number;
}

function sectionsOf(bytes: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let begin = 8; begin < bytes.length; ) {
    const reader = createReader(bytes, begin);
    const id = reader.byte();
    const size = reader.number();
    const contents = reader.position();
    sections.push({ id, begin, contents, end: contents + size });
    begin = contents + size;
  }
  return sections;
}

/** The memory's limits, and the section in which they stand. @throws Error if the module has no memory */
function memoryOf(bytes: Uint8Array): { readonly section: Section; readonly limits: Limits } {
  for (const section of sectionsOf(bytes)) {
    const reader = createReader(bytes, section.contents);
    if (section.id === IMPORT) {
      const limits = importedLimits(reader);
      if (limits) return { section, limits };
    }
    if (section.id === MEMORY && reader.number() === 1) return { section, limits: limitsAt(reader) };
  }
  throw new Error('the module has no memory');
}

/**
 * The same module with shared memory; its maximum stays, or is 4 GiB where it has none.
 * @throws Error which completes "Memory cannot be shared: …"
 */
export function withSharedMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { section, limits } = memoryOf(bytes);
  if (limits.flag > MAXIMUM) throw new Error(`the flag of its memory is ${limits.flag}`);
  const own = [SHARED, ...written(limits.minimum), ...written(limits.maximum)];
  const size = section.end - section.contents - (limits.end - limits.begin) + own.length;
  return Uint8Array.from([
    ...bytes.subarray(0, section.begin),
    ...[section.id, ...written(size)],
    ...bytes.subarray(section.contents, limits.begin),
    ...own,
    ...bytes.subarray(limits.end),
  ]);
}
