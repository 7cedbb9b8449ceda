import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { resetEnv } from "./env.ts";
import { useLog } from "./log.ts";
import { mailWay, sendMail } from "./mail.ts";

const mail = {
  purpose: "reset",
  to: "ada@example.com",
  subject: "A subject – with a dash",
  text: `Follow https://stint.example/reset-password?token=${"a".repeat(43)}&more=${"b".repeat(43)} now.\n\nBye`,
  html: "<p>Follow <a href='https://stint.example'>this</a></p>",
};

const folder = mkdtempSync(join(tmpdir(), "stint-mail-"));

afterEach(() => {
  resetEnv({ SMTP_URL: undefined, DATA_DIR: undefined, MAIL_FROM: undefined });
  resetEnv({ DATABASE_URL: "", NODE_ENV: "test" });
  useLog(undefined);
  rmSync(folder, { recursive: true, force: true });
});

interface Received {
  from: string;
  to: string[];
  user: string | undefined;
  content: string;
}

function startServer(): Promise<{ url: string; received: Received[]; close: () => Promise<void> }> {
  const received: Received[] = [];
  let user: string | undefined;
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth(auth, _session, done) {
      if (auth.username !== "stint" || auth.password !== "p@ss") return done(new Error("no"));
      user = auth.username;
      return done(null, { user });
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : "";
        received.push({
          from,
          to: rcptTo.map(({ address }) => address),
          user,
          content: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      const close = () => new Promise<void>((closed) => server.close(() => closed()));
      resolve({ url: `smtp://stint:p%40ss@127.0.0.1:${port}`, received, close });
    });
  });
}

test("an email is sent through the server in SMTP_URL, authenticated, as text and as HTML", async () => {
  const server = await startServer();
  resetEnv({ SMTP_URL: server.url, MAIL_FROM: "Stint <stint@stint.example>", DATA_DIR: folder });
  await sendMail(mail);
  await server.close();
  expect(server.received).toEqual([
    { from: "stint@stint.example", to: ["ada@example.com"], user: "stint", content: expect.any(String) },
  ]);
  const content = server.received[0]?.content ?? "";
  expect(content).toContain("From: Stint <stint@stint.example>");
  expect(content).toContain("Content-Type: text/plain");
  expect(content).toContain("Content-Type: text/html");
  expect(content).toContain(mail.text.replaceAll("\n", "\r\n"));
  expect(() => readdirSync(join(folder, "outbox"))).toThrow();
});

test("a mail server that rejects the email or is unreachable makes sending fail, with a timeout", async () => {
  const server = await startServer();
  resetEnv({ SMTP_URL: server.url.replace("p%40ss", "wrong") });
  await expect(sendMail(mail)).rejects.toThrow(/login|auth/i);
  await server.close();
  resetEnv({ SMTP_URL: server.url });
  await expect(sendMail(mail)).rejects.toThrow(/ECONNREFUSED/);
});

test("without SMTP_URL each email is its own file in the outbox, readable by its owner alone", async () => {
  resetEnv({ DATA_DIR: folder });
  await Promise.all(Array.from({ length: 5 }, () => sendMail(mail)));
  const files = readdirSync(join(folder, "outbox"));
  expect(files).toHaveLength(5);
  for (const file of files) {
    expect(file).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-reset(-\d+)?\.eml$/);
    expect(statSync(join(folder, "outbox", file)).mode & 0o777).toBe(0o600);
  }
  expect(statSync(join(folder, "outbox")).mode & 0o777).toBe(0o700);
  const content = readFileSync(join(folder, "outbox", files[0] ?? ""), "utf8");
  expect(content).toContain("To: ada@example.com");
  expect(content).toMatch(/Subject: =\?UTF-8\?/);
  expect(content).toContain("From: Stint <stint@localhost>");
});

test("an address or a subject cannot inject headers", async () => {
  resetEnv({ DATA_DIR: folder });
  await sendMail({ ...mail, subject: "Hello\r\nBcc: eve@example.com", to: "ada@example.com\r\nBcc: eve@example.com" });
  const [file = ""] = readdirSync(join(folder, "outbox"));
  const [headers = ""] = readFileSync(join(folder, "outbox", file), "utf8").split("\r\n\r\n");
  expect(headers).not.toMatch(/^Bcc:/im);
});

test("in production with a hosted database nothing is written; one warning says so, without an address", async () => {
  resetEnv({ DATA_DIR: folder, DATABASE_URL: "postgres://localhost/stint", NODE_ENV: "production" });
  const lines: string[] = [];
  useLog(pino({}, { write: (line: string) => void lines.push(line) }));
  expect(mailWay()).toBe("nowhere");
  await sendMail(mail);
  await sendMail(mail);
  expect(existsSync(folder)).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("SMTP_URL");
  expect(lines[0]).not.toMatch(/ada|token/);
  resetEnv({ SMTP_URL: "smtp://localhost" });
  expect(mailWay()).toBe("smtp");
});

test("no email is sent to a reserved address", async () => {
  resetEnv({ DATA_DIR: folder });
  await sendMail({ ...mail, to: "sample-1@stint.invalid" });
  expect(existsSync(folder)).toBe(false);
});

test("the outbox keeps the latest 200 emails, readable by their owner alone, and ignores other files", async () => {
  resetEnv({ DATA_DIR: folder });
  const outbox = join(folder, "outbox");
  mkdirSync(outbox, { recursive: true });
  for (let count = 0; count < 205; count++) {
    const time = new Date(Date.UTC(2026, 0, 1) + count * 1000).toISOString().replaceAll(":", "-");
    writeFileSync(join(outbox, `${time}-reset.eml`), "old");
  }
  writeFileSync(join(outbox, "notes.txt"), "mine");
  await sendMail(mail);
  const names = readdirSync(outbox).sort();
  const mails = names.filter((name) => name.endsWith(".eml"));
  expect(mails).toHaveLength(200);
  expect(mails[0]).toContain("00-00-06");
  expect(names).toContain("notes.txt");
  expect(statSync(join(outbox, mails.at(-1) ?? "")).mode & 0o777).toBe(0o600);
});
