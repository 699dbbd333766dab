/** Counts and times of requests, by what they were for. */
export const ROUTES = ['page', 'start', 'view', 'image', 'response'] as const;
export type RouteName = (typeof ROUTES)[number];

export interface RouteFigures {
  requests: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export class Tally {
  private readonly times = new Map<RouteName, number[]>();
  readonly errors = new Map<string, number>();

  note(route: RouteName, ms: number): void {
    const list = this.times.get(route);
    if (list) list.push(ms);
    else this.times.set(route, [ms]);
  }

  fail(what: string): void {
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1);
  }

  get failures(): number {
    return [...this.errors.values()].reduce((sum, count) => sum + count, 0);
  }

  figures(): Partial<Record<RouteName, RouteFigures>> {
    const result: Partial<Record<RouteName, RouteFigures>> = {};
    for (const route of ROUTES) {
      const sorted = [...(this.times.get(route) ?? [])].sort((a, b) => a - b);
      if (sorted.length === 0) continue;
      // The nearest rank: a time that was really measured.
      const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1]!);
      result[route] = {
        ...{ requests: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
      };
    }
    return result;
  }
}
