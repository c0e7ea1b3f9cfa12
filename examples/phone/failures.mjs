// What can go wrong, as an app tells it apart.

/** The token is unknown, expired or revoked: forget it and show the sign-in screen. Never retried. */
export class SignInAgain extends Error {}

/** No network, or a server that is restarting: show what is stored and try again when there is a network. */
export class Offline extends Error {}

/** The server understood and refused. `code` is errors[].extensions.code; `requestId` belongs in a bug report. */
export class Refused extends Error {
  constructor({ message, extensions = {} }) {
    super(message);
    this.code = extensions.code;
    this.requestId = extensions.requestId;
  }
}

/** Returns the data of a GraphQL answer, or throws what its first error means. */
export function dataOf(answer) {
  const [error] = answer.errors ?? [];
  if (error === undefined) return answer.data;
  throw error.extensions?.code === 'UNAUTHENTICATED' ? new SignInAgain(error.message) : new Refused(error);
}
