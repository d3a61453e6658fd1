// What can go wrong with a call, in two kinds: the server answered with a problem (RFC 9457), or there was no answer.

interface ProblemBody {
  type?: string; title?: string; status?: number; detail?: string; instance?: string;
  errors?: { pointer: string; detail: string }[];
  [member: string]: unknown;
}

/** The server's answer to a call that it refused; `message` is its own sentence, already in the reader's language. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly errors: { pointer: string; detail: string }[];
  /** Members of a certain type of problem only, such as `tries_left` or `conflict`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The moment before which it is no use to ask again, from `Retry-After`. */
  readonly retryAt: Date | null;

  constructor(status: number, body: ProblemBody, retryAt: Date | null = null) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.type = body.type ?? 'about:blank';
    this.errors = body.errors ?? [];
    this.members = body;
    this.retryAt = retryAt;
  }

  /** Of the kind `/problems/{kind}`. */
  is(kind: string): boolean { return this.type === `/problems/${kind}`; }

  /** Someone else changed the thing since it was read. */
  get stale(): boolean { return this.status === 412; }
}

/** No answer came: no network, or the server is down. Nothing was saved. */
export class NoAnswer extends Error {
  readonly at = new Date();
  constructor() {
    super('no answer');
    this.name = 'NoAnswer';
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new Problem(response.status, body, Number.isFinite(seconds) ? new Date(Date.now() + seconds * 1000) : null);
}
