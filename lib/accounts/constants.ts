/** Constants of accounts that pages share with the server. Without zod, so that any page may use them. */

/**
 * Name of the cookie by which a sign-out says to the next page whose drafts this browser is to forget: the id of the
 * account. Scripts read it, and it opens nothing.
 */
export const signedOutCookie = "stint.signed-out";
