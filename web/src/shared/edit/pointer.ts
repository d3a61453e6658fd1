// JSON pointers (RFC 6901) into plain values: reading one place, and changing one without touching the rest.

const steps = (pointer: string): string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

export function valueAt(whole: unknown, pointer: string): unknown {
  return steps(pointer).reduce<unknown>((value, step) => (value !== null && typeof value === 'object' && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined), whole);
}

/** `whole` with `value` at `pointer`; `undefined` takes the member away. What is on the way and missing is made. */
export function withValueAt<T>(whole: T, pointer: string, value: unknown): T {
  return put(whole, steps(pointer), value) as T;
}

function put(whole: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(whole)) {
    const at = step === '-' ? whole.length : Number(step);
    if (rest.length === 0 && value === undefined) return whole.filter((_, i) => i !== at);
    const copy: unknown[] = [...whole];
    copy[at] = put(copy[at], rest, value);
    return copy;
  }
  const copy: Record<string, unknown> = { ...(whole as Record<string, unknown> | null) };
  if (rest.length === 0 && value === undefined) delete copy[step];
  else copy[step] = put(copy[step], rest, value);
  return copy;
}
