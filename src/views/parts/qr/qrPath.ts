/** A QR code as the path of an SVG image. */

/** Modules of light margin that scanners need on each side (ISO/IEC 18004, 9.1). */
export const QUIET_ZONE = 4;

/** @param modules rows of dark (true) and light modules, one unit wide; a rectangle for each run of dark ones */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  const runs = modules.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      const width = (end === -1 ? row.length : end) - x;
      return [`M${x} ${y}h${width}v1h-${width}z`];
    }),
  );
  return runs.join('');
}
