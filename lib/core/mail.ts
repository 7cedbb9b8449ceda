import "server-only";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { env } from "./env.ts";
import { log } from "./log.ts";

/** An email to one recipient. */
export interface Mail {
  /** Its purpose, part of its file name: `reset`, `verify`. */
  purpose: string;
  to: string;
  subject: string;
  /** ASCII, as is `html`. */
  text: string;
  html: string;
}

const shared = globalThis as { stintMailMissed?: boolean };

/** Where emails go. A deployment with a hosted database may have no disk, so it has no outbox in production. */
export function mailWay(): "smtp" | "outbox" | "nowhere" {
  const { SMTP_URL, DATABASE_DRIVER, NODE_ENV } = env();
  if (SMTP_URL) return "smtp";
  return DATABASE_DRIVER === "pglite" || NODE_ENV !== "production" ? "outbox" : "nowhere";
}

/**
 * Tells the user where a requested email is.
 * @param mail the beginning of the sentence
 */
export function formatMailed(mail = "An email with a link"): string {
  const ends = {
    smtp: `${mail} is on its way.`,
    outbox: `${mail} is in DATA_DIR/outbox on the server: this Stint sends no email.`,
    nowhere: "No email was sent: this Stint has no mail server.",
  };
  return ends[mailWay()];
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Emails kept in the outbox; with that many, the tokens of older ones have long expired. */
const mostMails = 200;

/** Deletes the oldest emails, by the time in their file names, so that nobody can fill the disk by requesting emails. */
async function trimOutbox(folder: string): Promise<void> {
  const mails = (await readdir(folder)).filter((name) => name.endsWith(".eml")).sort();
  const oldest = mails.slice(0, Math.max(0, mails.length - mostMails));
  await Promise.all(oldest.map((name) => rm(join(folder, name), { force: true })));
}

/** Writes an email to a file only its owner can read: its content is enough to take over an account. */
async function writeToOutbox(mail: Mail, message: Buffer): Promise<void> {
  const folder = join(/* turbopackIgnore: true */ env().DATA_DIR, "outbox");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replaceAll(":", "-");
  for (let attempt = 1; ; attempt++) {
    const file = join(folder, `${time}-${mail.purpose}${attempt === 1 ? "" : `-${attempt}`}.eml`);
    try {
      await writeFile(file, message, { mode: 0o600, flag: "wx" });
      // The email is written; a failed cleanup must not report it as failed.
      return await trimOutbox(folder).catch(() => {});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 100) throw error;
    }
  }
}

/**
 * A part of the message. Lines are not wrapped, unlike nodemailer's, so a link in an outbox file can be copied. The
 * texts are ASCII with short lines (RFC 5322 allows 998 characters), so they need no encoding.
 */
function part(type: string, content: string): { raw: string } {
  const lines = content.replaceAll(/\r?\n/g, "\r\n");
  return { raw: `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${lines}` };
}

/** Warns once that emails are not sent, not for each of them. */
function warnOnce(): void {
  if (shared.stintMailMissed) return;
  shared.stintMailMissed = true;
  log().warn("SMTP_URL is not set, so no email is sent; npm run user sets the password of a person who forgot it");
}

/** Sends an email through `SMTP_URL`; without it, writes it to `DATA_DIR/outbox`, or drops it where there is no disk. */
export async function sendMail(mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  const { to, subject, text, html } = mail;
  // RFC 2606: a reserved domain, where nobody can have an address. Accounts with sample data do.
  if (to.endsWith(".invalid")) return;
  const way = mailWay();
  if (way === "nowhere") return warnOnce();
  const message = { from: MAIL_FROM, to, subject, alternatives: [part("text/plain", text), part("text/html", html)] };
  if (way === "smtp") {
    const transport = createTransport({ url: SMTP_URL, ...patience });
    try {
      await transport.sendMail(message);
    } finally {
      transport.close();
    }
    return;
  }
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const sent = await transport.sendMail(message);
  await writeToOutbox(mail, sent.message as Buffer);
}
