/** What a new password must be, beside the field. */
export const passwordHint =
  "At least 8 characters with an upper-case letter, a lower-case letter and a digit, or any 15 characters.";
