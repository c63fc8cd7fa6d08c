import type { MarkerShape } from '../../core/rules/look';

const paths: Readonly<Record<MarkerShape, string>> = {
  disc: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z',
  ring: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z',
  square: 'M-3 -3h6v6h-6z',
  openSquare: 'M-2.700 -2.700h5.400v5.400h-5.400z',
  triangle: 'M0 -4L3.800 3H-3.800z',
  diamond: 'M0 -4.400L4.400 0L0 4.400L-4.400 0z',
  openDiamond: 'M0 -4L4 0L0 4L-4 0z',
  plus: 'M-3.500 0H3.500M0 -3.500V3.500',
  cross: 'M-2.700 -2.700L2.700 2.700M-2.700 2.700L2.700 -2.700',
  triangleDown: 'M0 4L3.800 -3H-3.800z',
  openTriangleDown: 'M0 3.600L3.400 -2.700H-3.400z',
  hexagon: 'M-3.800 0L-1.900 -3.300H1.900L3.800 0L1.900 3.300H-1.900z',
  openHexagon: 'M-3.500 0L-1.750 -3H1.750L3.500 0L1.750 3H-1.750z',
};
const filled: ReadonlySet<MarkerShape> = new Set([
  'disc',
  'square',
  'triangle',
  'diamond',
  'triangleDown',
  'hexagon',
]);
const open: ReadonlySet<MarkerShape> = new Set([
  'ring',
  'openSquare',
  'openDiamond',
  'openTriangleDown',
  'openHexagon',
]);

export function Marker({ shape, color, x, y }: { shape: MarkerShape; color: string; x: number; y: number }) {
  const fill = filled.has(shape) ? color : open.has(shape) ? 'var(--s1)' : 'none';
  return (
    <path
      d={paths[shape]}
      transform={`translate(${x} ${y})`}
      fill={fill}
      stroke={filled.has(shape) ? 'none' : color}
      strokeWidth={1.75}
    />
  );
}
