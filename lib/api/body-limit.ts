/** Maximum body size in bytes, for the API, forms and server actions. */
export const bodyLimit = 1024 * 1024;
