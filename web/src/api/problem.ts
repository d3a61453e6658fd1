// What can go wrong with a call, in two kinds: the server answered with a problem (RFC 9457), or there was no answer.

interface ProblemBody {
  type?: string; title?: string; status?: number; detail?: string; instance?: string;
  errors?: { pointer: string; detail: string }[];
}

/** The server's answer to a call that it refused; `message` is its own sentence, already in the reader's language. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly errors: { pointer: string; detail: string }[];

  constructor(status: number, body: ProblemBody) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.type = body.type ?? 'about:blank';
    this.errors = body.errors ?? [];
  }

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
  return new Problem(response.status, body);
}
