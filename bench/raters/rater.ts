/** One rater over HTTP, as the screen does it: sign in, consent, image, think, answer, until done. */
import type { RouteName, Tally } from './tally';
import type { Person } from './world';

export interface RaterOptions {
  url: string;
  /** The server action of the consent screen, as the build names it. */
  startAction: string;
  /** Milliseconds of looking at one item. */
  think(): number;
  tally: Tally;
}

interface Answering {
  state: string;
  trial?: { id: string; check: string | null; options: string[]; image: { url: string } };
  preload?: { url: string }[];
}

export class SimulatedRater {
  private readonly cookies = new Map<string, string>();
  answers = 0;

  constructor(
    private readonly person: Person,
    private readonly options: RaterOptions,
  ) {}

  /** With the form's own request. Not timed: the password's hash is slow on purpose. */
  async signIn(): Promise<void> {
    const csrf = (await (await this.fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await this.fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...{ csrfToken: csrf.csrfToken, json: 'true' },
        ...{ email: this.person.email, password: this.person.password },
      }).toString(),
    });
    await response.arrayBuffer();
    if (![...this.cookies.keys()].some((name) => name.includes('session-token'))) {
      throw new Error(`Signing in answered ${response.status} without a session.`);
    }
  }

  /** The whole study. An error is counted and ends this rater's part. */
  async rate(): Promise<void> {
    const { studyRaterId } = this.person;
    const { startAction, think, url } = this.options;
    const page = `/rate/${studyRaterId}`;
    if (!(await this.timed('page', page))) return;
    const consent = JSON.stringify([{ studyRaterId, consent: true }]);
    const started = await this.timed('start', page, {
      method: 'POST',
      headers: { 'next-action': startAction, 'content-type': 'text/plain;charset=UTF-8' },
      body: consent,
    });
    if (!started) return;
    const first = await this.timed('view', `/api/rate/studies/${studyRaterId}`);
    let view = first && (JSON.parse(first.toString()) as Answering);
    let loaded: string | undefined;
    while (view && view.state === 'answering' && view.trial) {
      const { trial } = view;
      const preload = view.preload?.[0];
      if (loaded !== trial.image.url && !(await this.timed('image', trial.image.url))) return;
      // The next one is loaded while this one is looked at, as the screen does.
      if (preload && !(await this.timed('image', preload.url))) return;
      loaded = preload?.url;
      const looked = think();
      await new Promise((resolve) => setTimeout(resolve, looked));
      const choice = trial.check === null ? this.answers % 2 : trial.options.indexOf(trial.check);
      const sent = await this.timed('response', `/api/rate/trials/${trial.id}/response`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ choice, confidence: 2, activeMs: Math.round(looked), wallMs: Math.round(looked) },
        }),
      });
      if (!sent) return;
      const body = JSON.parse(sent.toString()) as { outcome: string; view: Answering };
      if (body.outcome !== 'stored') this.options.tally.fail(`answer ${body.outcome}`);
      this.answers += 1;
      view = body.view;
    }
    if (view?.state !== 'done') this.options.tally.fail(`ended as ${view?.state} at ${url}`);
  }

  private async timed(
    route: RouteName,
    path: string,
    init: RequestInit = {},
  ): Promise<Buffer | null> {
    const begun = performance.now();
    try {
      const response = await this.fetch(path, init);
      const body = Buffer.from(await response.arrayBuffer());
      this.options.tally.note(route, performance.now() - begun);
      if (response.ok) return body;
      this.options.tally.fail(`${route} ${response.status}`);
    } catch (error) {
      this.options.tally.fail(`${route} ${error instanceof Error ? error.message : 'failed'}`);
    }
    return null;
  }

  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { url } = this.options;
    const response = await fetch(`${url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        origin: url,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined) this.cookies.set(name, value ?? '');
    }
    return response;
  }
}
