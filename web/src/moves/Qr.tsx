import { correction, generate } from 'lean-qr';
import { useMemo } from 'react';

const QUIET = 3;

/** A code to be read by a telephone from wet paper: a quarter of it may be spoilt. Drawn as one path, loaded from nowhere. */
export function Qr({ text }: { text: string }) {
  const { path, size } = useMemo(() => draw(text), [text]);
  return <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text} shapeRendering="crispEdges"><path d={path} fill="currentColor" /></svg>;
}

function draw(text: string): { path: string; size: number } {
  const code = generate(text, { minCorrectionLevel: correction.Q });
  let path = '';
  for (let y = 0; y < code.size; y += 1) for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  return { path, size: code.size + 2 * QUIET };
}
