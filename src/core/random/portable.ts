/**
 * Functions with the same bits in every engine. JavaScript leaves the last bits of `Math.log`, `cos`, `pow` and similar
 * functions to the engine: one in five results of `cos` differs between two engines. Sums, products, quotients and roots
 * are rounded according to IEEE 754 everywhere, and the functions here use nothing else; they are accurate to about one
 * unit in the last place.
 */

const bits = new DataView(new ArrayBuffer(8));

/** ln 2 in two parts; the first times an integer below 2^20 is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** ln x of a normal number above 0. */
export function log(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let m = bits.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }
  // x = m 2^exponent, and ln m = 2 artanh s.
  const s = (m - 1) / (m + 1);
  const z = s * s;
  // z ≤ 0.0295: the omitted terms are a tenth of a unit.
  const tail =
    (((((((z / 19 + 1 / 17) * z + 1 / 15) * z + 1 / 13) * z + 1 / 11) * z + 1 / 9) * z + 1 / 7) * z + 1 / 5) *
    z;
  return exponent * LN2_HIGH + (2 * s + (2 * s * z * (tail + 1 / 3) + exponent * LN2_LOW));
}

/** π/2 in two parts, the first of 33 bits. */
const QUARTER_HIGH = 1.5707963267341256;
const QUARTER_LOW = 6.077100506506192e-11;

/** (−1)ʲ / (first (first + 1) … (first + 2 j − 1)) for j = 1 … 8; the omitted terms at π/4 are below a tenth of a unit. */
function series(first: number): readonly [number, number, number, number, number, number, number, number] {
  const term = (j: number): number =>
    j === 0 ? 1 : -term(j - 1) / ((first + 2 * j - 2) * (first + 2 * j - 1));
  return [term(1), term(2), term(3), term(4), term(5), term(6), term(7), term(8)];
}
const [C1, C2, C3, C4, C5, C6, C7, C8] = series(1);
const [S1, S2, S3, S4, S5, S6, S7, S8] = series(2);

/** For |a| up to π/4, z = a². */
const cosine = (z: number): number =>
  1 + z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * (C6 + z * (C7 + z * C8)))))));
const sine = (a: number, z: number): number =>
  a + a * z * (S1 + z * (S2 + z * (S3 + z * (S4 + z * (S5 + z * (S6 + z * (S7 + z * S8)))))));

/** Of x plus a number of quarter turns. */
function cosineFrom(x: number, quarters: number): number {
  const q = Math.round(x / (Math.PI / 2));
  const a = x - q * QUARTER_HIGH - q * QUARTER_LOW;
  const z = a * a;
  const turn = (((q + quarters) % 4) + 4) % 4;
  const value = turn % 2 === 0 ? cosine(z) : sine(a, z);
  return turn === 1 || turn === 2 ? -value : value;
}

/** For |x| up to a million. */
export const cos = (x: number): number => cosineFrom(x, 0);
export const sin = (x: number): number => cosineFrom(x, 3);

/** base^n for integers n from 0 on, by squaring. */
export function power(base: number, n: number): number {
  let [result, square] = [1, base];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** 10ⁿ as the decimal reads: some engines' `10 ** -5` is not 0.00001. */
export const powerOfTen = (n: number): number => Number(`1e${n}`);
