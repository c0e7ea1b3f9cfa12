const actions: Record<string, string> = {
  SIGNED_IN: 'Signed in',
  SIGN_IN_FAILED: 'Somebody tried to sign in and could not',
  SIGNED_OUT: 'Signed out',
  OWNER_CREATED: 'The owner’s account was made',
  PASSWORD_SET: 'The password was set anew',
  CONNECTED: 'Connected to Polar',
  CONNECT_FAILED: 'Not connected to Polar',
  DISCONNECTED: 'Disconnected from Polar',
  TOKEN_CREATED: 'A token was made',
  TOKEN_REVOKED: 'A token was revoked',
  USER_CREATED: 'The account was made',
  USER_DELETED: 'An account was deleted',
};

/** Returns what was done, in plain words, also of a server that is newer than this page. */
export function actionName(action: string): string {
  return actions[action] ?? action.toLowerCase().replaceAll('_', ' ');
}
