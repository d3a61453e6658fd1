// Label fonts from the program's own files. The three subsets together hold every letter of Vietnamese and of the
// minority languages (ĕ ĭ ŏ ŭ); nothing is fetched from elsewhere.
import latin600 from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';
import latin400 from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import latinExt600 from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url';
import latinExt400 from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url';
import vietnamese600 from '@fontsource/noto-sans/files/noto-sans-vietnamese-600-normal.woff2?url';
import vietnamese400 from '@fontsource/noto-sans/files/noto-sans-vietnamese-400-normal.woff2?url';

const VIETNAMESE = ['U+0102-0103', 'U+0110-0111', 'U+0128-0129', 'U+0168-0169', 'U+01A0-01A1', 'U+01AF-01B0', 'U+0300-0301', 'U+0303-0304', 'U+0308-0309', 'U+0323', 'U+0329', 'U+1EA0-1EF9', 'U+20AB'];
const LATIN = ['U+0000-00FF', 'U+0131', 'U+0152-0153', 'U+02BB-02BC', 'U+02C6', 'U+02DA', 'U+02DC', 'U+2000-206F', 'U+20AC', 'U+2212'];
const LATIN_EXT = ['U+0100-02BA', 'U+1E00-1E9F', 'U+1EF2-1EFF', 'U+2113', 'U+2C60-2C7F', 'U+A720-A7FF'];

const faces = (vietnamese: string, latin: string, latinExt: string) =>
  [[vietnamese, VIETNAMESE], [latin, LATIN], [latinExt, LATIN_EXT]].map(([url, range]) => ({
    url: new URL(url as string, location.href).href, // MapLibre wants absolute addresses
    'unicode-range': range as string[],
  }));

export const FONT_FACES = {
  'Noto Sans': faces(vietnamese400, latin400, latinExt400),
  'Noto Sans Bold': faces(vietnamese600, latin600, latinExt600),
};
