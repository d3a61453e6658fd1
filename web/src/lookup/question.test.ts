import { expect, test } from 'vitest';
import { addressOf, callOf, coordinates, readAddress, type Question } from './question';

const back = (question: Question) => readAddress(new URL(addressOf(question), 'http://x').search);

test('an address gives back the question it was made of', () => {
  for (const question of [
    { kind: 'point', lon: 107.662101, lat: 14.98123, accuracyM: 30, origin: 'here' },
    { kind: 'point', lon: -0.5, lat: 0 },
    { kind: 'place', commune: '23365', village: 'Ngọc Nang' },
    { kind: 'place', commune: '23365' },
  ] satisfies Question[]) expect(back(question)).toEqual({ question, broken: false });
});

test('more decimals than a hand’s breadth make no second address', () => {
  expect(addressOf({ kind: 'point', lon: 107.66210101, lat: 14.981230004 })).toBe('/tra-cuu?lon=107.662101&lat=14.98123');
});

test('half a position, or one off the Earth, is told and not guessed', () => {
  for (const search of ['?lon=107', '?lon=&lat=', '?lon=abc&lat=14', '?lon=190&lat=14', '?lon=107&lat=91']) {
    expect([search, readAddress(search)]).toEqual([search, { question: null, broken: true }]);
  }
});

test('a decimal comma is read as one', () => {
  expect(readAddress('?lon=107,6&lat=14,9').question).toEqual({ kind: 'point', lon: 107.6, lat: 14.9 });
});

test('without a question the page asks', () => expect(readAddress('')).toEqual({ question: null, broken: false }));

test('how a place was found is no part of what is asked of the server', () => {
  expect(callOf({ kind: 'point', lon: 107.6, lat: 14.9, accuracyM: 30, origin: 'here' })).toBe('/lookup?lon=107.6&lat=14.9');
  expect(callOf({ kind: 'place', commune: '23365', village: 'Đăk Xú' })).toBe('/lookup/place?commune=23365&village=%C4%90%C4%83k+X%C3%BA');
});

test('coordinates are written with the comma and letters of the language', () => {
  expect(coordinates(107.6621, 14.98123, 'vi')).toBe('14,98123° B; 107,66210° Đ');
  expect(coordinates(-107.6621, -14.98123, 'en')).toBe('14.98123° S, 107.66210° W');
});
