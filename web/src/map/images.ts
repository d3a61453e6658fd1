// Pictures the map needs, drawn here from the tokens: a pattern and a badge for each state, and the shelter's house.
import type { Map as MapLibre } from 'maplibre-gl';
import { LOOK, type Pattern, type ZoneLook } from '../zones/states';
import { FAMILY_NAMES, FAMILY_STROKES, type Family } from './hazardLook';
import type { Token } from './tokens';

const SCALE = 2;

function draw(width: number, height: number, paint: (pen: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const pen = canvas.getContext('2d');
  if (!pen) return new ImageData(canvas.width, canvas.height);
  pen.scale(SCALE, SCALE);
  paint(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Patterns tile every 12 px; a line that leaves on one side enters on the other. */
const PATTERNS: Record<Pattern, (pen: CanvasRenderingContext2D, ink: string) => void> = {
  plain: () => {},
  solid: () => {},
  outline: () => {},
  dots: (pen, ink) => {
    pen.fillStyle = ink;
    for (const [x, y] of [[3, 3], [9, 9]] as const) {
      pen.beginPath();
      pen.arc(x, y, 1.4, 0, 7);
      pen.fill();
    }
  },
  diagonal: (pen, ink) => {
    pen.strokeStyle = ink;
    pen.lineWidth = 1.6;
    pen.beginPath();
    for (const shift of [-12, -6, 0, 6, 12]) {
      pen.moveTo(shift, 12);
      pen.lineTo(shift + 12, 0);
    }
    pen.stroke();
  },
  lines: (pen, ink) => {
    pen.strokeStyle = ink;
    pen.lineWidth = 1.4;
    pen.beginPath();
    for (const y of [3, 9]) {
      pen.moveTo(0, y);
      pen.lineTo(12, y);
    }
    pen.stroke();
  },
  chevrons: (pen, ink) => {
    pen.strokeStyle = ink;
    pen.lineWidth = 1.6;
    pen.beginPath();
    pen.moveTo(3, 2);
    pen.lineTo(8, 6);
    pen.lineTo(3, 10);
    pen.stroke();
  },
};

function hazardPattern(family: Family, ink: string): ImageData {
  return draw(16, 16, (pen) => {
    pen.strokeStyle = ink;
    pen.globalAlpha = 0.6;
    pen.lineWidth = 1.1;
    pen.lineJoin = 'round';
    pen.stroke(new Path2D(FAMILY_STROKES[family]));
  });
}

/** What is read on the state's colour in either theme; the two pale ones keep a dark ink in the dark as well. */
const INK: Partial<Record<ZoneLook['css'], string>> = { ld: 'white', dx: 'white', cb: 'black', dd: 'black', cp: 'black' };

function badge(look: ZoneLook, token: Token): ImageData {
  return draw(26, 18, (pen) => {
    const outlined = look.pattern === 'outline';
    pen.fillStyle = outlined ? token('surface') : token(`z-${look.css}`);
    pen.strokeStyle = token(`z-${look.css}-e`);
    pen.lineWidth = 1.5;
    pen.fillRect(1, 1, 24, 16);
    pen.strokeRect(1, 1, 24, 16);
    pen.fillStyle = INK[look.css] ?? token('ink');
    pen.font = '700 11px "Noto Sans", sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(look.code, 13, 9.5);
  });
}

function shelter(token: Token): ImageData {
  return draw(20, 20, (pen) => {
    pen.fillStyle = token('m-poi');
    pen.strokeStyle = token('m-halo');
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.moveTo(10, 1.5);
    pen.lineTo(18.5, 9);
    pen.lineTo(16, 9);
    pen.lineTo(16, 18);
    pen.lineTo(4, 18);
    pen.lineTo(4, 9);
    pen.lineTo(1.5, 9);
    pen.closePath();
    pen.fill();
    pen.stroke();
    pen.fillStyle = token('m-halo');
    pen.fillRect(8.5, 12, 3, 6);
  });
}

export async function addImages(map: MapLibre, token: Token): Promise<void> {
  await document.fonts.load('700 11px "Noto Sans"'); // a badge drawn too early would keep the fallback font
  const options = { pixelRatio: SCALE };
  for (const look of Object.values(LOOK)) {
    map.addImage(`pattern-${look.code}`, draw(12, 12, (pen) => PATTERNS[look.pattern](pen, token(`z-${look.css}-p`))), options);
    map.addImage(`badge-${look.code}`, badge(look, token), options);
  }
  for (const family of FAMILY_NAMES) map.addImage(`hazard-${family}`, hazardPattern(family, token('z-bt-p')), options);
  map.addImage('shelter', shelter(token), options);
}
