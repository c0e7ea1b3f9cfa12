import type { CombinedError } from '@urql/core';

/** Why an answer did not come, for a person. */
export interface Problem {
  text: string;
  /** Trying again can help. */
  passing: boolean;
  /** Finds the server's log lines. */
  requestId?: string;
}

const words: Record<string, Omit<Problem, 'requestId'>> = {
  FORBIDDEN: { text: 'You may not see this.', passing: false },
  NOT_FOUND: { text: 'There is nothing here.', passing: false },
  BAD_USER_INPUT: { text: 'The server does not understand this request.', passing: false },
  RANGE_TOO_LARGE: { text: 'This is too long a time at once. Choose a shorter one.', passing: false },
  QUERY_TOO_COMPLEX: { text: 'This is too much at once. Choose a shorter time.', passing: false },
  RATE_LIMITED: { text: 'That were many questions in a short time. The server answers again in a moment.', passing: true },
  TIMEOUT: { text: 'The server took too long to answer.', passing: true },
  NOT_CONNECTED: { text: 'No Polar account is connected.', passing: false },
  UPSTREAM_UNAVAILABLE: { text: 'Polar does not answer at present.', passing: true },
};

/** Returns what went wrong in plain words. */
export function problemOf(error: CombinedError): Problem {
  if (error.networkError) return { text: 'The server cannot be reached.', passing: true };
  const { code, requestId } = error.graphQLErrors[0]?.extensions ?? {};
  const known = words[String(code)] ?? { text: 'Something went wrong on the server.', passing: true };
  return { ...known, requestId: requestId ? String(requestId) : undefined };
}
