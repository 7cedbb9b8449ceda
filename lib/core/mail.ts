import "server-only";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { env } from "./env.ts";
import { log } from "./log.ts";

/** A mail to one person. */
export interface Mail {
  /** What it is for, in the name of its file: `reset`, `verify`. */
  purpose: string;
  to: string;
  subject: string;
  /** ASCII, as is `html`. */
  text: string;
  html: string;
}

const shared = globalThis as { stintMailMissed?: boolean };

/**
 * Where mails go. A deployment with a database of its own may have no disk, so there is no outbox in production then.
 */
export function mailWay(): "smtp" | "outbox" | "nowhere" {
  const { SMTP_URL, DATABASE_DRIVER, NODE_ENV } = env();
  if (SMTP_URL) return "smtp";
  return DATABASE_DRIVER === "pglite" || NODE_ENV !== "production" ? "outbox" : "nowhere";
}

/**
 * Says where a mail is that was just asked for.
 * @param mail how the sentence begins
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

/** Mails that stay in the outbox; the tokens of older ones have long run out where there are so many. */
const mostMails = 200;

/** Removes the oldest mails, which begin with their time, so that nobody can fill the disk by asking for mails. */
async function trimOutbox(folder: string): Promise<void> {
  const mails = (await readdir(folder)).filter((name) => name.endsWith(".eml")).sort();
  const oldest = mails.slice(0, Math.max(0, mails.length - mostMails));
  await Promise.all(oldest.map((name) => rm(join(folder, name), { force: true })));
}

/** Writes a mail as a file only its owner can read: with what it holds, one could take over an account. */
async function writeToOutbox(mail: Mail, message: Buffer): Promise<void> {
  const folder = join(/* turbopackIgnore: true */ env().DATA_DIR, "outbox");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replaceAll(":", "-");
  for (let attempt = 1; ; attempt++) {
    const file = join(folder, `${time}-${mail.purpose}${attempt === 1 ? "" : `-${attempt}`}.eml`);
    try {
      await writeFile(file, message, { mode: 0o600, flag: "wx" });
      // The mail is written; a folder that cannot be read is no reason to say it was not.
      return await trimOutbox(folder).catch(() => {});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 100) throw error;
    }
  }
}

/**
 * A part of the message. Lines stay whole, unlike nodemailer's: a link in a file of the outbox can be copied as it
 * stands. The texts are ASCII with short lines (RFC 5322 allows 998 characters), so nothing needs encoding.
 */
function part(type: string, content: string): { raw: string } {
  const lines = content.replaceAll(/\r?\n/g, "\r\n");
  return { raw: `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${lines}` };
}

/** Says once that mails are missing, not with each of them. */
function warnOnce(): void {
  if (shared.stintMailMissed) return;
  shared.stintMailMissed = true;
  log().warn("SMTP_URL is not set, so no email is sent; npm run user sets the password of a person who forgot it");
}

/** Sends a mail through `SMTP_URL`; without one, writes it to `DATA_DIR/outbox`, or drops it where there is no disk. */
export async function sendMail(mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  const { to, subject, text, html } = mail;
  // RFC 2606: nobody can ever have an address there. Accounts with sample data do.
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
