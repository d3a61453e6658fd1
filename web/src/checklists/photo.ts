// Photos before they are sent: scaled down, so that they pass through a weak network. What the canvas writes anew carries
// no position and no name of a telephone.

/** The longest side of what is sent, in pixels. */
export const LONGEST = 1600;
/** What the server takes. */
export const MOST_BYTES = 6 * 1024 * 1024;
export const MOST_PHOTOS = 12;
export const KINDS = 'image/jpeg,image/png,image/webp';

/** The size a picture is drawn at: as it is, or with its longest side at `LONGEST`; never larger, never nothing. */
export function scaledSize(width: number, height: number): { width: number; height: number } {
  const by = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}

/** When a photo was taken, as far as its file tells: a clock that runs ahead is not believed. */
export function takenAt(file: Pick<File, 'lastModified'>, now: Date): string {
  const at = file.lastModified;
  return new Date(at > 0 && at <= now.getTime() ? at : now.getTime()).toISOString();
}

export type ScaleFailure = 'unreadable' | 'too_large';

/** The picture as JPEG, upright as its camera said, at most `LONGEST` long. */
export async function scaled(file: Blob): Promise<Blob | { failure: ScaleFailure }> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return { failure: 'unreadable' };
  }
  const size = scaledSize(picture.width, picture.height);
  const canvas = Object.assign(document.createElement('canvas'), size);
  const pen = canvas.getContext('2d');
  if (!pen) return { failure: 'unreadable' };
  pen.fillStyle = 'white'; // a PNG may be see-through, a JPEG is not
  pen.fillRect(0, 0, size.width, size.height);
  pen.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
  if (!blob) return { failure: 'unreadable' };
  return blob.size > MOST_BYTES ? { failure: 'too_large' } : blob;
}
