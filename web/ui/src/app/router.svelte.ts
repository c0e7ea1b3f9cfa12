import { tick } from 'svelte';
import { routes, type Route } from './routes';

/** A route that an address means, with what the address says of its parameters. */
interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Returns the route of a path: "/night/2026-11-04" is { date: "2026-11-04" } of "/night/:date?". */
function match(path: string): Match | undefined {
  const parts = path.split('/').filter(Boolean);
  for (const route of routes) {
    const wanted = route.path.split('/').filter(Boolean);
    const params: Record<string, string> = {};
    const fits = wanted.every((want, i) => {
      if (!want.startsWith(':')) return want === parts[i];
      if (parts[i] !== undefined) params[want.replace(/[:?]/g, '')] = decodeURIComponent(parts[i]);
      return parts[i] !== undefined || want.endsWith('?');
    });
    if (fits && parts.length <= wanted.length) return { route, params };
  }
  return undefined;
}

/** Where the browser is. Pages read params and query; links need nothing special, and go() follows one from script. */
class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  #found = $derived(match(this.path));

  get route(): Route | undefined {
    return this.#found?.route;
  }

  get params(): Record<string, string> {
    return this.#found?.params ?? {};
  }

  /** Goes to an address of the dashboard. With replace, back does not return to where one was. */
  go(address: string, { replace = false } = {}): void {
    history[replace ? 'replaceState' : 'pushState']({}, '', address);
    const before = this.route;
    this.#read();
    if (this.route !== before) void this.#arrive();
  }

  /** Has the links of the page and the buttons of the browser followed without loading a page. */
  start(): void {
    addEventListener('popstate', () => this.#read());
    document.addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !isPlain || event.defaultPrevented || link.target || link.download) return;
      const url = new URL(link.href);
      if (url.origin !== location.origin || !match(url.pathname) || url.hash) return;
      event.preventDefault();
      this.go(url.pathname + url.search);
    });
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  /** Begins a page at its top, for eyes and for screen readers. */
  async #arrive(): Promise<void> {
    scrollTo(0, 0);
    await tick();
    document.querySelector('main')?.focus();
  }
}

export const router = new Router();
