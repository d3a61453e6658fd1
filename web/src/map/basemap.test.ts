import { expect, test } from 'vitest';
import { attributionText } from './basemap';

test('whose data it is stays readable without its links', () => {
  expect(attributionText('<a rel="x">Protomaps</a> &copy; <a>OpenStreetMap</a>', 'x')).toBe('Protomaps © OpenStreetMap');
});
test('a file that does not say is called by its name', () => expect([attributionText(undefined, 'quang-ngai'), attributionText('<i></i>', 'quang-ngai')]).toEqual(['quang-ngai', 'quang-ngai']));
