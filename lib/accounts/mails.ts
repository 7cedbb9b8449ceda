import "server-only";
import { env } from "@/lib/core/env.ts";
import { type Mail, sendMail } from "@/lib/core/mail.ts";
import { hashToken, randomToken } from "@/lib/core/secrets.ts";
import { insertMailedToken, type MailPurpose } from "./token-queries.ts";
import type { UserRow } from "./users.ts";

interface Words {
  page: string;
  subject: string;
  intro: string;
  act: string;
  outro: string;
}

const words: Record<MailPurpose, Words> = {
  reset: {
    page: "/reset-password",
    subject: "Set a new password for Stint",
    intro: "Someone, hopefully you, asked to reset the password of your Stint account.",
    act: "Set a new password",
    outro: "The link works once, for one hour. If it was not you, ignore this email: your password has not changed.",
  },
  verify: {
    page: "/verify-email",
    subject: "Confirm your email address for Stint",
    intro: "Welcome to Stint. Please confirm that this is your email address.",
    act: "Confirm address",
    outro: "The link works once, for 24 hours. If you have no Stint account, please ignore this email.",
  },
};

// Contains no text from the requester: with a name in the greeting, anyone could send strangers any text.
function compose(to: string, purpose: MailPurpose, token: string): Mail {
  const { page, subject, intro, act, outro } = words[purpose];
  const link = `${env().APP_URL}${page}?token=${token}`;
  const html = [
    "<!doctype html>",
    '<html lang="en"><body style="font-family: sans-serif; line-height: 1.5">',
    `<p>${intro}</p>`,
    `<p><a href="${link}">${act}</a></p>`,
    `<p>${outro}</p>`,
    "</body></html>",
  ].join("\n");
  return { purpose, to, subject, text: `${intro}\n\n${act}: ${link}\n\n${outro}\n`, html };
}

/** Emails an account a new token of that purpose, unless it has had too many of those within the hour. */
export async function mailToken(user: Pick<UserRow, "id" | "email">, purpose: MailPurpose): Promise<void> {
  const token = randomToken();
  const isStored = await insertMailedToken(user.id, purpose, user.email, hashToken(token), new Date());
  if (isStored) await sendMail(compose(user.email, purpose, token));
}
