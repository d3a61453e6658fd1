// MapLibre draws on a canvas and cannot read CSS variables: the tokens are read once per theme and handed to it.
export type Token = (name: string) => string;

export function readTokens(): Token {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim() || 'black';
}
