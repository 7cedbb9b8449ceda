/** Constants of accounts shared by pages and the server. Without zod, so that any page may use them. */

/**
 * Name of the cookie by which a sign-out tells the next page whose drafts this browser must delete: the id of the
 * account. Readable by scripts, and gives no access.
 */
export const signedOutCookie = "stint.signed-out";
