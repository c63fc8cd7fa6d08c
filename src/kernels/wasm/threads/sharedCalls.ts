/** The module's routines, each done by all threads: a program of one call, as the steps of a recording are of many. */
import type { Assembly } from '../assembly';
import type { Heap } from '../heap';
import type { WasmMemory } from '../memory';
import { type Call, callIds, calls, encode, FOLLOWED } from '../tape/program';

const WORD = 4;
/** Words of the longest call. */
const LONGEST = 32;
/** Of the arguments that stand for `*`: seven factors, then the flags. */
const FACTORS = 7;

/** Where a call's `*` begins; −1 if it has none. */
const factorsAt = (call: Call): number => calls[call].indexOf('*');

/** @param arrange says who does a call @param replay does the calls between two byte addresses */
export function sharedCalls(
  memory: WasmMemory,
  heap: Heap,
  arrange: WasmMemory['arrange'],
  replay: Assembly['replay'],
): Assembly {
  const place = heap.allocate(WORD * LONGEST + FOLLOWED);
  const numbers = place + WORD * LONGEST;
  const through = (call: Call) => {
    const at = factorsAt(call);
    return (...args: readonly number[]): void => {
      const words = encode(call, args, numbers);
      arrange(words);
      memory.wholes(place, LONGEST).set(words);
      if (at >= 0) {
        memory.floats(numbers, FACTORS).set(args.slice(at, at + FACTORS));
        memory.wholes(numbers, FACTORS + 1)[FACTORS] = args[at + FACTORS] as number;
      }
      replay(place, place + WORD * words.length);
    };
  };
  const shared = callIds.map((call) => [call, through(call)]);
  return { ...memory.assembly, ...Object.fromEntries(shared), replay };
}
