/** A QR code as one path of an inline drawing: dark on light in both schemes, so that every camera reads it. */
import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

/** A longer text makes modules that are too small for a camera at the size of the drawing. */
const longest = 300;

export interface QrDrawing {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  readonly path: string;
}

/** Whether a camera can read this text's code at the size at which codes are drawn. */
export function fitsQr(text: string): boolean {
  return text.length <= longest;
}

export function qrDrawing(text: string): QrDrawing {
  const { data, size } = encode(text, { border: 2 });
  return { size, path: data.map(rowPath).join('') };
}

/** Each run of dark modules in a row as one rectangle. */
function rowPath(row: readonly boolean[], y: number): string {
  const runs = [
    ...row
      .map((dark) => (dark ? '#' : ' '))
      .join('')
      .matchAll(/#+/gu),
  ];
  return runs.map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join('');
}

/** @param label what it is the code of: its text alternative */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrDrawing(text), [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
