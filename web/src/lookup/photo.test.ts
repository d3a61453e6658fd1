import { gps } from 'exifr/dist/lite.esm.mjs';
import { expect, test } from 'vitest';
import { whereTaken as whereTakenBy } from './photo';

/** Node has no FileReader, by which exifr reads a file piece by piece; the story in the browser goes that way. */
const whereTaken = (file: Blob) => whereTakenBy(file, async (blob) => gps(await blob.arrayBuffer()));

/** The smallest JPEG that a camera with GPS could have written: an Exif segment with the four tags of a position. */
function photo(lat: [number, number, number] | null, lon: [number, number, number]): Blob {
  const tiff = new DataView(new ArrayBuffer(200));
  let end = 8;
  const u16 = (at: number, v: number) => tiff.setUint16(at, v);
  const u32 = (at: number, v: number) => tiff.setUint32(at, v);
  u16(0, 0x4d4d); u16(2, 42); u32(4, 8);
  u16(8, 1); u16(10, 0x8825); u16(12, 4); u32(14, 1); u32(18, 26); u32(22, 0); // IFD0: one tag, the GPS directory
  const degrees = lat ? [lat, lon] : [];
  u16(26, degrees.length * 2);
  end = 26 + 2 + degrees.length * 24 + 4;
  degrees.forEach((dms, i) => {
    const at = 28 + i * 24;
    u16(at, 1 + 2 * i); u16(at + 2, 2); u32(at + 4, 2); tiff.setUint8(at + 8, (i === 0 ? 'N' : 'E').charCodeAt(0));
    u16(at + 12, 2 + 2 * i); u16(at + 14, 5); u32(at + 16, 3); u32(at + 20, end);
    for (const part of dms) { u32(end, Math.round(part * 1000)); u32(end + 4, 1000); end += 8; }
  });
  const head = [0xff, 0xd8, 0xff, 0xe1, (end + 8) >> 8, (end + 8) & 255, 0x45, 0x78, 0x69, 0x66, 0, 0];
  return new Blob([new Uint8Array(head), new Uint8Array(tiff.buffer, 0, end), new Uint8Array([0xff, 0xda, 0, 2, 0xff, 0xd9])]);
}

test('a camera’s position is read from its photo', async () => {
  const place = await whereTaken(photo([14, 58, 52.428], [107, 39, 43.56]));
  expect('lon' in place && [place.lat, place.lon].map((v) => v.toFixed(5))).toEqual(['14.98123', '107.66210']);
});

test('a photo that went through a chat has none, and that is told', async () => {
  expect(await whereTaken(photo(null, [0, 0, 0]))).toEqual({ failure: 'no_position' });
  expect(await whereTaken(new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9])]))).toEqual({ failure: 'no_position' });
});

test('noughts are no position', async () => expect(await whereTaken(photo([0, 0, 0], [0, 0, 0]))).toEqual({ failure: 'no_position' }));

test('a file that is no photo is told apart', async () => {
  expect(await whereTaken(new Blob(['một văn bản, không phải ảnh chụp']))).toEqual({ failure: 'not_a_photo' });
});
