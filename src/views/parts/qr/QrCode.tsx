import { encodeQR } from 'qr';
import { useMemo } from 'react';
import { QUIET_ZONE, qrPath } from './qrPath';

/** Dark on white in every theme, because many scanners cannot read inverted codes. */
export function QrCode({ text }: { text: string }) {
  const modules = useMemo(() => encodeQR(text, 'raw', { border: QUIET_ZONE }), [text]);
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={`QR code of ${text}`}
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={qrPath(modules)} fill="#000" />
    </svg>
  );
}
