/** Some layers in a row, from 0: `from` … `to` − 1. */
export interface Part {
  readonly from: number;
  readonly to: number;
}
