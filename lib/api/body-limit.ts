/** Largest body that is read, in bytes: of the API, of forms and of server actions. */
export const bodyLimit = 1024 * 1024;
