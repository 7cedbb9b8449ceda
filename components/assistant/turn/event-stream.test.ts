import type { UIMessageChunk } from "ai";
import { describe, expect, it } from "vitest";
import { CutOff, readParts } from "./event-stream.ts";

const streamOf = (...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
      }
      controller.close();
    },
  });

const event = (part: object): string => `data: ${JSON.stringify(part)}\n\n`;
const end = `${event({ type: "finish" })}data: [DONE]\n\n`;

async function allOf(stream: ReadableStream<UIMessageChunk>): Promise<UIMessageChunk[]> {
  const parts: UIMessageChunk[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

describe("reading an answer's events", () => {
  it("reads parts wherever the pieces are cut, letters of several bytes included", async () => {
    const bytes = new TextEncoder().encode(event({ type: "text-delta", id: "1", delta: "fünf 🙂" }) + end);
    for (let at = 1; at < bytes.length; at += 3) {
      const parts = await allOf(readParts(streamOf(bytes.slice(0, at), bytes.slice(at))));
      expect(parts).toEqual([{ type: "text-delta", id: "1", delta: "fünf 🙂" }, { type: "finish" }]);
    }
  });

  it("passes over comments that keep the connection open, and other line ends", async () => {
    const text = `: still here\n\ndata: {"type":"start"}\r\n\r\n${end}`;
    expect(await allOf(readParts(streamOf(text)))).toEqual([{ type: "start" }, { type: "finish" }]);
  });

  it("fails when the last part is missing, however the connection ended", async () => {
    await expect(allOf(readParts(streamOf(event({ type: "start" }))))).rejects.toThrow(CutOff);
    await expect(allOf(readParts(streamOf()))).rejects.toThrow(CutOff);
  });

  it("ends well after a stop and after an error, which are ends too", async () => {
    for (const last of [{ type: "abort" }, { type: "error", errorText: "x" }]) {
      expect(await allOf(readParts(streamOf(event(last))))).toEqual([last]);
    }
  });

  it("fails for what is no JSON", async () => {
    await expect(allOf(readParts(streamOf("data: {{\n\n", end)))).rejects.toThrow(SyntaxError);
  });
});
