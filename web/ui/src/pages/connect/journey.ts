import { change } from '../../api/ask.svelte';
import { ConnectPolar } from './Connect.generated';

/** Why a journey to Polar ended without a connection, by the code with which it returns, and what to do. */
const failures: Record<string, string> = {
  ACCESS_DENIED: 'You did not give your consent at Polar. Nothing was changed; begin again whenever you like.',
  POLAR_ACCOUNT_TAKEN: 'This Polar account is connected to somebody else on this server. Sign in to Polar with your own account and begin again.',
  OTHER_POLAR_ACCOUNT: 'You are connected to another Polar account already. Disconnect that one first, or sign in to Polar with it.',
  CONSENT_MISSING: 'Polar says that your account has not given all mandatory consents. Accept them at account.polar.com and begin again.',
  UPSTREAM_UNAVAILABLE: 'Polar did not answer, or not properly. This usually passes: begin again in a few minutes.',
  POLAR_REFUSED: 'Polar refused to make the connection. Check that the client at Polar has the redirect address below, to the letter.',
};

/** Returns in plain words how a journey ended, from the address that it returned to; undefined for one that did not fail. */
export function failureOf(query: URLSearchParams): string | undefined {
  if (query.get('polarflow') !== 'error') return undefined;
  return failures[query.get('code') ?? ''] ?? 'The connection could not be stored. Begin again; the server’s log says more.';
}

/** Leads the browser to Polar's consent page, and from there back to the page about the connection. It returns what went wrong. */
export async function connect(): Promise<string | undefined> {
  const returnUrl = new URL('/connect', location.href).href;
  const { data, problem } = await change(ConnectPolar, { returnUrl });
  const { authorizeUrl, userErrors } = data?.connectPolar ?? {};
  const mayNotReturn = userErrors?.some(({ code }) => code === 'RETURN_URL_NOT_ALLOWED');
  if (authorizeUrl) location.assign(authorizeUrl);
  else if (mayNotReturn) location.assign('/connect/polar'); // ends on a page of the server instead
  else return problem?.text ?? userErrors?.[0]?.message;
  return undefined;
}
