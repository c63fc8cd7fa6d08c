/**
 * Whether this engine fuses a multiplication and an addition, which rounds once: faster, with other last bits. Found by what
 * relaxed SIMD computes, because the standard also allows to round twice, as engines do on processors without the instruction.
 */

export type Fusing = 'fused' | 'rounds twice' | 'no relaxed SIMD';

/** The parts of the `WebAssembly` global that are used here: Node's typings omit it. */
interface Platform {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: { readonly f: MultiplyAdd } };
  readonly validate: (bytes: Uint8Array) => boolean;
}
type MultiplyAdd = (x: number, y: number, sum: number) => number;

/** A module with one function: a lane of f32x4.relaxed_madd of three splats. */
const relaxed = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 125, 125, 125, 1, 125, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0],
  ...[10, 22, 1, 20, 0, 32, 0, 253, 19, 32, 1, 253, 19, 32, 2, 253, 19, 253, 133, 2, 253, 31, 0, 11],
);

/** Its square is 1 + 2⁻¹¹ + 2⁻²⁴, of which single precision rounds the last part away. */
const X = 1 + 2 ** -12;
const ROUNDED = 1 + 2 ** -11;

/** @param multiplyAdd a substitute, in tests */
export const fuses = (multiplyAdd: MultiplyAdd): boolean => multiplyAdd(X, X, -ROUNDED) !== 0;

export function fusing(): Fusing {
  const { WebAssembly: platform } = globalThis as unknown as { readonly WebAssembly: Platform };
  if (!platform.validate(relaxed)) return 'no relaxed SIMD';
  return fuses(new platform.Instance(new platform.Module(relaxed)).exports.f) ? 'fused' : 'rounds twice';
}

/** Why the fused kernels cannot run here; undefined if they can. Completes "WebAssembly here …". */
export function fusingProblem(found: Fusing = fusing()): string | undefined {
  if (found === 'fused') return undefined;
  return found === 'rounds twice'
    ? 'does not fuse multiplication and addition, so nothing would be gained'
    : 'has no relaxed SIMD';
}
