/** A UUID for what this device makes: sent twice, it is one. Made by hand, because pages on plain http have no maker. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

let last = { ms: 0, n: 0 };
/** A UUID of version 7: of two made here the later is the greater, also when the clock is set back meanwhile. */
export function uuid7(at = Date.now()): string {
  last = at > last.ms ? { ms: at, n: 0 } : { ms: last.ms, n: last.n + 1 };
  if (last.n > 0xfff) last = { ms: last.ms + 1, n: 0 };
  const time = last.ms.toString(16).padStart(12, '0');
  const count = last.n.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${uuid().slice(19)}`;
}
