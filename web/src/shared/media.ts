import { useSyncExternalStore } from 'react';

// Three columns need 1024 px; below that there is one column, and the map is not even loaded until asked for.
const wide = matchMedia('(min-width: 1024px)');
const paper = matchMedia('print');
let desktop = wide.matches;

/** Paper is narrower than a screen; printing must not rebuild the page it prints, so the layout then stays as it was. */
function layout(): boolean {
  if (!paper.matches) desktop = wide.matches;
  return desktop;
}

function onChange(changed: () => void): () => void {
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
}

export const useDesktop = () => useSyncExternalStore(onChange, layout);
