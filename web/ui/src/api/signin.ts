let isLeaving = false;

/** Leads to the page to sign in, and from there back. What was loaded goes with the page. */
export function signIn(): void {
  if (isLeaving) return; // several answers tell the same
  isLeaving = true;
  const next = location.pathname + location.search;
  location.assign(`/login?${new URLSearchParams({ next })}`);
}
